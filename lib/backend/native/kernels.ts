// Kernels of the catalogue, as native code lists and resolves them.
import type { Dtype, ElementArray } from '../../dtypes';

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
