import { Decimal } from './decimal';

/** tanh(x) as a quotient of exponentials: about twice as fast as decimal.js's own, and as good away from 0. */
export function tanh(x: Decimal): Decimal {
  if (x.abs().lt(0.1)) return x.tanh();
  const power = x.times(2).exp();
  return power.minus(1).div(power.plus(1));
}

/**
 * tanh(x) / x as a function of t = x^2. An odd function times an even weight is fitted through it: x * p(x^2) is then
 * a plain polynomial p in t, and its relative error is that of p.
 */
export function tanhQuotient(t: Decimal): Decimal {
  if (t.isZero()) return new Decimal(1);
  const x = t.sqrt();
  return tanh(x).div(x);
}

/** 2 atanh(s) / s as a function of t = s^2: log((1 + s) / (1 - s)) / s. */
export function atanhQuotient(t: Decimal): Decimal {
  if (t.isZero()) return new Decimal(2);
  const s = t.sqrt();
  return s.plus(1).div(s.minus(1).neg()).ln().div(s);
}

export function exp(x: Decimal): Decimal {
  return x.exp();
}
