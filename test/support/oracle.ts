import { addon } from '#lib/backend/index';
import type { Case } from './cases';
import { ulpAt, type Format } from './floats';

/** True values as unevaluated sums high + low. */
export interface Truth {
  high: Float64Array;
  low: Float64Array;
}

type Subject = Pick<Case, 'op' | 'format' | 'alpha'>;

export function truth(c: Subject, x: Iterable<number>): Truth {
  return addon.reference(c.op, c.format.dtype, false, Float64Array.from(x), c.alpha);
}

export function trueDerivative(c: Subject, x: Iterable<number>): Truth {
  return addon.reference(c.op, c.format.dtype, true, Float64Array.from(x), c.alpha);
}

/** True value at one point, as a double. */
export function trueValue(c: Subject, x: number): number {
  return truth(c, [x]).high[0]!;
}

/** The distance of a result to the true value; infinity is exact where the true value rounds to it. */
export function errorOf(format: Format, got: number, high: number, low: number): number {
  if (got === high) return Number.isFinite(got) ? Math.abs(low) : 0;
  if (!Number.isFinite(got) && Math.abs(high) >= format.max) return got > 0 === high > 0 ? 0 : Infinity;
  return Math.abs(got - high - low);
}

/** The largest error a promise (an absolute bound and one in ulp) leaves at a true value. */
export function promised(format: Format, value: number, maxAbsError: number, maxUlp: number): number {
  return Number.isFinite(value) ? Math.min(maxAbsError, maxUlp * ulpAt(format, value)) : 0;
}

const probes = [1e-3, 0.1, 0.5, 1, 2, 3.7, 20, 500];

/** Whether the function is odd, asked of the oracle. */
export function isOdd(c: Subject): boolean {
  const [right, left] = [
    truth(c, probes).high,
    truth(
      c,
      probes.map((x) => -x),
    ).high,
  ];
  return right.every((y, i) => left[i] === -y);
}
