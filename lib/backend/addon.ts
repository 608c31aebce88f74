import type { Dtype, ElementArray, FloatArray } from '../dtypes';
import type { LeewayErrorCode } from '../errors';

export type { Dtype, ElementArray, FloatArray } from '../dtypes';
export type Isa = 'scalar' | 'sse2' | 'avx2' | 'avx512' | 'neon' | 'wasm';

/** The worst errors a kernel can make; `Infinity` where nothing of that kind is promised. */
export interface Bound {
  maxAbsError: number;
  maxUlp: number;
  derivativeMaxAbsError: number;
  derivativeMaxUlp: number;
}

export interface AddonOp {
  name: string;
  value: string;
  derivative: string;
  source: string;
  /** Default of the op's parameter, absent where it has none. */
  alpha?: number;
}

export interface AddonKernel {
  index: number;
  op: number;
  method: string;
  dtype: Dtype;
  domain: [number, number];
  hasBackwardFromOutput: boolean;
  /** Whether `resolveChannels` has functions for it. */
  hasAlphaPerChannel: boolean;
  bounds: Record<Isa, Bound>;
}

export interface ResolvedFunctions {
  forward(x: ElementArray, out: ElementArray): ElementArray;
  backward(x: ElementArray, dy: ElementArray, dx: ElementArray): ElementArray;
  backwardFromOutput?(y: ElementArray, dy: ElementArray, dx: ElementArray): ElementArray;
}

/**
 * The same with an alpha per channel; x is [outer, channels, inner]. `alpha` and `sums` have an element per channel and are
 * nobody else's: only the other arrays are checked. `sums` gets the gradients by alpha.
 */
export interface ResolvedChannelFunctions {
  forward(x: ElementArray, alpha: ElementArray, out: ElementArray): ElementArray;
  backward(x: ElementArray, alpha: ElementArray, dy: ElementArray, dx: ElementArray, sums: Float64Array): ElementArray;
}

/** Checks both arrays, fills `out` and returns it. */
export type Conversion = (x: ElementArray, out: ElementArray) => ElementArray;

interface Worst {
  worst: number;
  at: number;
}

interface Count {
  count: number;
  at: number;
}

/** What a sweep found; `at` is the input of each worst case. */
export interface Measurement {
  inputs: number;
  absError: Worst;
  ulp: Worst;
  derivativeAbsError: Worst;
  derivativeUlp: Worst;
  nanMismatches: Count;
  outsideRange: Count;
  notMonotonic: Count;
}

export type MakeRefusal = (code: LeewayErrorCode, expected: string, argument: string, value: unknown) => Error;

/** Samples and targets as native code takes them. */
export interface LstmData {
  x: FloatArray;
  y: FloatArray;
  samples: number;
  steps: number;
}

export type Loss = 'mse' | 'bce';

export interface NativeLstm {
  weights(): FloatArray;
  setWeights(weights: FloatArray): void;
  predict(x: FloatArray, samples: number, steps: number, out: FloatArray): FloatArray;
  /** Of the weights as they are. */
  stream(): NativeLstmStream;
  gradients(data: LstmData, loss: Loss): { loss: number; gradients: FloatArray };
  trainEpoch(
    data: LstmData,
    validation: LstmData | undefined,
    options: {
      loss: Loss;
      batch: number;
      learningRate: number;
      finalLearningRate: number;
      clipNorm: number;
      epoch: number;
      /** At most; 0 leaves the choice to native code. */
      threads: number;
    },
  ): Promise<{ loss: number; validationLoss?: number; completed: boolean }>;
  cancel(): void;
  /** The last epoch of a fit is over: what was held for it may go. */
  endFit?(): void;
}

/** Every function checks its arrays and gives back the one it filled. */
export interface NativeLstmStream {
  step(x: FloatArray, out: FloatArray): FloatArray;
  reset(): void;
  getState(out: FloatArray): FloatArray;
  setState(state: FloatArray): void;
}

/** A layer as leeway_network.h has it. */
export interface NativeLayer {
  kind: number;
  units: number;
  count: number;
  height: number;
  width: number;
  stride: number;
  top: number;
  left: number;
  bottom: number;
  right: number;
  keep: number;
  kernel: number;
  alpha: number;
  learnsAlpha: boolean;
  reference?: string;
}

