// What a table may be off by on a machine that is not at hand: the fit's error, and what rounding can add.
import type { FloatArray } from '../dtypes';
import type { Samples } from './certify';
import { pieceAt, type Table } from './table';
import type { Target } from './target';

const epsilon = { float32: 2 ** -24, float64: 2 ** -53 };

export interface Estimate {
  readonly absolute: number;
  readonly relative: number;
  /** The largest error as a share of what is allowed. */
  readonly share: number;
  readonly points: number;
}

/**
 * The largest error of a table's polynomials in float64 arithmetic at every `stride`-th sample, and what rounding adds at
 * most: half an ulp of the result, of the constant and of each term, twice where multiplications are rounded by themselves,
 * and the slope times what the position in a piece may be off by.
 */
export function estimate(target: Target, table: Table, samples: Samples, stride = 1): Estimate {
  const { points, values } = samples;
  const { degree, coefficients } = table;
  const { maxAbsError, maxRelError } = target.settings;
  const { centres, perScale, most, reaches } = constants(table);
  const slotOf = slotFinder(table);
  const count = Math.ceil(points.length / stride);
  let absolute = 0;
  let relative = 0;
  let share = 0;
  for (let i = 0; i < count; i++) {
    const x = points[i * stride]!;
    const value = values[i * stride]!;
    const slot = slotOf(x);
    // Scales are powers of two: their reciprocals are exact.
    const r = (x - centres[slot]!) * perScale[slot]!;
    const first = slot * (degree + 1);
    let sum = coefficients[first + degree]!;
    for (let at = first + degree - 1; at >= first; at--) sum = sum * r + coefficients[at]!;
    // Rounding shrinks with the result where there is no constant.
    const small = coefficients[first] === 0 ? Math.min(1, Math.abs(r) / reaches[slot]!) : 1;
    const error = Math.abs(sum - value) * 1.01 + most[slot]! * small;
    const size = Math.abs(value);
    if (!(error <= absolute)) absolute = error;
    if (!(error <= relative * size) && size > 0) relative = error / size;
    const limit = maxAbsError + maxRelError * size;
    if (!(error <= share * limit) && error > 0) share = error / limit;
  }
  return { absolute, relative, share, points: count };
}

function constants(table: Table) {
  const { slots, dtype, low, high, width, phase, degree, coefficients, spacing } = table;
  const fresh = (): Float64Array => new Float64Array(slots);
  const [centres, perScale, most, reaches] = [fresh(), fresh(), fresh(), fresh()];
  const unit = epsilon[dtype];
  const farthest = Math.max(Math.abs(low), Math.abs(high));
  // A width of many bits: where there is no fused product, that with a slot's number is rounded.
  const misplaced = spacing === 'uniform' && !exactProducts(table) ? farthest * unit : 0;
  const border = phase === 0 ? 0 : width * unit;
  for (let slot = 0; slot < slots; slot++) {
    const { centre, scale, from, to } = pieceAt(table, dtype, slot, low, high);
    const reach = Math.max(Math.abs(from), Math.abs(to));
    let [terms, slope] = [0, 0];
    for (let power = 0; power <= degree; power++) {
      const size = Math.abs(coefficients[slot * (degree + 1) + power]!);
      terms += size * reach ** power;
      if (power > 0) slope += power * size * reach ** (power - 1);
    }
    most[slot] = 2 * unit * terms + slope * (misplaced + border);
    [centres[slot], perScale[slot], reaches[slot]] = [centre, 1 / scale, reach];
  }
  return { centres, perScale, most, reaches };
}

function slotFinder({ spacing, first, slots, width, phase, shift, dtype }: Table): (x: number) => number {
  const one: FloatArray = dtype === 'float32' ? new Float32Array(1) : new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  const among = (slot: number): number => (slot < 0 ? 0 : slot < slots ? slot | 0 : slots - 1);
  const shifted = 0.5 - phase - first;
  if (spacing === 'uniform') return (x) => among(Math.floor(x / width + shifted));
  const high = words.length - 1;
  // A float64's shift leaves the upper word alone to count.
  const bits = dtype === 'float32' ? shift : shift - 32;
  return (x) => {
    one[0] = x;
    return among((words[high]! >>> bits) - first);
  };
}

function exactProducts({ width, first, slots, dtype }: Table): boolean {
  const most = Math.max(Math.abs(first), Math.abs(first + slots - 1));
  const unit = 2 ** (Math.floor(Math.log2(width)) + 1 - (dtype === 'float32' ? 24 : 53));
  return Number.isInteger(width / unit / 2 ** Math.ceil(Math.log2(most + 1)));
}
