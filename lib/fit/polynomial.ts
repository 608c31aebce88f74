import type { Scalar } from './scalar';

/** Coefficients by power, lowest first. */
export type Polynomial<S> = readonly S[];

/** Horner's rule. */
export function evaluate<S extends Scalar<S>>(polynomial: Polynomial<S>, x: S): S {
  let sum = x.times(0);
  for (let power = polynomial.length - 1; power >= 0; power--) sum = sum.times(x).plus(polynomial[power]!);
  return sum;
}
