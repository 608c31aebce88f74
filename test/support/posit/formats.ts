import { Posit, type PositArray } from 'leeway';
import { isas } from '../cases';
import { scale, scaled } from '../scale';
import type { Oracle } from './oracle';

/** Every format there is: n, es. */
export const formats: readonly (readonly [n: number, es: number])[] = [
  ...Array.from({ length: 12 }, (_, i) => i + 5),
  32,
].flatMap((n) => [0, 1, 2, 3].map((es) => [n, es] as const));

/** A format on each instruction set to test. */
export const onEachIsa = (n: number, es: number): Posit[] => isas.map((isa) => new Posit(n, es, { isa }));

/** A small generator: the same numbers every time. */
export function numbers(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const x = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return (x ^ (x >>> 15)) >>> 0;
  };
}

/** Pairs of patterns: all of them up to 8 bits; above, specials with each other and structured samples. */
export function pairsOf({ n, size, nar }: Oracle, count = 100_000): [PositArray, PositArray] {
  const [first, second]: number[][] = [[], []];
  const put = (a: number, b: number): void => {
    first!.push(((a % size) + size) % size);
    second!.push(((b % size) + size) % size);
  };
  // An odd step, so that a share of the pairs has all patterns of both.
  const step = 2 * Math.floor(0.5 / scale) + 1;
  if (n <= 8) for (let i = 0; i < size * size; i += step) put(Math.floor(i / size), i);
  else {
    const one = nar / 2;
    const specials = [0, nar, 1, nar - 1, one, one - 1, one + 1];
    const all = [...specials, ...specials.map((x) => size - x)];
    for (const a of all) for (const b of all) put(a, b);
    const next = numbers(n);
    for (let i = 0; i < scaled(count); i++) {
      const [a, b, small] = [next(), next(), (next() % 17) - 8];
      const kinds = [
        () => put(a, b),
        () => put(a, a + small), // near-equal
        () => put(a, small - a), // near-opposite
        () => put(one + (a % (one >> 2 || 1)), one + (b % (one >> 2 || 1))), // near 1
        () => put(a % 64, b), // tapered ends
        () => put(nar - 1 - (a % 64), nar + (b % 64)),
        () => put(a, 2 ** (b % n)),
      ];
      kinds[i % kinds.length]!();
    }
  }
  const p = new Posit(n, 0);
  return [p.array(first!.length), p.array(second!.length)].map((array, i) => {
    array.set(i === 0 ? first! : second!);
    return array;
  }) as [PositArray, PositArray];
}

/** The first index at which arrays differ, with what stands there; undefined where they do not. */
export function difference(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  ...inputs: ArrayLike<number>[]
): string | undefined {
  if (got.length !== expected.length) return `length ${got.length}, not ${expected.length}`;
  for (let i = 0; i < got.length; i++)
    if (!Object.is(got[i], expected[i]))
      return `at ${i}, of ${inputs.map((input) => input[i]).join(' and ')}: ${got[i]}, not ${expected[i]}`;
  return undefined;
}
