// The functions of a kernel as a caller without types sees them, and arrays for them.
import type { Dtype, FloatArray, Kernel } from 'leeway';

export const arrayOf = { float32: Float32Array, float64: Float64Array };

export function ramp(dtype: Dtype, length: number): FloatArray {
  return new arrayOf[dtype](Array.from({ length }, (_, i) => i / 4 - 1));
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
