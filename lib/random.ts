import { LeewayRangeError, received } from './errors';

/** Spreads a 32-bit seed over as many well-mixed words as asked for: splitmix32, the murmur3 finaliser over a Weyl sequence. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** xoshiro128** of Blackman and Vigna: a stream of random numbers that a seed decides, the same on every machine. */
export class Random {
  readonly #state: [number, number, number, number];
  #spareNormal: number | undefined;

  /** @param state four 32-bit words, not all zero */
  constructor(state: readonly [number, number, number, number]) {
    this.#state = [state[0] | 0, state[1] | 0, state[2] | 0, state[3] | 0];
    if (this.#state.every((word) => word === 0)) {
      throw new LeewayRangeError('expected a word other than 0 for state, received four zeros');
    }
  }

  /** @throws LeewayRangeError unless `seed` is a whole number in 0..2^32-1 */
  static fromSeed(seed: number): Random {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new LeewayRangeError(`expected a whole number in 0..4294967295 for seed, received ${received(seed)}`);
    }
    const next = splitmix32(seed);
    return new Random([next(), next(), next(), next()]);
  }

  /** A whole number in 0..2^32-1. */
  uint32(): number {
    const s = this.#state;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** A number in [0, 1). */
  uniform(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A normally distributed number, mean 0 and standard deviation 1: Box-Muller, which makes two at a time. */
  normal(): number {
    const spare = this.#spareNormal;
    this.#spareNormal = undefined;
    if (spare !== undefined) return spare;
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** An exponentially distributed number of the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }
}
