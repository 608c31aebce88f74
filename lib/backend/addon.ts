import type { Dtype } from '../dtypes';
import type { LeewayErrorCode } from '../errors';
import type { AddonKernel, AddonOp, Conversion, Isa, Measurement } from './native/kernels';
import type { ResolvedChannelFunctions, ResolvedFunctions } from './native/kernels';
import type { NativeLstm } from './native/lstm';
import type { NativeLayer, NativeNetwork } from './native/network';
import type { PositArray, PositFormat, PositFunction, PositRequest } from './native/posit';
import type { Matmul } from './native/product';
import type { NativeActivation, NativeTable, PreparedTable } from './native/table';

export type { Dtype, ElementArray, FloatArray } from '../dtypes';
export type * from './native/kernels';
export type * from './native/lstm';
export type * from './native/network';
export type * from './native/posit';
export type * from './native/product';
export type * from './native/table';

export type MakeRefusal = (code: LeewayErrorCode, expected: string, argument: string, value: unknown) => Error;

/** What threads do in a cycle, by which a bench tells whole cores from shared ones (`leeway_core_rates`); 0 where unknown. */
export interface CoreRates {
  additions: number;
  chains: number;
}

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
  /** Undefined for a table that does not hold a slot for every x of its domain. */
  prepareTable(table: NativeTable): PreparedTable | undefined;
  /** Slots a table in registers may have, and the highest degree. */
  tableSlots(of: Pick<NativeTable, 'isa' | 'dtype'>): number;
  tableDegree(of: Pick<NativeTable, 'isa' | 'dtype' | 'storage'>): number;
  positPrepare(request: PositRequest): PositFunction;
  positDot(format: PositFormat, a: PositArray, b: PositArray): number;
  positMatmul(
    format: PositFormat,
    a: PositArray,
    b: PositArray,
    sizes: [m: number, k: number, n: number],
    out: PositArray,
  ): PositArray;
  resolveMatmul(isa: Isa, activation?: NativeActivation): Matmul;
  /** Rounds of multiply-adds in registers: what a core can do at most, where it is timed. Returns the operations done. */
  multiplyAdds(isa: Isa, dtype: Dtype, rounds: number): number;
  /** What each of so many threads does in a cycle at least. */
  measureCores(threads: number): CoreRates;
  /** Asks the system to back memory with pages of 2 MiB as it is written to; the offset of the first of them, or 0. */
  hugePages(memory: ArrayBuffer): number;
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
