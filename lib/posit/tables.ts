import type { PositArray } from '../backend/addon';
import { refusal } from '../errors';
import type { BitsOf, FormatFacts } from './format';
import type { PositConversions } from './conversions';
import type { PositOperations } from './operations';

/** A function of one posit as a table of all its values. */
export interface PositTable<N extends number = number> {
  /** out[i] = the function at a[i]; `out` is new unless given, and may be `a`. */
  apply(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N>;
  /** The table's size. */
  readonly bytes: number;
}

/** All bit patterns of a format, in order. */
export function patterns<N extends number>(p: PositOperations<N>): BitsOf<N> {
  const all = p.array(2 ** p.n);
  for (let bits = 0; bits < all.length; bits++) all[bits] = bits;
  return all;
}

/** Throws where a table of one operand would not fit. */
export function requireTableSize(p: FormatFacts, argument: string): void {
  if (p.n <= 16) return;
  const bytes = 2 ** p.n * p.bytes;
  throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `a format of at most 16 bits, not ${bytes} bytes,`, argument, p.name);
}

/** The rounded values of a user's function at every posit; NaR at NaR. */
export function tabulate<N extends number>(p: PositConversions<N>, f: (v: number) => number): BitsOf<N> {
  const values = p.toFloat64(patterns(p)).map((v) => {
    if (Number.isNaN(v)) return NaN;
    const value: unknown = f(v);
    if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', `the function at ${v}`, value);
    return value;
  });
  return p.fromFloat64(values);
}

/** Bit strings as the signed integers that order them. */
export function signed(p: FormatFacts, bits: PositArray): Int32Array {
  const [size, top] = [2 ** p.n, p.NaR];
  return Int32Array.from(bits, (x) => (x >= top ? x - size : x));
}
