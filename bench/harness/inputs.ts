import { toBfloat16, toFloat16, type Dtype, type ElementArray, type FloatArray } from 'leeway';

/**
 * Uniform between -4 and 4, half of them negative, or in the part of that interval that lies in `domain`, whose ends are not
 * met; the same values each time (bench/native/inputs.cc has the same generator).
 */
export function inputs(
  dtype: Dtype,
  n: number,
  domain: readonly [number, number] = [-Infinity, Infinity],
  seed = 1,
): ElementArray {
  if (dtype === 'float16') return toFloat16(numbers(new Float32Array(n), domain, seed) as Float32Array);
  if (dtype === 'bfloat16') return toBfloat16(numbers(new Float32Array(n), domain, seed) as Float32Array);
  return numbers(dtype === 'float32' ? new Float32Array(n) : new Float64Array(n), domain, seed);
}

function numbers(x: FloatArray, domain: readonly [number, number], seed: number): FloatArray {
  const low = Math.max(domain[0], -4);
  const high = Math.min(domain[1], 4);
  let state = seed;
  return x.map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + ((high - low) * (state + 0.5)) / 2 ** 32;
  });
}
