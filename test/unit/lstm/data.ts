import type { LstmArray, LstmDtype } from 'leeway';

/** Deterministic numbers in [-1, 1): enough for shapes and gradients. */
export function numbers(length: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** |a - b| over |b|, as vectors. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < b.length; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    norm += b[i]! ** 2;
  }
  return Math.sqrt(difference / norm);
}

/** The same as a network of that element type takes them. */
export const numbersOf = (dtype: LstmDtype, length: number, seed: number): LstmArray<LstmDtype> =>
  dtype === 'float64' ? Float64Array.from(numbers(length, seed)) : numbers(length, seed);
