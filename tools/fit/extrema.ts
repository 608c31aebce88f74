import type { Decimal } from './decimal';
import { short, type Sample, type Target } from './target';
import { FitError } from './errors';

/** A sample with the signed, weighted error an approximation has there. */
export interface Extremum extends Sample {
  readonly error: Decimal;
}

type ErrorAt = (sample: Sample) => Decimal;

/**
 * The largest error of every stretch on which the error keeps its sign, left to right; the signs alternate.
 * `also` are points to look at besides the grid: the last reference, on which the error is known to alternate.
 */
export function alternatingExtrema(target: Target, errorAt: ErrorAt, also: readonly Sample[] = []): Extremum[] {
  const result: Extremum[] = [];
  for (const extremum of localExtrema(target, errorAt, also)) {
    const last = result.at(-1);
    if (!last || last.error.isNegative() !== extremum.error.isNegative()) result.push(extremum);
    else if (extremum.error.abs().gt(last.error.abs())) result[result.length - 1] = extremum;
  }
  return result;
}

function localExtrema(target: Target, errorAt: ErrorAt, also: readonly Sample[]): Extremum[] {
  const measure = (sample: Sample): Extremum => ({ ...sample, error: errorAt(sample) });
  const points = mergeByPosition(target.grid, also).map(measure);
  const result: Extremum[] = [];
  points.forEach((point, index) => {
    const left = points[index - 1];
    const right = points[index + 1];
    if (point.error.isZero() || exceeds(left, point) || exceeds(right, point)) return;
    // An extremum at an end of the domain is where it is: there is nothing on its other side.
    result.push(left && right ? refine(left, point, right, (x) => measure(target.at(x))) : point);
  });
  return result;
}

/** Whether `other`, if there is one, has an error of the same sign and larger than that of `point`. */
function exceeds(other: Extremum | undefined, point: Extremum): boolean {
  if (!other || other.error.isNegative() !== point.error.isNegative()) return false;
  return other.error.abs().gt(point.error.abs());
}

/** A step of less than this, relative to the bracket, changes the height of an extremum by 1e-9 of it. */
const NEGLIGIBLE_STEP = 1e-4;

/**
 * Successive parabolic interpolation. An extremum's height depends on its position in second order only: a position
 * good to a few digits levels the error to twice as many, so the parabola itself is computed in double.
 */
function refine(left: Extremum, top: Extremum, right: Extremum, measure: (x: Decimal) => Extremum): Extremum {
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
export function selectReference(extrema: readonly Extremum[], size: number): Extremum[] {
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

function mergeByPosition(first: readonly Sample[], second: readonly Sample[]): Sample[] {
  const sorted = [...first, ...second].sort((a, b) => a.x.comparedTo(b.x));
  return sorted.filter((sample, index) => index === 0 || !sample.x.eq(sorted[index - 1]!.x));
}
