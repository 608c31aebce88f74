import { FitError } from './errors';
import { alternatingExtrema, selectReference, type Extremum } from './extrema';
import { largest, short, type Scalar } from './scalar';
import type { Sample, Target } from './target';

/** An approximation whose error is +-level on a reference. */
export interface Candidate<S> {
  readonly level: S;
  /** The signed, weighted error. */
  errorAt(sample: Sample<S>): S;
}

export interface ExchangeOptions<S> {
  /** How far the largest error may lie above the levelled one, relatively. */
  readonly tolerance?: number | undefined;
  readonly maxIterations?: number | undefined;
  /** Where to begin, instead of at Chebyshev's points. */
  readonly reference?: readonly S[] | undefined;
  /** Whether extrema are looked for between the points of the target's grid; a grid alone is faster. */
  readonly refined?: boolean | undefined;
}

export interface Levelled<S, C extends Candidate<S>> {
  readonly candidate: C;
  readonly extrema: readonly Extremum<S>[];
  readonly maxError: S;
  readonly iterations: number;
}

const DEFAULT_TOLERANCE = 1e-6;

/**
 * Remez' second algorithm: level the error on a reference, move the reference to the extrema of the error that came
 * out, and repeat until no error is larger than the levelled one. `solve` does the levelling, and is what polynomials
 * and rationals differ in.
 */
export function exchange<S extends Scalar<S>, C extends Candidate<S>>(
  target: Target<S>,
  size: number,
  solve: (reference: readonly Sample<S>[]) => C,
  { tolerance = DEFAULT_TOLERANCE, maxIterations = 40, reference: start, refined }: ExchangeOptions<S> = {},
): Levelled<S, C> {
  let reference: readonly Sample<S>[] = start ? start.map((x) => target.at(x)) : chebyshevReference(target, size);
  if (reference.length !== size)
    throw new FitError(`expected a reference of ${size} points, received ${reference.length}`);
  const negligible = rounding(target);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    for (const { x, weight } of reference) {
      if (weight.isZero())
        throw new FitError(`expected a weight above 0 within the domain, received 0 at x = ${short(x)}`);
    }
    const candidate = solve(reference);
    const extrema = alternatingExtrema(target, (sample) => candidate.errorAt(sample), reference, refined);
    const maxError = largest(
      target.field,
      extrema.map(({ error }) => error.abs()),
    );
    // The function is itself of the form asked for: what is left is rounding, and does not alternate.
    if (maxError.lte(negligible)) return { candidate, extrema, maxError, iterations: iteration };
    const next = selectReference(extrema, size);
    if (maxError.lte(candidate.level.abs().times(1 + tolerance))) {
      return { candidate, extrema: next, maxError, iterations: iteration };
    }
    reference = next;
  }
  throw new FitError(`expected the exchange to level the error to ${tolerance} in ${maxIterations} iterations`);
}

/**
 * Chebyshev's zeros, pushed a little to one side: a symmetric reference would put a point at the middle, where an
 * error may be zero by construction (a pinned value at 0), and would hide the odd part of a function from itself.
 */
function chebyshevReference<S extends Scalar<S>>(target: Target<S>, size: number): Sample<S>[] {
  return Array.from({ length: size }, (_, index) => target.at(target.pointAtAngle((Math.PI * (index + 0.45)) / size)));
}

/** Looks between the points a fit was made on, evenly, and throws if the error is larger there than the fit claims. */
export function verifyError<S extends Scalar<S>>(
  target: Target<S>,
  errorAt: (sample: Sample<S>) => S,
  claimed: S,
  points: number,
): void {
  const width = target.high.minus(target.low);
  const allowed = claimed.times(1 + DEFAULT_TOLERANCE).plus(rounding(target));
  for (let index = 0; index < points; index++) {
    const sample = target.at(target.low.plus(width.times((index + 0.5) / points)));
    const error = errorAt(sample).abs();
    if (error.gt(allowed)) {
      throw new FitError(
        `expected an error of at most ${claimed.toPrecision(6)}, received ${error.toPrecision(6)} at x = ${short(sample.x)}`,
      );
    }
  }
}

/** The error that is rounding of the arithmetic and nothing else. */
function rounding<S extends Scalar<S>>(target: Target<S>): S {
  const sizes = target.grid.map(({ value, weight }) => value.times(weight).abs());
  return largest(target.field, sizes).times(target.field.negligible);
}
