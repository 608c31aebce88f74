import { bufferOf, byteOffsetOf, kindOf, lengthOf } from './checks';
import type { ElementArray } from './dtypes';

/** A Float16Array, which engines have from Node 24 on and TypeScript's `lib` from ES2025 on. */
export interface Float16ArrayLike {
  readonly [Symbol.toStringTag]: 'Float16Array';
  readonly length: number;
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  [index: number]: number;
}

const { Float16Array } = globalThis as { Float16Array?: new (length: number) => Float16ArrayLike };

export const isFloat16Array = (x: unknown): x is Float16ArrayLike => kindOf(x) === 'Float16Array';

/** A new array of the kind of `x`, which is one. */
export const float16ArrayLike = (x: Float16ArrayLike): ElementArray =>
  new Float16Array!(lengthOf(x)) as object as ElementArray;

/** The bit patterns of a Float16Array: the same memory as a Uint16Array. Anything else as it is. */
function patternsOf(x: ElementArray): ElementArray {
  if (!isFloat16Array(x)) return x;
  const length = lengthOf(x);
  return length === 0 ? new Uint16Array() : new Uint16Array(bufferOf(x), byteOffsetOf(x), length);
}

/** A function on arrays, the last of them its result, that takes a Float16Array for bit patterns too, where there is one. */
export function takingFloat16Arrays<A extends ElementArray[]>(
  run: (...arrays: A) => ElementArray,
): (...arrays: A) => ElementArray {
  if (!Float16Array) return run;
  return (...arrays) => {
    run(...(arrays.map(patternsOf) as A));
    return arrays.at(-1)!;
  };
}
