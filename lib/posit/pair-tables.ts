import type { PositArray, PositFunction } from '../backend/addon';
import { lengthOf, requireOneOf, requireOptions } from '../checks';
import { refusal } from '../errors';
import type { BitsOf, FormatFacts } from './format';
import type { PositFunctions } from './functions';
import { patterns, signed } from './tables';

const operations = ['add', 'sub', 'mul', 'div'] as const;
const compactions = ['full', 'symmetric', 'log-exp', 'inversion'] as const;

/** The operations that can be tables of two operands. */
export type PositPairOperation = (typeof operations)[number];

/**
 * How such a table is kept: all pairs (`full`); magnitudes only, each pair once (`symmetric`); multiplying and dividing by
 * tables of log and exp and the one of sums (`log-exp`); products and quotients of numbers from 1 on, all others by
 * reflecting bits (`inversion`, for es = 0).
 */
export type PositCompaction = (typeof compactions)[number];

/** What a sweep over all pairs of posits but NaR found, against the correctly rounded result. */
export interface PositPairExactness {
  /** Shares of all pairs whose result is equal, and at most one bit string off. */
  equal: number;
  withinOneStep: number;
  maxSteps: number;
  /** Over the pairs whose result is not 0 and not NaR. */
  meanRelativeError: number;
}

export interface PositPairTable<N extends number = number> {
  /** out[i] = a[i] operation b[i]; `out` is new unless given, and may be an input. */
  apply(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N>;
  /** The size of what is kept. */
  readonly bytes: number;
  /** Swept when first asked for. */
  readonly exactness: PositPairExactness;
}

type Prepare = (options: number, table: PositArray) => PositFunction;
type Pairs<N extends number> = [first: BitsOf<N>, second: BitsOf<N>];

/** All pairs (x, y) with x and y in [low, high] that are wanted, in the order of the table. */
function pairs<N extends number>(p: PositFunctions<N>, low: number, high: number, triangle: boolean): Pairs<N> {
  const side = high - low + 1;
  const count = triangle ? (side * (side + 1)) / 2 : side * side;
  const [first, second] = [p.array(count), p.array(count)];
  let i = 0;
  for (let x = low; x <= high; x++)
    for (let y = low; y <= (triangle ? x : high); y++, i++) [first[i], second[i]] = [x, y];
  return [first, second];
}

function joined<N extends number>(p: PositFunctions<N>, ...parts: BitsOf<N>[]): BitsOf<N> {
  const whole = p.array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Layouts of native/posit/pair_tables.cc. */
function entries<N extends number>(
  p: PositFunctions<N>,
  operation: PositPairOperation,
  compaction: PositCompaction,
): BitsOf<N> {
  const [one, maxpos] = [2 ** (p.n - 2), 2 ** (p.n - 1) - 1];
  const sums = (): BitsOf<N> => {
    const each = pairs(p, 1, maxpos, true);
    return joined(p, p.add(...each), p.sub(...each));
  };
  switch (compaction) {
    case 'full':
      return p[operation](...pairs(p, 0, 2 ** p.n - 1, false));
    case 'symmetric':
      if (operation === 'add' || operation === 'sub') return sums();
      return p[operation](...pairs(p, 1, maxpos, operation === 'mul'));
    case 'log-exp':
      return joined(p, p.log(patterns(p)), p.exp(patterns(p)), sums());
    case 'inversion': {
      const each = pairs(p, one, maxpos, false);
      return joined(p, p.mul(...each), p.div(...each));
    }
  }
}

function check(p: FormatFacts, operation: PositPairOperation, compaction: PositCompaction): void {
  requireOneOf(operation, operations, 'operation');
  requireOneOf(compaction, compactions, 'compaction');
  if (p.n > 10) {
    const bytes = 2 ** (2 * p.n) * p.bytes;
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `a format of at most 10 bits, not ${bytes} bytes,`, 'pairTable', p.name);
  }
  const sums = operation === 'add' || operation === 'sub';
  if (sums && (compaction === 'log-exp' || compaction === 'inversion'))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `mul or div with ${compaction}`, 'operation', operation);
  if (compaction === 'inversion' && p.es !== 0)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a format without exponent bits', compaction, p.name);
}

export function buildPairTable<N extends number>(
  p: PositFunctions<N>,
  operation: PositPairOperation,
  options: { compaction?: PositCompaction },
  prepare: Prepare,
): PositPairTable<N> {
  requireOptions(options, ['compaction']);
  const { compaction = 'full' } = options;
  check(p, operation, compaction);
  const table = entries(p, operation, compaction);
  const look = prepare(4 * compactions.indexOf(compaction) + operations.indexOf(operation), table);
  const apply = (a: BitsOf<N>, b: BitsOf<N>, out: BitsOf<N> = p.array(lengthOf(a))): BitsOf<N> =>
    look(a, b, out) as BitsOf<N>;
  let exactness: PositPairExactness | undefined;
  return Object.freeze({
    apply,
    bytes: table.length * p.bytes,
    get exactness() {
      return (exactness ??= sweep(p, operation, apply));
    },
  });
}

function sweep<N extends number>(
  p: PositFunctions<N>,
  operation: PositPairOperation,
  apply: PositPairTable<N>['apply'],
): PositPairExactness {
  const [a, b] = pairs(p, 0, 2 ** p.n - 1, false);
  const [got, best] = [apply(a, b), p[operation](a, b)];
  const [gotAt, bestAt] = [signed(p, got), signed(p, best)];
  const [gotValue, bestValue] = [p.toFloat64(got), p.toFloat64(best)];
  const found = { pairs: 0, equal: 0, withinOne: 0, maxSteps: 0, relative: 0, nonZero: 0 };
  for (let i = 0; i < a.length; i++) {
    if (a[i] === p.NaR || b[i] === p.NaR) continue;
    const steps = Math.abs(gotAt[i]! - bestAt[i]!);
    found.pairs++;
    found.equal += Number(steps === 0);
    found.withinOne += Number(steps <= 1);
    found.maxSteps = Math.max(found.maxSteps, steps);
    const value = bestValue[i]!;
    if (value === 0 || Number.isNaN(value)) continue;
    found.nonZero++;
    found.relative += Math.abs(gotValue[i]! - value) / Math.abs(value);
  }
  return {
    equal: found.equal / found.pairs,
    withinOneStep: found.withinOne / found.pairs,
    maxSteps: found.maxSteps,
    meanRelativeError: found.relative / found.nonZero,
  };
}
