/** An element type. The 16-bit ones stand as bit patterns in a Uint16Array; they are computed on in float32. */
export type Dtype = 'float32' | 'float64' | 'float16' | 'bfloat16';

export type FloatArray = Float32Array | Float64Array;

/** What holds the numbers of an element type. */
export type ElementArray = FloatArray | Uint16Array;

interface ElementArrayConstructor {
  new (length: number): ElementArray;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): ElementArray;
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
}

interface ArrayKind {
  readonly Kind: ElementArrayConstructor;
  /** What an argument has to be, as error messages say it; native/binding/arguments.cc says the same. */
  readonly expected: string;
}

/** The arrays of each element type, in the order of leeway_element. */
export const arrayKinds: Readonly<Record<Dtype, ArrayKind>> = {
  float32: { Kind: Float32Array, expected: 'a Float32Array' },
  float64: { Kind: Float64Array, expected: 'a Float64Array' },
  float16: { Kind: Uint16Array, expected: 'a Uint16Array of float16 bit patterns' },
  bfloat16: { Kind: Uint16Array, expected: 'a Uint16Array of bfloat16 bit patterns' },
};

export const dtypes = Object.keys(arrayKinds) as Dtype[];
export const bytesPer = Object.fromEntries(
  dtypes.map((dtype) => [dtype, arrayKinds[dtype].Kind.BYTES_PER_ELEMENT]),
) as Record<Dtype, number>;
