import type { Dtype, ElementArray, FloatArray } from 'leeway';

/** An element type: its numbers as bit patterns and back, and arrays of them. */
export interface Format {
  readonly dtype: Dtype;
  readonly size: number;
  readonly mantissaBits: number;
  readonly minExponent: number;
  readonly max: number;
  readonly minSubnormal: number;
  readonly signBit: bigint;
  readonly infinity: bigint;
  /** An array of the element type, of that length or with those numbers rounded. */
  array(values: Iterable<number> | number): ElementArray;
  view(buffer: ArrayBufferLike, offset: number, length: number): ElementArray;
  /** The numbers an array holds: the array itself where that is what it holds. */
  numbers(array: ElementArray): FloatArray;
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
  numbers: (array) => array as Float32Array,
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
  numbers: (array) => array as Float64Array,
  round: (x) => x,
  bits: bits64,
  fromBits(bits) {
    scratch.setBigUint64(0, bits);
    return scratch.getFloat64(0);
  },
};

/** A 16-bit format of IEEE's kind, in arithmetic: arrays hold bit patterns. */
function sixteenBits(dtype: Dtype, mantissaBits: number): Format {
  const bias = 2 ** (14 - mantissaBits) - 1;
  const [minExponent, infinity] = [1 - bias, (2 * bias + 1) * 2 ** mantissaBits];
  const spacing = { minExponent, mantissaBits };
  const max = (2 - 2 ** -mantissaBits) * 2 ** bias;

  function round(x: number): number {
    if (!Number.isFinite(x)) return x;
    const ulp = ulpAt(spacing, x);
    const steps = Math.abs(x) / ulp;
    const below = Math.floor(steps);
    const up = steps - below > 0.5 || (steps - below === 0.5 && below % 2 === 1);
    const nearest = (below + Number(up)) * ulp;
    return (Object.is(x, -0) || x < 0 ? -1 : 1) * (nearest > max ? Infinity : nearest);
  }
  function encode(x: number): number {
    if (Number.isNaN(x)) return infinity + 2 ** (mantissaBits - 1);
    const [sign, magnitude] = [Object.is(x, -0) || x < 0 ? 0x8000 : 0, Math.abs(round(x))];
    if (magnitude === Infinity) return sign + infinity;
    const ulp = ulpAt(spacing, magnitude);
    // The last place is 1 from the smallest number to the end of the first binade of normal ones.
    return sign + magnitude / ulp + 2 ** mantissaBits * (Math.log2(ulp) + mantissaBits - minExponent);
  }
  function decode(pattern: number): number {
    const [magnitude, sign] = [pattern & 0x7fff, pattern > 0x7fff ? -1 : 1];
    if (magnitude >= infinity) return magnitude > infinity ? NaN : sign * Infinity;
    const [exponent, significand] = [Math.floor(magnitude / 2 ** mantissaBits), magnitude % 2 ** mantissaBits];
    const isNormal = exponent > 0;
    const scale = 2 ** ((isNormal ? exponent : 1) - bias - mantissaBits);
    return sign * (significand + (isNormal ? 2 ** mantissaBits : 0)) * scale;
  }
  return {
    dtype,
    size: 2,
    mantissaBits,
    minExponent,
    max,
    minSubnormal: 2 ** (minExponent - mantissaBits),
    signBit: 0x8000n,
    infinity: BigInt(infinity),
    array: (values) => (typeof values === 'number' ? new Uint16Array(values) : Uint16Array.from(values, encode)),
    view: (buffer, offset, length) => new Uint16Array(buffer, offset, length),
    numbers: (array) => Float64Array.from(array, decode),
    round,
    bits: (x) => BigInt(encode(x)),
    fromBits: (bits) => decode(Number(bits)),
  };
}

export const formats: Record<Dtype, Format> = {
  float32,
  float64,
  float16: sixteenBits('float16', 10),
  bfloat16: sixteenBits('bfloat16', 7),
};

export const dtypes = Object.keys(formats) as Dtype[];

/** An array of those bit patterns, NaNs' payloads and all. */
export function arrayOfBits({ size, view }: Format, patterns: readonly bigint[]): ElementArray {
  const bytes = patterns.flatMap((bits) =>
    Array.from({ length: size }, (_, i) => Number((bits >> BigInt(8 * i)) & 0xffn)),
  );
  return view(Uint8Array.from(bytes).buffer, 0, patterns.length);
}

/** A unit in the last place of the element type at a true value, given as a double. */
export function ulpAt(format: Pick<Format, 'minExponent' | 'mantissaBits'>, value: number): number {
  const exponent = Number((bits64(value) >> 52n) & 0x7ffn) - 1023;
  return 2 ** (Math.max(exponent, format.minExponent) - format.mantissaBits);
}

/** Index of the first number that differs as `Object.is` sees it, or -1. */
export const differenceIn = ({ numbers }: Pick<Format, 'numbers'>, a: ElementArray, b: ElementArray): number =>
  firstDifference(numbers(a), numbers(b));

/** Index of the first element that differs as `Object.is` sees it (all NaNs alike, 0 and -0 not), or -1. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return a.length === b.length ? -1 : a.length;
}
