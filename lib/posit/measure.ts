import { requireOneOf } from '../checks';
import { refusal } from '../errors';
import type { BitsOf } from './format';
import type { FastEluOptions, FastTanhOptions } from './options';
import type { PositArray } from '../backend/addon';
import type { Posit } from './posit';
import { patterns, requireTableSize, signed } from './tables';

const tricks = ['twice', 'half', 'reciprocate', 'complement', 'fastSigmoid', 'fastTanh', 'fastElu'] as const;

/** The bit tricks of formats without exponent bits. */
export type PositTrick = (typeof tricks)[number];

/** What a sweep over all posits found of a bit trick: NaR apart, and what else the trick is not for or leaves as it is. */
export interface PositTrickErrors {
  /** Against the exact function, correctly rounded to the format. */
  maxAbsError: number;
  meanAbsError: number;
  /** The largest distance in bit strings, and the share of results that are equal. */
  maxSteps: number;
  equal: number;
  /** Against the real value. */
  maxRealError: number;
  /** Where that is. */
  maxRealErrorAt: number;
  meanRealError: number;
  /** Relative to the real value, where that is not 0. */
  maxRelativeError: number;
}

type Subjects = Pick<Posit, 'reciprocal' | 'sigmoid' | 'tanh' | 'elu'>;

interface Subject {
  exact(x: number): number;
  /** The same, correctly rounded, where float64 in between would not do. */
  rounded?: (p: Subjects, a: PositArray) => PositArray;
  counts?: (x: number) => boolean;
}

const subjects: Record<PositTrick, Subject> = {
  twice: { exact: (x) => 2 * x },
  half: { exact: (x) => x / 2 },
  reciprocate: { exact: (x) => 1 / x, rounded: (p, a) => p.reciprocal(a), counts: (x) => x !== 0 },
  complement: { exact: (x) => 1 - x, counts: (x) => x >= 0 && x <= 1 },
  fastSigmoid: { exact: (x) => 1 / (1 + Math.exp(-x)), rounded: (p, a) => p.sigmoid(a) },
  fastTanh: { exact: Math.tanh, rounded: (p, a) => p.tanh(a) },
  fastElu: { exact: Math.expm1, rounded: (p, a) => p.elu(a), counts: (x) => x <= 0 },
};

export function measureTrick<N extends number>(
  p: Posit<N>,
  trick: PositTrick,
  options: FastTanhOptions & FastEluOptions,
): PositTrickErrors {
  requireOneOf(trick, tricks, 'trick');
  if (p.es !== 0) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a format without exponent bits', trick, p.name);
  requireTableSize(p, 'measure');
  const { exact, rounded, counts = () => true } = subjects[trick];
  const all = patterns(p);
  const x = p.toFloat64(all);
  const run: (a: BitsOf<N>, out: undefined, given: typeof options) => BitsOf<N> = p[trick].bind(p);
  const got = run(all, undefined, options);
  const truth = x.map(exact);
  const best = rounded?.(p as Subjects, all) ?? p.fromFloat64(truth);
  const [gotValue, bestValue] = [p.toFloat64(got), p.toFloat64(best as BitsOf<N>)];
  const [gotAt, bestAt] = [signed(p, got), signed(p, best)];

  const sums = { count: 0, equal: 0, error: 0, real: 0 };
  const worst = { error: 0, steps: 0, real: 0, realAt: NaN, relative: 0 };
  x.forEach((v, i) => {
    if (Number.isNaN(v) || !counts(v)) return;
    const error = Math.abs(gotValue[i]! - bestValue[i]!);
    const real = Math.abs(gotValue[i]! - truth[i]!);
    sums.count++;
    sums.equal += Number(got[i] === best[i]);
    sums.error += error;
    sums.real += real;
    worst.error = Math.max(worst.error, error);
    worst.steps = Math.max(worst.steps, Math.abs(gotAt[i]! - bestAt[i]!));
    if (real > worst.real) [worst.real, worst.realAt] = [real, v];
    if (truth[i] !== 0) worst.relative = Math.max(worst.relative, real / Math.abs(truth[i]!));
  });
  return {
    maxAbsError: worst.error,
    meanAbsError: sums.error / sums.count,
    maxSteps: worst.steps,
    equal: sums.equal / sums.count,
    maxRealError: worst.real,
    maxRealErrorAt: worst.realAt,
    meanRealError: sums.real / sums.count,
    maxRelativeError: worst.relative,
  };
}
