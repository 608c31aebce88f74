import { addon, type Measurement } from '#lib/backend/index';
import { cases, type Case } from './cases';
import type { Format } from './floats';
import { trueValue } from './oracle';
import { scaled, thinned } from './scale';

/** Bit patterns first, first + stride, … */
export interface Patterns {
  first: bigint;
  stride: bigint;
  count: bigint;
}

/** Patterns of both signs, spread over the magnitudes from `low` to `high`. An odd stride meets every low bit. */
function spread(format: Format, low: number, high: number, samples: number): Patterns[] {
  const [from, to] = [format.bits(low), format.bits(high)];
  const stride = ((to - from) / BigInt(scaled(samples))) | 1n;
  const count = (to - from) / stride + 1n;
  return [from, from | format.signBit].map((first) => ({ first, stride, count }));
}

/** The patterns next to a number, of both signs. */
function around(format: Format, x: number): Patterns[] {
  const centre = format.bits(Math.abs(x));
  const first = centre < 16n ? 0n : centre - 16n;
  return [first, first | format.signBit].map((start) => ({ first: start, stride: 1n, count: 33n }));
}

/** The first magnitude at which the function has rounded to its limit on that side. */
function saturation(c: Case, sign: 1 | -1): number {
  const limit = c.format.round(trueValue(c, sign * Infinity));
  const isThere = (bits: bigint): boolean => c.format.round(trueValue(c, sign * c.format.fromBits(bits))) === limit;
  let [below, there] = [0n, c.format.infinity];
  while (there - below > 1n) {
    const middle = (below + there) / 2n;
    if (isThere(middle)) there = middle;
    else below = middle;
  }
  return c.format.fromBits(there);
}

/** Where formulas change: powers of two, eighths, the ends of the domain, of the finite numbers and of saturation. */
function interestingPoints(c: Case): number[] {
  const { format, info } = c;
  const smallest = format.minExponent - format.mantissaBits;
  const exponents = Array.from({ length: 1 - 2 * smallest }, (_, i) => smallest + i);
  const powers = exponents.filter((e) => Math.abs(e) < 32 || e % 16 === 0).map((e) => 2 ** e);
  const eighths = Array.from({ length: 25 * 8 }, (_, i) => (i + 1) / 8);
  const ends = [0, format.max, 2 ** format.minExponent, ...info.domain, saturation(c, 1), saturation(c, -1)];
  return [...ends, ...thinned([...powers.filter((x) => x <= format.max), ...eighths])];
}

export function patternsFor(c: Case): Patterns[] {
  const { format } = c;
  // The ordinary magnitudes move with alpha: x and 1 / sqrt(alpha) are what meet in such a function.
  const size = 1 / Math.sqrt(c.alpha);
  return [
    ...spread(format, 0, Infinity, format.size === 2 ? 2 ** 15 : 16_000), // of 16 bits all
    ...spread(format, 2 ** -16 * size, 2 ** 8 * size, 32_000),
    ...spread(format, 0, 2 ** format.minExponent, 2_000),
    ...interestingPoints(c).flatMap((x) => around(format, x)),
  ];
}

/** A closer look at where the worst was found: the 32nd of a binade around each. */
function aroundWorst({ format }: Case, found: Measurement[]): Patterns[] {
  const shift = BigInt(format.mantissaBits - 5);
  const worst = found.flatMap((m) => [m.absError, m.ulp, m.derivativeAbsError, m.derivativeUlp]);
  const cells = new Set(worst.map(({ at }) => format.bits(at) >> shift));
  const count = BigInt(scaled(800, 20));
  return [...cells].map((cell) => ({ first: cell << shift, stride: ((1n << shift) / count) | 1n, count }));
}

function worse<T extends { worst: number } | { count: number }>(a: T, b: T): T {
  if ('count' in a && 'count' in b) return { ...(b.count > 0 ? b : a), count: a.count + b.count };
  return (b as { worst: number }).worst > (a as { worst: number }).worst ? b : a;
}

function merged(a: Measurement, b: Measurement): Measurement {
  return {
    inputs: a.inputs + b.inputs,
    absError: worse(a.absError, b.absError),
    ulp: worse(a.ulp, b.ulp),
    derivativeAbsError: worse(a.derivativeAbsError, b.derivativeAbsError),
    derivativeUlp: worse(a.derivativeUlp, b.derivativeUlp),
    nanMismatches: worse(a.nanMismatches, b.nanMismatches),
    outsideRange: worse(a.outsideRange, b.outsideRange),
    notMonotonic: worse(a.notMonotonic, b.notMonotonic),
  };
}

const groupKey = ({ op, info }: Case): string => `${op} ${info.dtype} ${info.domain.join(' ')}`;
const swept = new Map<string, Map<string, Measurement>>();

/** What a sweep finds of a kernel. Kernels of one function are swept together: the oracle is the slow part. */
export function sweep(c: Case): Measurement {
  const key = `${groupKey(c)} ${c.alpha}`;
  let found = swept.get(key);
  if (!found) {
    const members = cases.filter((other) => groupKey(other) === groupKey(c));
    const targets = members.map(({ index, info }) => ({ kernel: index, isa: info.isa }));
    const run = (all: Patterns[]): Measurement[] =>
      all
        .map(({ first, stride, count }) => addon.measure(targets, c.alpha, first, stride, count, 1))
        .reduce((sum, one) => sum.map((m, i) => merged(m, one[i]!)));
    const coarse = run(patternsFor(c));
    const fine = run(aroundWorst(c, coarse));
    const totals = coarse.map((m, i) => merged(m, fine[i]!));
    found = new Map(members.map(({ index, info }, i) => [`${index} ${info.isa}`, totals[i]!]));
    swept.set(key, found);
  }
  return found.get(`${c.index} ${c.info.isa}`)!;
}
