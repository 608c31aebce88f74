// What stands behind an approximation: its tables, and f for as long as it is known.
import type { PreparedTable } from '../backend/addon';
import type { Certificate } from './approximation';
import type { Errors } from './certify';
import { roundedUp, withMargin } from './messages';
import type { Settings, Tail } from './options';
import { numericDerivative } from './slopes';
import type { Target } from './target';
import type { Attempt, NativeTails, Variant } from './variants';

/** Everything about one function, f or f′: the table that runs, and those for other machines. */
export interface Fitted {
  readonly variants: readonly Variant[];
  readonly current: Variant;
  readonly prepared: PreparedTable;
  readonly tails: NativeTails;
}

export interface State {
  readonly settings: Settings;
  readonly value: Fitted;
  /** Of the instruction set at hand; `verify` may change them. */
  maxAbsError: number;
  maxRelError: number;
  certificate: Certificate;
  /** Absent for a kernel that was loaded. */
  readonly target: Target | undefined;
  readonly tried: readonly Attempt[];
  readonly times: { probe: number; sample: number; fit: number; save: number };
  gradient: (Fitted & { source: 'given' | 'numeric' }) | undefined;
}

/** What native code does beyond the domain; `slopes` are those of lines. */
export function nativeTails([low, high]: readonly [Tail, Tail], slopes: readonly [number, number]): NativeTails {
  const one = (tail: Tail, slope: number): NativeTails[0] => {
    if (tail === 'nan') return { kind: 'constant', value: NaN };
    if (typeof tail === 'number') return { kind: 'constant', value: tail };
    // A line without a slope is none: nothing is to be multiplied by 0 far out.
    return tail === 'linear' && Math.abs(slope) > 1e-30
      ? { kind: 'linear', value: slope }
      : { kind: 'clamp', value: 0 };
  };
  return [one(low, slopes[0]), one(high, slopes[1])];
}

/** Those of f′: constants, as f is constant or a line. */
export const derivativeTails = (tails: NativeTails): NativeTails =>
  tails.map(({ kind, value }) => ({
    kind: 'constant' as const,
    value: kind === 'linear' ? value : Number.isNaN(value) ? NaN : 0,
  })) as unknown as NativeTails;

export const derivativeOf = (target: Target): ((x: number) => number) =>
  target.settings.derivative ?? numericDerivative(target.f, target.settings);

/** The slopes at both ends, in the element type. */
export function slopesOf(target: Target): [number, number] {
  const { tails, low, high, dtype } = target.settings;
  if (!tails.includes('linear')) return [0, 0];
  const derivative = derivativeOf(target);
  const round = dtype === 'float32' ? Math.fround : (x: number) => x;
  return [tails[0] === 'linear' ? round(derivative(low)) : 0, tails[1] === 'linear' ? round(derivative(high)) : 0];
}

/** A bound to publish: with that margin, of two digits, and never more exact than results are. */
export function published(found: number, floor: number, budget: number): number {
  const bound = Math.max(roundedUp(withMargin(found, floor)), floor);
  return budget > 0 ? Math.min(bound, Math.max(budget, found)) : bound;
}

export const boundsOf = (errors: Pick<Errors, 'absolute' | 'relative'>, target: Target) => {
  const { maxAbsError, maxRelError } = target.settings;
  return {
    maxAbsError: published(errors.absolute, target.floor, maxRelError === 0 ? maxAbsError : 0),
    maxRelError:
      maxRelError > 0 ? published(errors.relative, target.unit, maxAbsError === 0 ? maxRelError : 0) : Infinity,
  };
};
