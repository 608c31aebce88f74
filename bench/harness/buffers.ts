import type { Dtype, ElementArray, FloatArray } from 'leeway';
import { inputs } from './inputs';
import { beforeAPage, placed } from './place';

/** More numbers than a branch predictor learns by heart; of 256 it knows them all anyway. */
const unforeseeable = 65_536;
const foreseen = 256;

/**
 * The arrays of a group: all kernels of a dtype read the same one, where their domains allow, and write to the same one, so
 * that none is faster for where its arrays lie.
 */
export class Buffers {
  readonly #arrays = new Map<string, ElementArray>();
  #longer: Buffers | undefined;

  constructor(
    readonly n: number,
    readonly seed = 1,
  ) {}

  input(dtype: Dtype, domain: readonly [number, number] = [-Infinity, Infinity]): ElementArray {
    // Inputs lie in [-4, 4] at most.
    const key = `${dtype} ${Math.max(-4, domain[0])} ${Math.min(4, domain[1])}`;
    return this.#make(key, () => placed(inputs(dtype, this.n, domain, this.seed)));
  }

  /**
   * The input and others like it, for a loop that branches by each number's sign: of a few thousand numbers seen again and again
   * the branches get predicted, more of them in one process than in the next, which no program that has new numbers sees.
   */
  inputsInTurn(dtype: Dtype, domain?: readonly [number, number]): FloatArray[] {
    const { n } = this;
    const turns = n <= foreseen ? 1 : Math.ceil(unforeseeable / n);
    const holder = turns === 1 ? this : (this.#longer ??= new Buffers(n * turns, this.seed));
    const all = holder.input(dtype, domain) as FloatArray;
    return Array.from({ length: turns }, (_, i) => all.subarray(i * n, (i + 1) * n));
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
