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
  const { centres, scales, rounding } = constants(table);
  const slotOf = slotFinder(table);
  let [absolute, relative, share, count] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i += stride, count++) {
    const x = points[i]!;
    const value = values[i]!;
    const slot = slotOf(x);
    const r = (x - centres[slot]!) / scales[slot]!;
    let sum = 0;
    for (let power = degree; power >= 0; power--) sum = sum * r + coefficients[slot * (degree + 1) + power]!;
    // Rounding shrinks with the result where there is no constant.
    const small = coefficients[slot * (degree + 1)] === 0 ? Math.min(1, Math.abs(r) / rounding.reach[slot]!) : 1;
    const error = Math.abs(sum - value) * 1.01 + rounding.most[slot]! * small;
    if (!(error <= absolute)) absolute = error;
    if (value !== 0 && !(error <= relative * Math.abs(value))) relative = error / Math.abs(value);
    const limit = maxAbsError + maxRelError * Math.abs(value);
    if (!(error <= share * limit) && error > 0) share = error / limit;
  }
  return { absolute, relative, share, points: count };
}

function constants(table: Table) {
  const { slots, dtype, low, high, width, phase, degree, coefficients, spacing } = table;
  const fresh = (): Float64Array => new Float64Array(slots);
  const [centres, scales, most, reaches] = [fresh(), fresh(), fresh(), fresh()];
  const unit = epsilon[dtype];
  const farthest = Math.max(Math.abs(low), Math.abs(high));
  for (let slot = 0; slot < slots; slot++) {
    const { centre, scale, from, to } = pieceAt(table, dtype, slot, low, high);
    const reach = Math.max(Math.abs(from), Math.abs(to));
    let [terms, slope] = [0, 0];
    for (let power = 0; power <= degree; power++) {
      const size = Math.abs(coefficients[slot * (degree + 1) + power]!);
      terms += size * reach ** power;
      if (power > 0) slope += power * size * reach ** (power - 1);
    }
    // A width of many bits: where there is no fused product, that with a slot's number is rounded.
    const misplaced = spacing === 'uniform' && !exactProducts(table) ? farthest * unit : 0;
    const border = phase === 0 ? 0 : width * unit;
    most[slot] = 2 * unit * terms + slope * (misplaced + border);
    [centres[slot], scales[slot], reaches[slot]] = [centre, scale, reach];
  }
  return { centres, scales, rounding: { most, reach: reaches } };
}

function slotFinder({ spacing, first, slots, width, phase, shift, dtype }: Table): (x: number) => number {
  const one: FloatArray = dtype === 'float32' ? new Float32Array(1) : new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  const among = (k: number): number => Math.min(slots - 1, Math.max(0, k - first));
  if (spacing === 'uniform') return (x) => among(Math.round(x / width - phase));
  const high = words.length - 1;
  // A float64's shift leaves the upper word alone to count.
  const bits = dtype === 'float32' ? shift : shift - 32;
  return (x) => {
    one[0] = x;
    return among(words[high]! >>> bits);
  };
}

function exactProducts({ width, first, slots, dtype }: Table): boolean {
  const most = Math.max(Math.abs(first), Math.abs(first + slots - 1));
  const unit = 2 ** (Math.floor(Math.log2(width)) + 1 - (dtype === 'float32' ? 24 : 53));
  return Number.isInteger(width / unit / 2 ** Math.ceil(Math.log2(most + 1)));
}
