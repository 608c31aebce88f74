import type { Isa } from '../backend';
import { lengthOf, requireWhole } from '../checks';
import { refusal } from '../errors';
import { describeFields, fieldsOf, type PositFields } from './fields';
import type { BitsOf } from './format';
import { PositOperations } from './operations';

/** What a format's posits stand for: from and to numbers, one by one and in arrays. */
export abstract class PositConversions<N extends number> extends PositOperations<N> {
  /** The largest and the smallest positive number. */
  readonly maxpos: number;
  readonly minpos: number;
  /** The distance from 1 to the next number. */
  readonly epsilon: number;
  /** Bits of the quire, in which `dot` and `matmul` sum 2^31 products of any size exactly: 16 n, or more where es = 3. */
  readonly quireBits: number;

  constructor(n: N, es: number, options?: { isa?: Isa }) {
    super(n, es, options);
    this.maxpos = 2 ** ((n - 2) * 2 ** es);
    this.minpos = 1 / this.maxpos;
    this.epsilon = this.decode(2 ** (n - 2) + 1) - 1;
    this.quireBits = Math.max(16 * n, 32 + (n - 2) * 2 ** (es + 2));
  }

  /** The bits of the posit nearest to a number; NaR for NaN and infinities. */
  encode(value: number): number {
    if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', 'value', value);
    return this.fromFloat64(Float64Array.of(value))[0]!;
  }

  /** The number that bits stand for, exactly; NaN for NaR. */
  decode(bits: number): number {
    const one = this.array(1);
    one[0] = this.pattern(bits);
    return this.toFloat64(one)[0]!;
  }

  /** Sign, regime, exponent and fraction of a posit; undefined for 0 and NaR, which have none. */
  fields(bits: number): PositFields | undefined {
    const value = this.decode(bits);
    return value === 0 || Number.isNaN(value) ? undefined : fieldsOf(bits, this.n, this.es, value);
  }

  /** The fields of a posit and what they mean, `0 110 1 0110 = +2^5 · (1 + 6/16) = 44`; without one, the format's name. */
  override toString(bits?: number): string {
    if (bits === undefined) return this.name;
    const fields = this.fields(bits);
    if (fields) return describeFields(fields);
    const pattern = bits.toString(2).padStart(this.n, '0');
    return `${pattern[0]} ${pattern.slice(1)} = ${bits === 0 ? '0' : 'NaR'}`;
  }

  /** The bits of the next larger posit. Posits lie on a ring: after maxpos comes NaR, and after that -maxpos. */
  next(bits: number): number {
    return (this.pattern(bits) + 1) % 2 ** this.n;
  }

  /** The bits of the next smaller posit. */
  previous(bits: number): number {
    return (this.pattern(bits) + 2 ** this.n - 1) % 2 ** this.n;
  }

  protected pattern(bits: number): number {
    requireWhole(bits, 'bits', 0, 2 ** this.n - 1);
    return bits;
  }

  /** The posits nearest to floats; NaR for NaN and infinities, 0 for −0. */
  fromFloat32(x: Float32Array, out: BitsOf<N> = this.array(lengthOf(x))): BitsOf<N> {
    return this.ready('from_float32')(x, out) as BitsOf<N>;
  }
  fromFloat64(x: Float64Array, out: BitsOf<N> = this.array(lengthOf(x))): BitsOf<N> {
    return this.ready('from_float64')(x, out) as BitsOf<N>;
  }
  /** The floats nearest to posits (up to 16 bits: equal to them); NaN for NaR. */
  toFloat32(bits: BitsOf<N>, out = new Float32Array(lengthOf(bits))): Float32Array {
    return this.ready('to_float32')(bits, out) as Float32Array;
  }
  /** The numbers that posits are, exactly. */
  toFloat64(bits: BitsOf<N>, out = new Float64Array(lengthOf(bits))): Float64Array {
    return this.ready('to_float64')(bits, out) as Float64Array;
  }
  /** Posits of another format: between equal es by shifting, exactly where that is wider; rounded once elsewhere. */
  convert<M extends number>(bits: BitsOf<N>, to: PositConversions<M>, out?: BitsOf<M>): BitsOf<M> {
    if (!(to instanceof PositConversions)) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a Posit', 'to', to);
    const target = out === undefined ? to.array(lengthOf(bits)) : out;
    return this.ready('convert', 0, to)(bits, target) as BitsOf<M>;
  }
}
