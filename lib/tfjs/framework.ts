// tfjs as leeway sees it, by shape and not by import: no version of it is loaded, or needed by the declarations.

/** A tensor as kernels get it. */
export interface TensorInfo {
  dataId: object;
  shape: number[];
  dtype: string;
}

/** What a kernel is called with. */
export interface KernelCall<B = unknown> {
  inputs: Record<string, TensorInfo | undefined>;
  backend: B;
  attrs?: Record<string, unknown>;
}

/** An entry of tfjs's registry of kernels. */
export interface KernelConfig {
  kernelName: string;
  backendName: string;
  // Methods, so that the declarations of every version of tfjs are assignable.
  kernelFunc(call: KernelCall): TensorInfo | TensorInfo[];
}

/** What `accelerate` needs of tfjs: `@tensorflow/tfjs` or `@tensorflow/tfjs-core`, whole or any object with these three. */
export interface Tfjs {
  getKernel(kernelName: string, backendName: string): unknown;
  registerKernel(config: never): void;
  unregisterKernel(kernelName: string, backendName: string): void;
}

/** tfjs's backend in plain JavaScript. A tensor's `values` may be a view of the user's array, or of another tensor's. */
export interface CpuBackend {
  data: { get(dataId: object): { values: unknown } };
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array): TensorInfo;
  disposeIntermediateTensorInfo(tensor: TensorInfo): void;
}

/** tfjs's backend in WebAssembly: tensors are stretches of its memory. */
export interface WasmBackend {
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: string): TensorInfo;
  wasm: { HEAPU8: Uint8Array };
}

/** How many elements a tensor of that shape has. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const n of shape) size *= n; // small tensors feel a reduce()
  return size;
}
