import type { Dtype, ElementArray } from 'leeway';
import { inputs } from './inputs';
import { beforeAPage, placed } from './place';

/**
 * The arrays of a group: all kernels of a dtype read the same one, where their domains allow, and write to the same one, so
 * that none is faster for where its arrays lie.
 */
export class Buffers {
  readonly #arrays = new Map<string, ElementArray>();

  constructor(
    readonly n: number,
    readonly seed = 1,
  ) {}

  input(dtype: Dtype, domain: readonly [number, number] = [-Infinity, Infinity]): ElementArray {
    // Inputs lie in [-4, 4] at most.
    const key = `${dtype} ${Math.max(-4, domain[0])} ${Math.min(4, domain[1])}`;
    return this.#make(key, () => placed(inputs(dtype, this.n, domain, this.seed)));
  }

  output(dtype: Dtype): ElementArray {
    return this.#make(`${dtype} out`, () => placed(this.input(dtype), beforeAPage));
  }

  #make(key: string, make: () => ElementArray): ElementArray {
    const array = this.#arrays.get(key) ?? make();
    this.#arrays.set(key, array);
    return array;
  }
}
