import type { Dtype, ElementArray, FloatArray } from 'leeway';
import { inputs } from './inputs';
import { beforeAPage, placed } from './place';
import type { Candidate } from './timing';

/** More numbers than a branch predictor learns by heart, of which a plain loop takes a few milliseconds at most. */
const unforeseeable = 65_536;

/** Numbers to read, for a candidate that has them put where it reads them. */
export interface Reading<X> extends Required<Pick<Candidate, 'reads' | 'load'>> {
  x: X;
}

/** How a loop goes through what it reads. */
export interface Turns {
  /** As long as all that is read, where calls do parts of the work; else as long as a call's share. */
  out: FloatArray;
  /** Elements of a call; the last one has fewer, where they do not divide. */
  length: number;
  /** How many calls do the whole work. */
  parts: number;
}

/**
 * The arrays of a group. All its kernels read from the same memory and write to the same, so that none is faster for where its
 * arrays lie, or for which of them the caches still hold: numbers of another type or domain are put there first.
 */
export class Buffers {
  readonly #inputs = new Map<string, ElementArray>();
  readonly #rooms = new Map<'in' | 'out', Uint8Array>();
  #longer: Buffers | undefined;

  constructor(
    readonly n: number,
    readonly seed = 1,
  ) {}

  /** Numbers that stay where they are. */
  input(dtype: Dtype, domain: readonly [number, number] = [-Infinity, Infinity]): ElementArray {
    // Inputs lie in [-4, 4] at most.
    const key = `${dtype} ${Math.max(-4, domain[0])} ${Math.min(4, domain[1])}`;
    const known = this.#inputs.get(key) ?? placed(inputs(dtype, this.n, domain, this.seed));
    this.#inputs.set(key, known);
    return known;
  }

  /** The same numbers, where all read. */
  reading(dtype: Dtype, domain?: readonly [number, number]): Reading<ElementArray> {
    const reads = this.input(dtype, domain);
    const x = this.#inRoom('in', reads);
    return { x, reads, load: () => void x.set(reads as never) };
  }

  /**
   * What a plain loop reads and writes, call by call: the same and other numbers like them, as it may branch by each number's sign.
   * Of numbers seen again and again the branches get predicted, more of them in one process than in the next, which no program that
   * has new numbers sees. Of long arrays a call does a part.
   */
  readingInTurn(dtype: Dtype, domain?: readonly [number, number]): Reading<FloatArray> & Turns {
    const { n } = this;
    const out = this.output(dtype) as FloatArray;
    if (n >= unforeseeable) {
      const { x, ...reading } = this.reading(dtype, domain);
      const parts = Math.ceil(n / unforeseeable);
      return { x: x as FloatArray, ...reading, out, length: Math.ceil(n / parts), parts };
    }
    const count = Math.ceil(unforeseeable / n);
    const x = (this.#longer ??= new Buffers(n * count, this.seed)).input(dtype, domain) as FloatArray;
    return { x, reads: x, load: () => undefined, out, length: n, parts: 1 };
  }

  output(dtype: Dtype): ElementArray {
    return this.#inRoom('out', this.input(dtype));
  }

  /** An array like that one, where all that are read, or all that are written, lie. */
  #inRoom(which: 'in' | 'out', like: ElementArray): ElementArray {
    const widest = Float64Array.BYTES_PER_ELEMENT * this.n;
    const room = this.#rooms.get(which) ?? placed(new Uint8Array(widest), which === 'out' ? beforeAPage : 0);
    this.#rooms.set(which, room);
    const { buffer, byteOffset } = room;
    return new (like.constructor as new (...where: [ArrayBufferLike, number, number]) => ElementArray)(
      buffer,
      byteOffset,
      this.n,
    );
  }
}
