// The numbers of a backend's tensors as typed arrays that native code reads and writes where they are.
import { kindOf } from '../checks';
import { sizeOf, type CpuBackend, type TensorInfo, type WasmBackend } from './framework';

type Unary = (x: Float32Array, out: Float32Array) => unknown;
type Binary = (a: Float32Array, b: Float32Array, out: Float32Array) => unknown;

/** Makes a new tensor of others; undefined where one of them is not of float32 or too short. Inputs are never written. */
export interface Arrays<B> {
  unary(backend: B, x: TensorInfo, compute: Unary): TensorInfo | undefined;
  /** Of two tensors of one shape. */
  binary(backend: B, a: TensorInfo, b: TensorInfo, compute: Binary): TensorInfo | undefined;
}

/** The values of a tensor on the cpu backend, at whatever offset they stand; undefined unless they are float32. */
export function floatsOf(backend: CpuBackend, { dtype, dataId }: TensorInfo): Float32Array | undefined {
  if (dtype !== 'float32') return undefined;
  const { values } = backend.data.get(dataId);
  return kindOf(values) === 'Float32Array' ? (values as Float32Array) : undefined;
}

export const cpuArrays = (minElements: number): Arrays<CpuBackend> => ({
  unary(backend, x, compute) {
    if (sizeOf(x.shape) < minElements) return undefined;
    const values = floatsOf(backend, x);
    if (values === undefined) return undefined;
    const out = new Float32Array(values.length);
    compute(values, out);
    return backend.makeTensorInfo(x.shape, 'float32', out);
  },

  binary(backend, a, b, compute) {
    if (sizeOf(a.shape) < minElements) return undefined;
    const [left, right] = [floatsOf(backend, a), floatsOf(backend, b)];
    if (left === undefined || left.length !== right?.length) return undefined;
    const out = new Float32Array(left.length);
    compute(left, right, out);
    return backend.makeTensorInfo(a.shape, 'float32', out);
  },
});

// Finding a tensor may move it here from another backend and making one takes memory: either may make the memory grow, which
// detaches all views of it. So views are made last, and none is kept.
export const wasmArrays = (minElements: number): Arrays<WasmBackend> => ({
  unary(backend, x, compute) {
    const length = sizeOf(x.shape);
    if (x.dtype !== 'float32' || length < minElements) return undefined;
    const from = backend.dataIdMap.get(x.dataId);
    const result = backend.makeOutput(x.shape, 'float32');
    if (length === 0) return result;
    const to = backend.dataIdMap.get(result.dataId);
    const { buffer } = backend.wasm.HEAPU8;
    const view = ({ memoryOffset }: { memoryOffset: number }) => new Float32Array(buffer, memoryOffset, length);
    compute(view(from), view(to));
    return result;
  },

  binary(backend, a, b, compute) {
    const length = sizeOf(a.shape);
    if (a.dtype !== 'float32' || b.dtype !== 'float32' || length < minElements) return undefined;
    if (sizeOf(b.shape) !== length) return undefined;
    const [left, right] = [backend.dataIdMap.get(a.dataId), backend.dataIdMap.get(b.dataId)];
    const result = backend.makeOutput(a.shape, 'float32');
    if (length === 0) return result;
    const to = backend.dataIdMap.get(result.dataId);
    const { buffer } = backend.wasm.HEAPU8;
    const view = ({ memoryOffset }: { memoryOffset: number }) => new Float32Array(buffer, memoryOffset, length);
    compute(view(left), view(right), view(to));
    return result;
  },
});
