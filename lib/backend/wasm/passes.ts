// Elementwise calls on typed arrays, which pass through WebAssembly's memory piece by piece.
import { bufferOf, byteOffsetOf, lengthOf, requireArray } from '../../checks';
import { arrayKinds, bytesPer } from '../../dtypes';
import type { Dtype, ElementArray } from '../addon';
import { checkLength, checkOutput } from './arguments';
import type { Instance } from './instance';

/** Elements that pass through WebAssembly's memory at a time: few enough to stay in the first cache on their way. */
export const chunk = 4096;

const { set } = Float32Array.prototype;

/** Two stretches of memory that arrays are copied into and results out of. */
export class Scratch {
  readonly #instance: Instance;
  readonly first: number;
  readonly second: number;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.first = instance.allocate(2 * chunk * 8);
    this.second = this.first + chunk * 8;
  }

  take(array: ElementArray, dtype: Dtype, from: number, count: number, at: number): void {
    const bytes = bytesPer[dtype];
    const all = count === lengthOf(array);
    const part = all ? array : new arrayKinds[dtype].Kind(bufferOf(array), byteOffsetOf(array) + from * bytes, count);
    set.call(this.#instance.elements(dtype), part, at / bytes);
  }

  give(array: ElementArray, dtype: Dtype, from: number, count: number, at: number): void {
    const first = at / bytesPer[dtype];
    set.call(array, this.#instance.elements(dtype).subarray(first, first + count), from);
  }
}

type Forward = (x: ElementArray, out: ElementArray) => ElementArray;
type Gradient = (x: ElementArray, dy: ElementArray, dx: ElementArray) => ElementArray;

/** Functions on addresses as functions on arrays, with the checks of native/binding. */
export class Passes {
  constructor(private readonly scratch: Scratch) {}

  forward(dtype: Dtype, run: (x: number, y: number, n: number) => void): Forward {
    const { scratch } = this;
    return (x, out) => {
      requireArray(x, dtype, 'x');
      requireArray(out, dtype, 'out');
      checkOutput(out, 'out', x, 'x', dtype);
      const length = lengthOf(x);
      for (let from = 0; from < length; from += chunk) {
        const count = Math.min(chunk, length - from);
        scratch.take(x, dtype, from, count, scratch.first);
        run(scratch.first, scratch.first, count);
        scratch.give(out, dtype, from, count, scratch.first);
      }
      return out;
    };
  }

  gradient(dtype: Dtype, name: 'x' | 'y', run: (x: number, dy: number, dx: number, n: number) => void): Gradient {
    const { scratch } = this;
    return (x, dy, dx) => {
      requireArray(x, dtype, name);
      requireArray(dy, dtype, 'dy');
      requireArray(dx, dtype, 'dx');
      const length = lengthOf(x);
      checkLength(dy, 'dy', length, name);
      checkOutput(dx, 'dx', x, name, dtype);
      checkOutput(dx, 'dx', dy, 'dy', dtype);
      for (let from = 0; from < length; from += chunk) {
        const count = Math.min(chunk, length - from);
        scratch.take(x, dtype, from, count, scratch.first);
        scratch.take(dy, dtype, from, count, scratch.second);
        run(scratch.first, scratch.second, scratch.first, count);
        scratch.give(dx, dtype, from, count, scratch.first);
      }
      return dx;
    };
  }
}
