import { arrayKinds, bytesPer, dtypes, type Dtype, type ElementArray, type FloatArray } from '../../dtypes';
import { refusal } from '../../errors';

/** The exports of leeway.wasm (`wasm.exports` in native/sources.json); addresses, sizes and statuses are numbers. */
interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(bytes: number): number;
  free(at: number): void;
  leeway_isa_name(isa: number): number;
  leeway_isa_available(isa: number): number;
  leeway_isa_best(): number;
  leeway_isa_lanes(isa: number, element: number): number;
  leeway_op_count(): number;
  leeway_op(op: number, info: number): number;
  leeway_op_limits(op: number, alpha: number, low: number, high: number): number;
  leeway_kernel_count(): number;
  leeway_kernel(kernel: number, info: number): number;
  leeway_kernel_bound(kernel: number, isa: number, bound: number): number;
  leeway_resolve(kernel: number, isa: number, functions: number): number;
  leeway_resolve_conversion(from: number, to: number, isa: number, convert: number): number;
  leeway_resolve_channels(kernel: number, isa: number, functions: number): number;
  leeway_call_channel_forward(f: number, x: number, alpha: number, y: number, shape: number): void;
  leeway_call_channel_backward(
    f: number,
    x: number,
    alpha: number,
    dy: number,
    dx: number,
    sums: number,
    shape: number,
  ): void;
  leeway_call_forward(f: number, x: number, y: number, n: number, alpha: number): void;
  leeway_call_backward(f: number, x: number, dy: number, dx: number, n: number, alpha: number): void;
  leeway_reference(
    op: number,
    element: number,
    derivative: number,
    x: number,
    high: number,
    low: number,
    n: number,
    alpha: number,
  ): number;
  leeway_measure(
    targets: number,
    count: number,
    alpha: number,
    first: bigint,
    stride: bigint,
    inputs: bigint,
    gradientEvery: bigint,
    measurements: number,
  ): number;
  leeway_posit_operation(operation: number, info: number): number;
  leeway_posit_prepare(request: number, posit: number): number;
  leeway_posit_run(posit: number, a: number, b: number, c: number, out: number, n: number): void;
  leeway_posit_release(posit: number): void;
  leeway_posit_first_invalid(format: number, bits: number, n: number): number;
  leeway_posit_dot(format: number, isa: number, a: number, b: number, n: number, bits: number): number;
  leeway_posit_matmul(
    format: number,
    isa: number,
    a: number,
    b: number,
    m: number,
    k: number,
    n: number,
    out: number,
  ): number;
  leeway_lstm_create(config: number, lstm: number): number;
  leeway_lstm_destroy(lstm: number): void;
  leeway_lstm_weight_count(lstm: number): number;
  leeway_lstm_get_weights(lstm: number, weights: number): void;
  leeway_lstm_set_weights(lstm: number, weights: number): void;
  leeway_lstm_state_size(lstm: number): number;
  leeway_lstm_get_state(lstm: number, state: number): void;
  leeway_lstm_set_state(lstm: number, state: number): void;
  leeway_lstm_predict(lstm: number, x: number, samples: number, steps: number, y: number): number;
  leeway_lstm_evaluate(lstm: number, data: number, loss: number, meanLoss: number): number;
  leeway_lstm_gradients(lstm: number, data: number, loss: number, meanLoss: number, gradients: number): number;
  leeway_lstm_stream_create(lstm: number, stream: number): number;
  leeway_lstm_stream_destroy(stream: number): void;
  leeway_lstm_stream_step(stream: number, x: number, y: number): void;
  leeway_lstm_stream_reset(stream: number): void;
  leeway_lstm_stream_get_state(stream: number, state: number): void;
  leeway_lstm_stream_set_state(stream: number, state: number): void;
  leeway_train_epoch(lstm: number, data: number, training: number, meanLoss: number): number;
}

/** leeway_status, as far as it is told apart. */
export const status = { ok: 0, outOfMemory: 6, cancelled: 7 };

/** What networks compute in. */
export type FloatDtype = 'float32' | 'float64';

/** leeway_element. */
export const elementOf = (dtype: Dtype): number => dtypes.indexOf(dtype);

export function outOfMemory(): Error {
  return refusal('ERR_LEEWAY_MEMORY', 'enough memory', "the network's arrays", 'too little');
}

/** The module at work: its exports, and its memory as JavaScript sees it. */
export class Instance {
  readonly exports: Exports;
  #view!: DataView;
  #bytes = new Uint8Array(0);
  #elements!: Record<Dtype, ElementArray>;

  /** `cancelled` is asked after every batch of training whether to stop. */
  constructor(module: WebAssembly.Module, cancelled: () => boolean = () => false) {
    const imports = { leeway: { cancelled: () => Number(cancelled()) } };
    this.exports = new WebAssembly.Instance(module, imports).exports as object as Exports;
    this.exports._initialize();
  }

  // Growing the memory detaches every view of it, and a detached view has no length.
  #renew(): void {
    if (this.#bytes.length > 0) return;
    const { buffer } = this.exports.memory;
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
    const whole = dtypes.map((dtype) => [dtype, new arrayKinds[dtype].Kind(buffer)]);
    this.#elements = Object.fromEntries(whole) as Record<Dtype, ElementArray>;
  }

  /** All memory, for structs. */
  get view(): DataView {
    this.#renew();
    return this.#view;
  }

  get bytes(): Uint8Array {
    this.#renew();
    return this.#bytes;
  }

  /** All memory, as elements of a type. */
  elements(dtype: Dtype): ElementArray {
    this.#renew();
    return this.#elements[dtype];
  }

  /** A copy of the floats at an address. */
  readFloats(at: number, length: number, dtype: FloatDtype = 'float32'): FloatArray {
    const first = at / bytesPer[dtype];
    return (this.elements(dtype) as FloatArray).slice(first, first + length);
  }

  writeFloats(at: number, values: FloatArray, dtype: FloatDtype = 'float32'): void {
    this.elements(dtype).set(values, at / bytesPer[dtype]);
  }

  /** The C string at an address. */
  text(at: number): string {
    const { bytes } = this;
    return new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)));
  }

  /** Memory of that size, aligned for anything; to be freed. Throws ERR_LEEWAY_MEMORY where there is none. */
  allocate(bytes: number): number {
    // Addresses come as signed numbers.
    const at = bytes < 2 ** 32 ? this.exports.malloc(Math.max(1, bytes)) >>> 0 : 0;
    if (at === 0) throw outOfMemory();
    return at;
  }

  /** Lends memory of that size. */
  lend<T>(bytes: number, use: (at: number) => T): T {
    const at = this.allocate(bytes);
    try {
      return use(at);
    } finally {
      this.exports.free(at);
    }
  }
}
