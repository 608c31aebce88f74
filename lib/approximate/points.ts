// Where a kernel is compared with its function.
import type { FloatArray } from '../dtypes';
import type { Settings } from './options';
import { pieceAt, type Table } from './table';

const asInteger = (x: number): number => {
  const bits = new Int32Array(Float32Array.of(x).buffer)[0]!;
  // Ordered as the numbers are: -0 and +0 are both 0.
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
};

/** The float32 numbers of [low, high] by their place in order. */
export class Float32Range {
  readonly first: number;
  readonly count: number;
  constructor({ low, high }: Pick<Settings, 'low' | 'high'>) {
    this.first = asInteger(low);
    this.count = asInteger(high) - this.first + 1;
  }

  /** The numbers at places first + i step, rounded down. */
  fill(out: Float32Array, from: number, step: number): void {
    const bits = new Int32Array(out.buffer, out.byteOffset, out.length);
    const { first } = this;
    const count = bits.length;
    for (let i = 0; i < count; i++) {
      const place = first + Math.floor(from + i * step);
      bits[i] = place < 0 ? -place | 0x80000000 : place;
    }
  }
}

/** Half of them evenly over the bit patterns, half evenly over the real line, and both ends. */
export function samplePoints(settings: Settings, count: number): FloatArray {
  const { low, high, dtype } = settings;
  const half = count >> 1;
  const points = dtype === 'float64' ? new Float64Array(count) : new Float32Array(count);
  const step = (high - low) / (half - 1);
  for (let i = 0; i < half; i++) points[i] = low + i * step;
  points[half - 1] = high;
  const rest = points.subarray(half);
  if (rest instanceof Float64Array) byMagnitude(rest, low, high);
  else {
    const range = new Float32Range(settings);
    range.fill(rest, 0, (range.count - 1) / (rest.length - 1));
  }
  return points;
}

/** Evenly over the exponents, down to 2^-60 of the largest; as bit patterns lie, but for those of nearly nothing. */
function byMagnitude(out: Float64Array, low: number, high: number): void {
  const signs = [low < 0 ? -1 : 0, high > 0 ? 1 : 0].filter((sign) => sign !== 0);
  out.forEach((_, i) => {
    const sign = signs[i % signs.length]!;
    const most = sign < 0 ? -low : high;
    const least = Math.max(sign < 0 ? -high : low, most * 2 ** -60);
    out[i] = sign * Math.min(most, least * (most / least) ** (i / (out.length - 1)));
  });
}

/** The borders of a table's pieces, and the numbers beside them. */
export function borderPoints(table: Table): FloatArray {
  const { dtype, low, high, slots } = table;
  const beside = dtype === 'float32' ? 2 ** -23 : 2 ** -52;
  const points = [0];
  for (let slot = 0; slot < slots; slot++) {
    const { centre, scale, from, to } = pieceAt(table, dtype, slot, low, high);
    for (const border of [centre + scale * from, centre + scale * to])
      points.push(border, border * (1 + beside), border * (1 - beside));
  }
  const kept = points.filter((x) => x >= low && x <= high);
  return dtype === 'float32' ? Float32Array.from(kept).filter((x) => x >= low && x <= high) : Float64Array.from(kept);
}
