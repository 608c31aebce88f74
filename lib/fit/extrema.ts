import { FitError } from './errors';
import { short, type Scalar } from './scalar';
import type { Sample, Target } from './target';

/** A sample with the signed, weighted error an approximation has there. */
export interface Extremum<S> extends Sample<S> {
  readonly error: S;
}

type ErrorAt<S> = (sample: Sample<S>) => S;

/**
 * The largest error of every stretch on which the error keeps its sign, left to right; the signs alternate.
 * `also` are points to look at besides the grid: the last reference, on which the error is known to alternate. Unless
 * `refined`, extrema stay where the grid has them, and cost no more samples.
 */
export function alternatingExtrema<S extends Scalar<S>>(
  target: Target<S>,
  errorAt: ErrorAt<S>,
  also: readonly Sample<S>[] = [],
  refined = true,
): Extremum<S>[] {
  const result: Extremum<S>[] = [];
  for (const extremum of localExtrema(target, errorAt, also, refined)) {
    const last = result.at(-1);
    if (!last || last.error.isNegative() !== extremum.error.isNegative()) result.push(extremum);
    else if (extremum.error.abs().gt(last.error.abs())) result[result.length - 1] = extremum;
  }
  return result;
}

function localExtrema<S extends Scalar<S>>(
  target: Target<S>,
  errorAt: ErrorAt<S>,
  also: readonly Sample<S>[],
  refined: boolean,
): Extremum<S>[] {
  const measure = (sample: Sample<S>): Extremum<S> => ({
    x: sample.x,
    value: sample.value,
    weight: sample.weight,
    error: errorAt(sample),
  });
  const points = (refined ? mergeByPosition(target.grid, also) : target.grid).map(measure);
  const result: Extremum<S>[] = [];
  points.forEach((point, index) => {
    const left = points[index - 1];
    const right = points[index + 1];
    if (point.error.isZero() || exceeds(left, point) || exceeds(right, point)) return;
    // An extremum at an end of the domain is where it is: there is nothing on its other side.
    result.push(refined && left && right ? refine(left, point, right, (x) => measure(target.at(x))) : point);
  });
  return result;
}

/** Whether `other`, if there is one, has an error of the same sign and larger than that of `point`. */
function exceeds<S extends Scalar<S>>(other: Extremum<S> | undefined, point: Extremum<S>): boolean {
  if (!other || other.error.isNegative() !== point.error.isNegative()) return false;
  return other.error.abs().gt(point.error.abs());
}

/** A step of less than this, relative to the bracket, changes the height of an extremum by 1e-9 of it. */
const NEGLIGIBLE_STEP = 1e-4;

/**
 * Successive parabolic interpolation. An extremum's height depends on its position in second order only: a position
 * good to a few digits levels the error to twice as many, so the parabola itself is computed in double.
 */
function refine<S extends Scalar<S>>(
  left: Extremum<S>,
  top: Extremum<S>,
  right: Extremum<S>,
  measure: (x: S) => Extremum<S>,
): Extremum<S> {
  for (let step = 0; step < 6; step++) {
    const a = left.x.minus(top.x).toNumber();
    const b = right.x.minus(top.x).toNumber();
    const fallA = 1 - left.error.div(top.error).toNumber();
    const fallB = 1 - right.error.div(top.error).toNumber();
    const offset = (a * a * fallB - b * b * fallA) / (2 * (a * fallB - b * fallA));
    if (!(offset > a && offset < b) || Math.abs(offset) < NEGLIGIBLE_STEP * (b - a)) return top;
    const next = measure(top.x.plus(offset));
    const higher = next.error.div(top.error).gt(1);
    if (offset < 0) {
      if (higher) [right, top] = [top, next];
      else left = next;
    } else {
      if (higher) [left, top] = [top, next];
      else right = next;
    }
  }
  return top;
}

/** The `size` extrema to level next: consecutive signs alternate, and the largest is among them. */
export function selectReference<S extends Scalar<S>>(extrema: readonly Extremum<S>[], size: number): Extremum<S>[] {
  const result = [...extrema];
  if (result.length < size) {
    throw new FitError(
      `expected the error to alternate ${size} times, received ${result.length} alternations` +
        (result[0] ? ` (the first at x = ${short(result[0].x)})` : '') +
        ': the degrees do not suit the function (a lower one may do as well)',
    );
  }
  while (result.length > size) {
    const smallest = result.reduce((low, { error }, i) => (error.abs().lt(result[low]!.error.abs()) ? i : low), 0);
    const atEnd = smallest === 0 || smallest === result.length - 1;
    if (atEnd) {
      result.splice(smallest, 1);
    } else if (result.length === size + 1) {
      // One too many: only an end can go without breaking the alternation.
      result.splice(result[0]!.error.abs().lt(result.at(-1)!.error.abs()) ? 0 : result.length - 1, 1);
    } else {
      const before = result[smallest - 1]!.error.abs().lt(result[smallest + 1]!.error.abs());
      result.splice(before ? smallest - 1 : smallest, 2);
    }
  }
  return result;
}

function mergeByPosition<S extends Scalar<S>>(first: readonly Sample<S>[], second: readonly Sample<S>[]): Sample<S>[] {
  const sorted = [...first, ...second].sort((a, b) => a.x.comparedTo(b.x));
  return sorted.filter((sample, index) => index === 0 || !sample.x.eq(sorted[index - 1]!.x));
}
