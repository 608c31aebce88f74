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

/** (1 / tanh(x) - 1 / x) / x as a function of t = x^2. */
export function cothRestQuotient(t: Decimal): Decimal {
  if (t.isZero()) return new Decimal(1).div(3);
  return new Decimal(1).div(tanhQuotient(t)).minus(1).div(t);
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

/** 1 / (1 + exp(-x)) */
export function sigmoid(x: Decimal): Decimal {
  return new Decimal(1).div(x.neg().exp().plus(1));
}

// decimal.js computes these anew each time it is asked.
const ROOT_OF_PI = Decimal.acos(-1).sqrt();
const ROOT_OF_TWO = new Decimal(2).sqrt();

/** exp(t^2) erfc(t) for t >= 0: erfc without the factor that makes it vanish. */
export function scaledErfc(t: Decimal): Decimal {
  return t.lt(5) ? scaledErfcBySeries(t) : scaledErfcByFraction(t);
}

/** exp(t^2) - 2 / sqrt(pi) sum 2^n t^(2n + 1) / (2n + 1)!!: cancels no more than exp(25) here. */
function scaledErfcBySeries(t: Decimal): Decimal {
  const square = t.times(t);
  let term = t;
  let sum = t;
  const enough = new Decimal(10).pow(-(t.constructor as typeof Decimal).precision - 2);
  for (let n = 1; term.gt(sum.times(enough)); n++) {
    term = term
      .times(square)
      .times(2)
      .div(2 * n + 1);
    sum = sum.plus(term);
  }
  return square.exp().minus(sum.times(2).div(ROOT_OF_PI));
}

/** Laplace's continued fraction, 1 / sqrt(pi) over t + (1/2) / (t + 1 / (t + (3/2) / (t + ...))). */
function scaledErfcByFraction(t: Decimal): Decimal {
  // Its error falls like exp(-2 t sqrt(2 n)).
  const digits = (t.constructor as typeof Decimal).precision;
  const terms = Math.ceil(((1.1 * digits * Math.LN10) / (2 * Math.SQRT2 * t.toNumber())) ** 2) + 8;
  let tail = t;
  for (let n = terms; n > 0; n--) tail = t.plus(new Decimal(n).div(2).div(tail));
  return new Decimal(1).div(ROOT_OF_PI.times(tail));
}

/** erfc(x / sqrt(2)) / 2 for x >= 0: how likely a normal variable is above x. */
export function normalTail(x: Decimal): Decimal {
  const t = x.div(ROOT_OF_TWO);
  return t.times(t).neg().exp().times(scaledErfc(t)).div(2);
}
