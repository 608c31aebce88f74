import type { Decimal } from './decimal';
import { exact, roundTo, type ElementType } from './element-type';
import { fitPolynomialTo } from './fit-polynomial';
import { rationalError, type RationalFit } from './fit-rational';
import { evaluate } from './polynomial';
import { measureError, roundPolynomial } from './rounding';
import type { Target } from './target';

export type RationalRoundingMethod = 'each to nearest' | 'denominator to nearest, numerator fitted to it';

export interface RoundedRational {
  readonly p: number[];
  readonly q: number[];
  /** The largest weighted error of the rounded coefficients, evaluated without rounding. */
  readonly maxError: Decimal;
  readonly method: RationalRoundingMethod;
}

/**
 * Rounds the coefficients of a quotient to a type. Once the denominator is settled, the numerator is a polynomial fit
 * of f * q under the weight w / q, and can make up for what rounding the denominator cost.
 */
export function roundRational(target: Target, fit: RationalFit, type: ElementType): RoundedRational {
  const q = fit.q.map((coefficient) => roundTo(type, coefficient));
  const nearest = measured(
    target,
    fit.p.map((coefficient) => roundTo(type, coefficient)),
    q,
    'each to nearest',
  );
  if (nearest.maxError.lte(fit.maxError.times(1.01))) return nearest;

  const denominator = q.map(exact);
  const product = target.map(({ x, value, weight }) => {
    const divisor = evaluate(denominator, x);
    return { x, value: value.times(divisor), weight: weight.div(divisor) };
  });
  const shape = { degree: fit.p.length - 1 };
  const numerator = roundPolynomial(product, fitPolynomialTo(product, shape), type, shape);
  const fitted = measured(target, numerator.coefficients, q, 'denominator to nearest, numerator fitted to it');
  return fitted.maxError.lt(nearest.maxError) ? fitted : nearest;
}

function measured(target: Target, p: number[], q: number[], method: RationalRoundingMethod): RoundedRational {
  const rounded = { p: p.map(exact), q: q.map(exact) };
  return { p, q, method, maxError: measureError(target, (sample) => rationalError(rounded, sample)) };
}
