/** The coefficients of x * P(x^2) / Q(x^2), float32 values all. */
export interface OddQuotient {
  readonly p: readonly number[];
  readonly q: readonly number[];
}

/**
 * The quotient as a kernel computes it in float32: Horner's rule for both polynomials, with or without fma, then
 * (x * P) / Q. Sums and products of floats are exact in double or (an fma's sum) all but always rounded as if they were.
 */
export function evaluateQuotient({ p, q }: OddQuotient, x: number, fma: boolean): number {
  const t = Math.fround(x * x);
  return Math.fround(Math.fround(x * horner(p, t, fma)) / horner(q, t, fma));
}

function horner(polynomial: readonly number[], t: number, fma: boolean): number {
  let sum = polynomial[polynomial.length - 1]!;
  for (let power = polynomial.length - 2; power >= 0; power--) {
    const product = sum * t;
    sum = Math.fround((fma ? product : Math.fround(product)) + polynomial[power]!);
  }
  return sum;
}

/**
 * Where to clamp, up to `limit`, so that no float32 result is above 1 and the function saturates as near to 1 as it can:
 * the largest value at which the results are highest, with and without fma, below the first result above 1.
 *
 * `from` is where results above 1 come within reach of rounding; below it nothing is looked at.
 */
export function saturatingClamp(quotient: OddQuotient, from: number, limit: number): number {
  const value = new Float32Array(1);
  const bits = new Uint32Array(value.buffer);
  const bitsOf = (x: number): number => {
    value[0] = x;
    return bits[0]!;
  };
  const last = bitsOf(limit);
  let best = { x: limit, result: 0 };
  for (let pattern = bitsOf(from); pattern <= last; pattern++) {
    bits[0] = pattern;
    const x = value[0]!;
    const fused = evaluateQuotient(quotient, x, true);
    const separate = evaluateQuotient(quotient, x, false);
    if (fused > 1 || separate > 1) break;
    const result = Math.min(fused, separate);
    if (result >= best.result) best = { x, result };
  }
  return best.x;
}
