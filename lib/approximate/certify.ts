// How far a kernel is off, by running it.
import type { PreparedTable } from '../backend/addon';
import type { FloatArray } from '../dtypes';
import { isFiniteNumber, type Target } from './target';

/** Points and what f gives there: f is asked once, however many tables are compared with it. */
export interface Samples {
  readonly points: FloatArray;
  readonly values: Float64Array;
}

/** The function itself is called a million times, and what it gives is checked on the way. */
export function sample({ unchecked, refuse }: Target, points: FloatArray): Samples {
  const count = points.length;
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = unchecked(points[i]!);
    if (!isFiniteNumber(value)) refuse(value, points[i]!);
    values[i] = value as number;
  }
  return { points, values };
}

/** Every `stride`-th of them, together in memory. */
export function everySoMany({ points, values }: Samples, stride: number): Samples {
  const count = Math.ceil(points.length / stride);
  const few = { points: points.slice(0, count), values: new Float64Array(count) };
  for (let i = 0; i < count; i++) {
    few.points[i] = points[i * stride]!;
    few.values[i] = values[i * stride]!;
  }
  return few;
}

/** The largest errors so far: absolute, relative, and as a share of what is allowed. */
export class Errors {
  absolute = 0;
  relative = 0;
  share = 0;
  /** Where the share is largest. */
  at = NaN;
  points = 0;

  constructor(private readonly allowed: Pick<Target['settings'], 'maxAbsError' | 'maxRelError'>) {}

  /** Compares results with what they should be. A million of them: the loop works on locals alone. */
  add({ points, values }: Samples, results: FloatArray): void {
    const { maxAbsError, maxRelError } = this.allowed;
    const count = points.length;
    let { absolute, relative, share } = this;
    let worst = -1;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      const error = Math.abs(results[i]! - value);
      const size = Math.abs(value);
      const limit = maxAbsError + maxRelError * size;
      // So that NaN is the largest of all.
      if (!(error <= absolute)) absolute = error;
      if (!(error <= share * limit) && error !== 0) {
        share = error / limit;
        worst = i;
      }
      if (maxRelError > 0 && !(error <= relative * size) && error !== 0) relative = error / size;
    }
    Object.assign(this, { absolute, relative, share });
    if (worst >= 0) this.at = points[worst]!;
    this.points += count;
  }
}

const block = 65536;

/** Runs a table on the samples, block by block; stops at the first block that breaks the budget, if asked to. */
export function compare(table: PreparedTable, samples: Samples, errors: Errors, stopEarly = false): Errors {
  const { points, values } = samples;
  const results = points.slice(0, Math.min(block, points.length));
  for (let from = 0; from < points.length; from += block) {
    const part = { points: points.subarray(from, from + block), values: values.subarray(from, from + block) };
    const out = results.subarray(0, part.points.length);
    table.forward(part.points, out);
    errors.add(part, out);
    if (stopEarly && errors.share > 1) break;
  }
  return errors;
}
