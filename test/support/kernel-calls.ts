// The functions of a kernel as a caller without types sees them, and arrays for them.
import type { Dtype, ElementArray, Kernel } from 'leeway';
import { formats } from './floats';

export const arrayOf = { float32: Float32Array, float64: Float64Array, float16: Uint16Array, bfloat16: Uint16Array };

/** How messages name the arrays that are wanted. */
export const wantedOf: Record<Dtype, string> = {
  float32: 'a Float32Array',
  float64: 'a Float64Array',
  float16: 'a Uint16Array of float16 bit patterns',
  bfloat16: 'a Uint16Array of bfloat16 bit patterns',
};

export function ramp(dtype: Dtype, length: number): ElementArray {
  return formats[dtype].array(Array.from({ length }, (_, i) => i / 4 - 1));
}

export interface Call {
  name: string;
  parameters: string[];
  call: (...arrays: unknown[]) => unknown;
}

/** The functions of a kernel, with the names of their arrays. */
export function callsOf(f: Kernel): Call[] {
  return [
    { name: 'f', parameters: ['x', 'out'], call: f as never },
    { name: 'f.backward', parameters: ['x', 'dy', 'dx'], call: f.backward as never },
    { name: 'f.backwardFromOutput', parameters: ['y', 'dy', 'dx'], call: f.backwardFromOutput as never },
  ];
}
