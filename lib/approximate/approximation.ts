import type { ArrayOf, Kernel } from '../activations';
import type { NativeTable } from '../backend/addon';
import type { Isa } from '../backend';
import type { CustomOp, KernelInfo } from '../catalogue';
import type { SavedTable } from './file';
import type { ApproximationDtype, Tail } from './options';
import type { Attempt } from './variants';

/** What a bound rests on. A function that is only asked, not known, can be proven bounded by asking everywhere alone. */
export interface Certificate {
  /**
   * `exhaustive`: at every float32 number of the domain. `sampled`: at so many, and not proven: what f does between them,
   * in a spike narrower than their distance, nobody saw.
   */
  readonly kind: 'sampled' | 'exhaustive';
  readonly points: number;
  /** The largest distance of samples on the real line; 0 for an exhaustive one. */
  readonly spacing: number;
}

export interface VerifyOptions {
  /** At every float32 number of the domain, instead of four million samples. */
  exhaustive?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
  /** The function, for a kernel that was loaded and does not know it. */
  f?: (x: number) => number;
}

/** What a kernel was made of, and what it took. */
export interface Explanation {
  readonly method: string;
  readonly storage: 'registers' | 'rows';
  readonly spacing: 'uniform' | 'log';
  readonly pieces: number;
  readonly degree: number;
  readonly maxAbsError: number;
  /** The error that was asked for over the one that is promised; undefined where it was asked for relatively. */
  readonly margin: number | undefined;
  /** Tables that were tried before, cheapest first; empty for a kernel that was loaded. */
  readonly tried: readonly Attempt[];
  /** Milliseconds. */
  readonly times: { readonly probe: number; readonly sample: number; readonly fit: number; readonly save: number };
  /** All of it in a few lines. */
  toString(): string;
}

/** The table behind `backward`. */
export interface Gradient {
  /** The largest error of f′; against a numeric derivative where none was given. */
  readonly maxAbsError: number;
  readonly source: 'given' | 'numeric';
}

/**
 * A function of one's own as a kernel: called like those of `kernel()`, with arrays and in place. Outside `domain` it is
 * what its tails say. NaN stays NaN.
 */
export interface Approximation<D extends ApproximationDtype = ApproximationDtype> extends Kernel<CustomOp, D> {
  (x: ArrayOf<D>, out?: ArrayOf<D>): ArrayOf<D>;
  readonly domain: readonly [number, number];
  /** The largest absolute error on the domain. */
  readonly maxAbsError: number;
  /** The largest relative error there, if a relative budget was given; else `Infinity`. */
  readonly maxRelError: number;
  readonly certificate: Certificate;
  readonly tails: readonly [Tail, Tail];
  /** Made when it is first asked for, by `backward`, by `JSON.stringify` or here: f is called then. */
  readonly gradient: Gradient;
  /**
   * Compares the kernel with f at more points, and takes on the certificate. Rejects with ERR_LEEWAY_BUDGET where the bound
   * does not hold; `maxAbsError` is then what was found.
   */
  verify(options?: VerifyOptions): Promise<Certificate>;
  explain(): Explanation;
  /** All that `approximate.load` needs, on any machine: also tables for the other instruction sets. */
  toJSON(): SavedTable;
  /** A C++17 header with this table and a function that evaluates it. */
  toHeader(): string;
}

/** What networks need of an approximation, and no property shows. */
export interface NativeApproximation {
  readonly dtype: ApproximationDtype;
  readonly info: KernelInfo<CustomOp>;
  /** Its table and that of its derivative for an instruction set. */
  tablesOn(isa: Isa): { table: NativeTable; derivative: NativeTable };
}

const natives = new WeakMap<object, NativeApproximation>();

export const remember = (kernel: object, native: NativeApproximation): void => void natives.set(kernel, native);

/** Of a kernel that `approximate` made; undefined for any other value. */
export const nativeOf = (kernel: unknown): NativeApproximation | undefined =>
  typeof kernel === 'function' ? natives.get(kernel) : undefined;
