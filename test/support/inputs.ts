import type { ElementArray } from 'leeway';
import type { Case } from './cases';
import type { Format } from './floats';

/** A reproducible stream of numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Values every function of numbers has to be asked about. */
export function specialValues(format: Format): number[] {
  const { minSubnormal, minExponent, max } = format;
  const positive = [
    0,
    minSubnormal,
    3 * minSubnormal,
    2 ** minExponent - minSubnormal,
    2 ** minExponent,
    1e-3,
    1,
    2,
    50,
    max,
    Infinity,
  ];
  return [NaN, ...positive, ...positive.map((x) => -x)];
}

/** Special values, numbers of ordinary size and any bit patterns, mixed. */
export function mixedInputs({ format }: Pick<Case, 'format'>, count: number, seed = 1): ElementArray {
  const next = random(seed);
  const specials = specialValues(format);
  const anyBits = (): bigint => (BigInt(Math.floor(next() * 2 ** 32)) << 32n) | BigInt(Math.floor(next() * 2 ** 32));
  return format.array(
    Array.from({ length: count }, (_, i) => {
      if (i % 11 === 0) return specials[(i / 11) % specials.length]!;
      if (i % 5 === 0) return format.fromBits(BigInt.asUintN(format.size * 8, anyBits()));
      return (next() < 0.5 ? -1 : 1) * 2 ** (next() * 14 - 8);
    }),
  );
}

/** Numbers of ordinary size in the kernel's domain. */
export function ordinaryInputs({ format, info }: Pick<Case, 'format' | 'info'>, count: number, seed = 2): ElementArray {
  const next = random(seed);
  const [low, high] = [Math.max(info.domain[0], -32), Math.min(info.domain[1], 32)];
  return format.array(
    Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 1 : 1 / 16) * (low + next() * (high - low))),
  );
}
