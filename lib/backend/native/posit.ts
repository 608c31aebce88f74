// Posits, as native code takes and gives them.
import type { Isa } from './kernels';

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
