import { Decimal, largest } from './decimal';
import { exact, roundTo, type ElementType } from './element-type';
import { FitError, alternatingExtrema } from '#lib/fit/index';
import { fitPolynomialTo, polynomialError, type PolynomialFit, type PolynomialShape } from './fit-polynomial';
import type { Sample, Target } from './target';

/** How the coefficients came to be values of the type. */
export type RoundingMethod = 'each to nearest' | 'lowest power first' | 'highest power first';

export interface RoundedPolynomial {
  /** By power, lowest first, every one a value of the type. */
  readonly coefficients: number[];
  /** The largest weighted error of the rounded coefficients, evaluated without rounding. */
  readonly maxError: Decimal;
  readonly method: RoundingMethod;
}

/** A fit whose error grows by no more than this when its coefficients are rounded is not worth improving. */
const ACCEPTABLE_LOSS = 1.01;

/**
 * Rounds the coefficients of a fit to a type. Where rounding each to nearest costs accuracy, they are rounded one at a
 * time, with the rest fitted anew to make up for it: from the lowest power up and from the highest down, and the best of
 * the three is taken. From the lowest up is mostly best (exp in float64: 12 times better than to nearest); on domains
 * away from 0 it is from the highest down.
 */
export function roundPolynomial(
  target: Target,
  fit: PolynomialFit,
  type: ElementType,
  shape: PolynomialShape,
): RoundedPolynomial {
  const toNearest = fit.coefficients.map((coefficient) => roundTo(type, coefficient));
  const nearest = measured(target, toNearest, 'each to nearest');
  if (nearest.maxError.lte(fit.maxError.times(ACCEPTABLE_LOSS))) return nearest;
  let best = nearest;
  for (const method of ['lowest power first', 'highest power first'] as const) {
    const coefficients = roundOneByOne(target, fit, type, shape, method);
    if (!coefficients) continue;
    const candidate = measured(target, coefficients, method);
    if (candidate.maxError.lt(best.maxError)) best = candidate;
  }
  return best;
}

/** Undefined where a coefficient's rounding leaves an error that the others cannot make alternate any more. */
function roundOneByOne(
  target: Target,
  fit: PolynomialFit,
  type: ElementType,
  shape: PolynomialShape,
  method: RoundingMethod,
): number[] | undefined {
  const rounded = fit.coefficients.map(() => 0);
  const fixed = new Map<number, Decimal>();
  const settle = (power: number, value: Decimal): void => {
    rounded[power] = roundTo(type, value);
    fixed.set(power, exact(rounded[power]));
  };
  for (const [power, value] of shape.fixed ?? []) settle(power, new Decimal(value));
  const free = (shape.basis ?? [...rounded.keys()]).filter((power) => !fixed.has(power)).sort((a, b) => a - b);
  if (method === 'highest power first') free.reverse();

  let { coefficients, extrema } = fit;
  for (const power of free) {
    settle(power, coefficients[power]!);
    if (power === free.at(-1)) break;
    // One coefficient less levels one extremum less. Those of the last fit are still nearly right.
    const kept = method === 'highest power first' ? extrema.slice(0, -1) : extrema.slice(1);
    const reference = kept.map(({ x }) => x);
    try {
      ({ coefficients, extrema } = fitPolynomialTo(target, { ...shape, fixed, reference, tolerance: 1e-3 }));
    } catch (error) {
      if (error instanceof FitError) return undefined;
      throw error;
    }
  }
  return rounded;
}

function measured(target: Target, coefficients: number[], method: RoundingMethod): RoundedPolynomial {
  const polynomial = coefficients.map(exact);
  return {
    coefficients,
    method,
    maxError: measureError(target, (sample) => polynomialError(polynomial, sample)),
  };
}

/** The largest weighted error there is, levelled or not. */
export function measureError(target: Target, errorAt: (sample: Sample) => Decimal): Decimal {
  return largest(alternatingExtrema(target, errorAt).map(({ error }) => error.abs()));
}
