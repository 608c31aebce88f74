import { requireOneOf, requireOptions } from '../checks';
import { refusal } from '../errors';

/** How a bit trick shifts: down, as in the paper, or to the nearest, ties to even. */
export type PositRounding = 'paper' | 'nearest';

/** Variants of the bit tricks. */
export interface PositTrickOptions {
  /** `paper` unless given (for `twice` and `half`: `nearest`, which makes them correctly rounded). */
  rounding?: PositRounding;
  /** Whether what would become 0 becomes minpos, as in all other arithmetic. Not, unless given (for `half`: where it rounds
   * to nearest). */
  clamp?: boolean;
}

export interface FastTanhOptions extends PositTrickOptions {
  /** `paper`: 2 · sigmoid(2x) − 1. `folded`: the same line without the bit that doubling loses: x itself up to 1/2. */
  tanh?: 'paper' | 'folded';
}

export interface FastEluOptions extends PositTrickOptions {
  /** The reciprocal on the way: reflected (`paper`), or correctly rounded by a table, which cuts the error by three. */
  elu?: 'paper' | 'reciprocal-table';
}

const choices = {
  rounding: ['paper', 'nearest'],
  tanh: ['paper', 'folded'],
  elu: ['paper', 'reciprocal-table'],
} as const;

// The options of native/include/leeway_posit.h.
const nearest = 1;
const clamp = 2;
const folded = 4;

/** Options by name as the C interface has them. Each is read once, for a getter may give something else the next time. */
export function trickOptions(
  given: (FastTanhOptions & FastEluOptions) | undefined,
  known: readonly string[],
  standard: PositRounding = 'paper',
): number {
  if (given === undefined) return standard === 'nearest' ? nearest | clamp : 0;
  requireOptions(given, known);
  const { rounding = standard, clamp: clamps = standard === 'nearest' && rounding === 'nearest', tanh, elu } = given;
  for (const [key, value] of Object.entries({ rounding, tanh, elu }))
    if (value !== undefined) requireOneOf(value, choices[key as keyof typeof choices], key);
  if (typeof clamps !== 'boolean') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a boolean', 'clamp', clamps);
  return (rounding === 'nearest' ? nearest : 0) | (clamps ? clamp : 0) | (tanh === 'folded' ? folded : 0);
}
