// Functions of one's own, and activations, as native code takes them.
import type { ElementArray } from '../../dtypes';
import type { Isa } from './kernels';

/** A kernel, or a reference function behind the list of them (leeway.h). */
export interface NativeActivation {
  /** A kernel of the catalogue; one's own function has tables instead. */
  kernel: number;
  alpha: number;
  table?: NativeTable;
  derivative?: NativeTable;
}

/** What a table gives beyond an end of its domain; `value` is the constant, or the line's slope. */
export interface NativeTail {
  kind: 'clamp' | 'constant' | 'linear';
  value: number;
}

/** leeway_table of native/include/leeway_approximate.h. */
export interface NativeTable {
  dtype: 'float32' | 'float64';
  isa: Isa;
  storage: 'registers' | 'rows';
  spacing: 'uniform' | 'log';
  slots: number;
  degree: number;
  shift: number;
  low: number;
  high: number;
  width: number;
  phase: number;
  first: number;
  tailLow: NativeTail;
  tailHigh: NativeTail;
  /** [slots, degree + 1], lowest power first. */
  coefficients: ElementArray;
}

export interface PreparedTable {
  /** Whether it is run as a table on a grid (native/approximate/grid.h). */
  readonly onGrid: boolean;
  forward(x: ElementArray, out: ElementArray): ElementArray;
  /** dx = dy times what the table gives, of a table for a derivative. */
  backward(x: ElementArray, dy: ElementArray, dx: ElementArray): ElementArray;
}
