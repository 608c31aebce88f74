/** The array of each element type that safetensors names and JavaScript has. Model files are written on little-endian CPUs. */
export const tensorKinds = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  I16: Int16Array,
  I8: Int8Array,
  U32: Uint32Array,
  U16: Uint16Array,
  U8: Uint8Array,
} as const;

export type TensorKind = keyof typeof tensorKinds;
export type TensorData =
  Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint32Array | Uint16Array | Uint8Array;

/** Numbers with a shape, row-major. */
export interface Tensor {
  readonly dtype: TensorKind;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

export const byteLengthOf = (dtype: TensorKind, shape: readonly number[]): number =>
  elementsOf(shape) * tensorKinds[dtype].BYTES_PER_ELEMENT;

/** A tensor of an array; the array is not copied. @throws RangeError where shape and length differ */
export function tensor(data: TensorData, shape: readonly number[]): Tensor {
  if (elementsOf(shape) !== data.length)
    throw new RangeError(`expected ${elementsOf(shape)} elements for [${shape.join(', ')}], received ${data.length}`);
  const [dtype] = Object.entries(tensorKinds).find(([, Kind]) => data instanceof Kind)!;
  return { dtype: dtype as TensorKind, shape, data };
}
