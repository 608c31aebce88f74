import type { Dtype } from '#lib/backend/addon';

/** ∂f/∂alpha as an unevaluated sum times 2^exponent: a cube leaves the range of doubles. */
export interface Scaled {
  high: number;
  low: number;
  exponent: number;
}

const formats = { float32: { bits: 23, least: -149 }, float64: { bits: 52, least: -1074 } };

const view = new DataView(new ArrayBuffer(8));

/** Such that 2^exponent <= |x| < 2^(exponent + 1); x is finite and not 0. */
export function exponentOf(x: number): number {
  view.setFloat64(0, x);
  const biased = (view.getUint16(0) >> 4) & 0x7ff;
  return biased > 0 ? biased - 1023 : exponentOf(x * 2 ** 64) - 64;
}

/** x 2^k, by steps that are numbers. */
export function timesPowerOfTwo(x: number, k: number): number {
  let y = x;
  for (let left = k; left !== 0;) {
    const step = Math.max(-900, Math.min(900, left));
    y *= 2 ** step;
    left -= step;
  }
  return y;
}

/** A product and what rounding took from it: Dekker, Numerische Mathematik 18 (1971). */
function product(a: number, b: number): [number, number] {
  const [s, t] = [(2 ** 27 + 1) * a, (2 ** 27 + 1) * b];
  const [ah, bh] = [s - (s - a), t - (t - b)];
  const [al, bl] = [a - ah, b - bh];
  const p = a * b;
  return [p, al * bl - (p - ah * bh - al * bh - ah * bl)];
}

/** -(high + low)^3 / 2, to about a hundred bits. */
export function minusHalfCube(high: number, low: number): Scaled {
  if (high === 0 || !Number.isFinite(high)) return { high: (-high * high * high) / 2, low: 0, exponent: 0 };
  const e = exponentOf(high);
  const [h, l] = [timesPowerOfTwo(high, -e), timesPowerOfTwo(low, -e)];
  const [square, squareRest] = product(h, h);
  const [cube, cubeRest] = product(square, h);
  const rest = cubeRest + squareRest * h + 3 * square * l;
  return { high: -cube / 2, low: -rest / 2, exponent: 3 * e };
}

/** How far a result of the element type is from the truth, in ulp at the truth. */
export function ulpsFrom(dtype: Dtype & keyof typeof formats, got: number, truth: Scaled): number {
  const { bits, least } = formats[dtype];
  if (truth.high === 0 || !Number.isFinite(truth.high)) return Object.is(got + 0, truth.high + 0) ? 0 : Infinity;
  const unit = Math.max(exponentOf(truth.high) + truth.exponent - bits, least) - truth.exponent;
  const error = timesPowerOfTwo(got, -truth.exponent) - truth.high - truth.low;
  return Math.abs(timesPowerOfTwo(error, -unit));
}