/** Inputs are float32, or int32 words; targets float32, or int32 labels. */
export interface NetworkData {
  x: Float32Array | Int32Array;
  y: Float32Array | Int32Array | Uint8Array;
  samples: number;
}

export interface NativeOptimizer {
  sgd: boolean;
  momentum: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** Losses are numbers of leeway_network.h; threads at most so many, 0 leaving the choice to native code. */
export interface NativeNetwork {
  weights(): Float32Array;
  setWeights(weights: Float32Array): void;
  predict(x: NetworkData['x'], samples: number, threads: number, out: Float32Array): Float32Array;
  evaluate(data: NetworkData, loss: number, threads: number): { loss: number; correct: number };
  gradients(data: NetworkData, loss: number): { loss: number; correct: number; gradients: Float32Array };
  beginStep(x: NetworkData['x'], samples: number, out: Float32Array): Float32Array;
  endStep(gradient: Float32Array, optimizer: NativeOptimizer, rate: number): void;
  trainEpoch(
    data: NetworkData,
    validation: NetworkData | undefined,
    options: {
      loss: number;
      optimizer: NativeOptimizer;
      batch: number;
      rates: Float64Array;
      epoch: number;
      threads: number;
    },
  ): Promise<{
    loss: number;
    correct: number;
    validationLoss?: number;
    validationCorrect?: number;
    completed: boolean;
  }>;
  cancel(): void;
}

export interface NativeActivation {
  kernel: number;
  alpha: number;
}

/** Bits of posits, in the smallest storage that holds one. */
export type PositArray = Uint8Array | Uint16Array | Uint32Array;

export interface PositFormat {
  n: number;
  es: number;
  isa: Isa;
}

/** An operation of native/posit/operations.def, to be made ready. */
export interface PositRequest extends PositFormat {
  operation: string;
  /** The format converted to. */
  toN: number;
  toEs: number;
  /** As leeway_posit_request has them. */
  options: number;
  table: PositArray | undefined;
}

/** Inputs, then what to write into and return. */
export type PositFunction = (...arrays: (PositArray | Float32Array | Float64Array | Int8Array)[]) => unknown;

/** What runs the kernels: the addon, as `native/binding` exports it, or leeway.wasm (wasm/). */
export interface Addon {
  bind(makeRefusal: MakeRefusal): void;
  isas(): { name: Isa; available: boolean; lanes: Record<Dtype, number> }[];
  bestIsa(): Isa;
  ops(): AddonOp[];
  limits(op: number, alpha: number): [number, number];
  kernels(): AddonKernel[];
  resolve(kernel: number, isa: Isa, alpha: number): ResolvedFunctions;
  resolveChannels(kernel: number, isa: Isa, channels: number, inner: number): ResolvedChannelFunctions;
  /** Between float32 and a 16-bit element type. */
  conversion(from: Dtype, to: Dtype, isa: Isa): Conversion;
  reference(
    op: number,
    dtype: Dtype,
    derivative: boolean,
    x: Float64Array,
    alpha: number,
  ): { high: Float64Array; low: Float64Array };
  measure(
    targets: { kernel: number; isa: Isa }[],
    alpha: number,
    first: bigint,
    stride: bigint,
    count: bigint,
    gradientEvery: number,
  ): Measurement[];
  positPrepare(request: PositRequest): PositFunction;
  positDot(format: PositFormat, a: PositArray, b: PositArray): number;
  positMatmul(
    format: PositFormat,
    a: PositArray,
    b: PositArray,
    sizes: [m: number, k: number, n: number],
    out: PositArray,
  ): PositArray;
  Lstm: new (options: {
    inputs: number;
    hidden: number;
    outputs: number;
    activation: NativeActivation;
    gate: NativeActivation;
    isa: Isa;
    dtype: 'float32' | 'float64';
    seed: bigint;
  }) => NativeLstm;
  /** Not on WebAssembly. */
  Network?: new (options: {
    layers: NativeLayer[];
    channels: number;
    height: number;
    width: number;
    isa: Isa;
    seed: bigint;
  }) => NativeNetwork;
}

/** What was loaded to run the kernels, from where, and why that. */
export interface Loaded {
  name: 'native' | 'wasm';
  addon: Addon;
  file: string;
  reason: string;
}
