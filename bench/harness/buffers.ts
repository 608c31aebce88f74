import type { Dtype, ElementArray, FloatArray } from 'leeway';
import { inputs } from './inputs';
import { beforeAPage, placed } from './place';
import type { Candidate } from './timing';

/** More numbers than a branch predictor learns by heart, of which a plain loop takes a few milliseconds at most. */
const unforeseeable = 65_536;
/** Arrays in turn, at most: more of them would have to come from farther away than their numbers do. */
const most = 1024;

/** Numbers to read, for a candidate that has them put where it reads them. */
export interface Reading<X> extends Required<Pick<Candidate, 'reads' | 'load'>> {
  x: X;
}

/** What a call reads and writes. */
export interface Turn {
  x: FloatArray;
  out: FloatArray;
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
  readingInTurn(dtype: Dtype, domain?: readonly [number, number]): Reading<Turn[]> & { parts: number } {
    const { n } = this;
    const out = this.output(dtype) as FloatArray;
    if (n >= unforeseeable) {
      const { x, ...reading } = this.reading(dtype, domain);
      const parts = Math.ceil(n / unforeseeable);
      const part = <A extends FloatArray>(array: A, i: number): A =>
        array.subarray(Math.floor((i * n) / parts), Math.floor(((i + 1) * n) / parts)) as A;
      const turns = Array.from({ length: parts }, (_, i) => ({ x: part(x as FloatArray, i), out: part(out, i) }));
      return { x: turns, ...reading, parts };
    }
    const count = Math.min(most, Math.ceil(unforeseeable / n));
    const all = (this.#longer ??= new Buffers(n * count, this.seed)).input(dtype, domain) as FloatArray;
    const turns = Array.from({ length: count }, (_, i) => ({ x: all.subarray(i * n, (i + 1) * n), out }));
    return { x: turns, reads: all, load: () => undefined, parts: 1 };
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
