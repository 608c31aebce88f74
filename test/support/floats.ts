import type { Dtype, FloatArray } from 'leeway';

/** An element type: its numbers as bit patterns and back. */
export interface Format {
  readonly dtype: Dtype;
  readonly size: number;
  readonly mantissaBits: number;
  readonly minExponent: number;
  readonly max: number;
  readonly minSubnormal: number;
  readonly signBit: bigint;
  readonly infinity: bigint;
  array(values: Iterable<number> | number): FloatArray;
  view(buffer: ArrayBufferLike, offset: number, length: number): FloatArray;
  round(x: number): number;
  bits(x: number): bigint;
  fromBits(bits: bigint): number;
}

const scratch = new DataView(new ArrayBuffer(8));

function bits64(x: number): bigint {
  scratch.setFloat64(0, x);
  return scratch.getBigUint64(0);
}

const float32: Format = {
  dtype: 'float32',
  size: 4,
  mantissaBits: 23,
  minExponent: -126,
  max: (2 - 2 ** -23) * 2 ** 127,
  minSubnormal: 2 ** -149,
  signBit: 1n << 31n,
  infinity: 0x7f80_0000n,
  array: (values) => new Float32Array(values as Iterable<number>),
  view: (buffer, offset, length) => new Float32Array(buffer, offset, length),
  round: Math.fround,
  bits(x) {
    scratch.setFloat32(0, x);
    return BigInt(scratch.getUint32(0));
  },
  fromBits(bits) {
    scratch.setUint32(0, Number(bits));
    return scratch.getFloat32(0);
  },
};

const float64: Format = {
  dtype: 'float64',
  size: 8,
  mantissaBits: 52,
  minExponent: -1022,
  max: Number.MAX_VALUE,
  minSubnormal: Number.MIN_VALUE,
  signBit: 1n << 63n,
  infinity: 0x7ffn << 52n,
  array: (values) => new Float64Array(values as Iterable<number>),
  view: (buffer, offset, length) => new Float64Array(buffer, offset, length),
  round: (x) => x,
  bits: bits64,
  fromBits(bits) {
    scratch.setBigUint64(0, bits);
    return scratch.getFloat64(0);
  },
};

export const formats: Record<Dtype, Format> = { float32, float64 };

/** A unit in the last place of the element type at a true value, given as a double. */
export function ulpAt(format: Format, value: number): number {
  const exponent = Number((bits64(value) >> 52n) & 0x7ffn) - 1023;
  return 2 ** (Math.max(exponent, format.minExponent) - format.mantissaBits);
}

/** Index of the first element that differs as `Object.is` sees it (all NaNs alike, 0 and -0 not), or -1. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return a.length === b.length ? -1 : a.length;
}
