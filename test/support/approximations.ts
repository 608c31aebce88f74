import { approximate, type Approximation, type ApproximateOptions } from '#lib/index';
import type { Case } from '../../bench/suites/smooth-functions';
import { scaled } from './scale';

export { isas } from './cases';
export { smooth } from '../../bench/suites/smooth-functions';

type Made = (x: Float32Array | Float64Array) => Float32Array | Float64Array;

/** The largest error at `count` points between those a certificate looks at, and where it is. */
export function worstOf(
  kernel: Approximation,
  { f, domain }: Case,
  count = scaled(100_003, 5001),
): { error: number; at: number } {
  const [low, high] = domain;
  const points = kernel.dtype === 'float32' ? new Float32Array(count) : new Float64Array(count);
  const step = (high - low) / count;
  for (let i = 0; i < count; i++) points[i] = Math.min(high, low + step * (i + 0.37));
  const results = (kernel as unknown as Made)(points);
  let [error, worst] = [0, -1];
  for (let i = 0; i < count; i++) {
    // Rounding to float32 may have left the domain.
    if (points[i]! < low || points[i]! > high) continue;
    const off = Math.abs(results[i]! - f(points[i]!));
    if (!(off <= error)) [error, worst] = [off, i];
  }
  return { error, at: points[worst] ?? NaN };
}

/** A saved kernel, as it comes back from a file. */
export const reread = (kernel: Approximation): unknown => JSON.parse(JSON.stringify(kernel)) as unknown;

export const make = ({ f, domain }: Case, options: Partial<ApproximateOptions<'float32'>> = {}) =>
  approximate(f, { domain, ...(options.maxRelError === undefined ? { maxAbsError: 1e-4 } : {}), ...options });
