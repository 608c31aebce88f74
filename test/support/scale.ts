const given = process.env['LEEWAY_TEST_SCALE'] ?? '1';

/** The share of all samples to take, in (0, 1]: under emulation the same tests run 50 to 300 times slower. */
export const scale = Number(given);
if (!(scale > 0 && scale <= 1))
  throw new RangeError(`expected a number in (0, 1] for LEEWAY_TEST_SCALE, received ${given}`);

/** That share of a sample count. */
export function scaled(count: number, atLeast = 1): number {
  return Math.max(atLeast, Math.round(count * scale));
}

/** That share of a list, spread evenly, its ends always among it. */
export function thinned<T>(list: readonly T[]): T[] {
  const wanted = Math.min(list.length, scaled(list.length, 2));
  return Array.from({ length: wanted }, (_, i) => list[Math.round((i * (list.length - 1)) / Math.max(1, wanted - 1))]!);
}
