import { readOptions } from '../checks';
import { refusal } from '../errors';
import type { BitsOf } from './format';
import { PositFunctions } from './functions';
import { measureTrick, type PositTrick, type PositTrickErrors } from './measure';
import { trickOptions, type FastEluOptions, type FastTanhOptions, type PositTrickOptions } from './options';
import { patterns, requireTableSize } from './tables';

/** The bit tricks by their names in native/posit/operations.def. */
const operationOf: Record<PositTrick, string> = {
  twice: 'twice',
  half: 'half',
  reciprocate: 'reciprocate',
  complement: 'complement',
  fastSigmoid: 'fast_sigmoid',
  fastTanh: 'fast_tanh',
  fastElu: 'fast_elu',
};

/**
 * A posit format: `n` bits (5 to 16, or 32), up to `es` of them (0 to 3) for the exponent.
 *
 * Posits are arrays of their bits, right-aligned in the smallest of Uint8Array, Uint16Array and Uint32Array. Every operation
 * returns a new array or fills `out`, which may be an input. Results are rounded once, to nearest on the bit string with ties
 * to the even string; nothing but 0 becomes 0, nothing overflows to NaR, and NaR absorbs (Posit Standard 2022, for any es).
 *
 * Every operation throws a TypeError for an array of the wrong kind and a RangeError for one of another length, one that
 * overlaps `out` in part, and bits that are no posit of the format; then nothing has been written.
 *
 * @example
 * const p = new Posit(8, 0);
 * const bits = p.fromFloat32(Float32Array.of(0.5, 1, 2));
 * p.toFloat32(p.fastTanh(bits));
 */
export class Posit<N extends number = number> extends PositFunctions<N> {
  /** The Posit Standard of 2022: es = 2 at every size. */
  static readonly standard8 = new Posit(8, 2);
  static readonly standard16 = new Posit(16, 2);
  static readonly standard32 = new Posit(32, 2);
  /** The drafts before it, and SoftPosit: es = 0, 1, 2. */
  static readonly legacy8 = new Posit(8, 0);
  static readonly legacy16 = new Posit(16, 1);
  static readonly legacy32 = new Posit(32, 2);
  /** The paper's brain posits: about the range of the legacy format of twice the size. */
  static readonly brain8 = new Posit(8, 2);
  static readonly brain16 = new Posit(16, 3);

  // ---- Bit tricks, for es = 0

  #trick(name: PositTrick, a: BitsOf<N>, out: BitsOf<N> | undefined, options = 0): BitsOf<N> {
    if (this.es !== 0) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a format without exponent bits', name, this.name);
    return this.map(operationOf[name], a, out, options);
  }

  /** 2x by shifting: exact up to 1, correctly rounded above it (`paper`: rounded towards 0). es = 0. */
  twice(a: BitsOf<N>, out?: BitsOf<N>, options?: Pick<PositTrickOptions, 'rounding'>): BitsOf<N> {
    return this.#trick('twice', a, out, trickOptions(options, ['rounding'], 'nearest'));
  }
  /** x/2 by shifting: exact from 1 on, correctly rounded below it (`paper`: rounded towards 0, to 0 at last). es = 0. */
  half(a: BitsOf<N>, out?: BitsOf<N>, options?: PositTrickOptions): BitsOf<N> {
    return this.#trick('half', a, out, trickOptions(options, ['rounding', 'clamp'], 'nearest'));
  }
  /** About 1/x, by reflecting the bits: exact at powers of two, up to 12.5 % too large elsewhere; NaR for 0. es = 0. */
  reciprocate(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#trick('reciprocate', a, out);
  }
  /** 1 − x for x in [0, 1], exactly; NaR elsewhere, where subtracting is the way. es = 0. */
  complement(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#trick('complement', a, out);
  }
  /** About sigmoid(x), by a shift. es = 0. Source: Cococcioni et al., Sensors 2020, 20, 1515, section 2.2. */
  fastSigmoid(a: BitsOf<N>, out?: BitsOf<N>, options?: PositTrickOptions): BitsOf<N> {
    return this.#trick('fastSigmoid', a, out, trickOptions(options, ['rounding', 'clamp']));
  }
  /** About tanh(x), by two shifts. es = 0. Source: ibid., section 4. */
  fastTanh(a: BitsOf<N>, out?: BitsOf<N>, options?: FastTanhOptions): BitsOf<N> {
    return this.#trick('fastTanh', a, out, trickOptions(options, ['rounding', 'clamp', 'tanh']));
  }
  /** About elu(x): x, or by a shift where x < 0. es = 0. Source: ibid., section 4. */
  fastElu(a: BitsOf<N>, out?: BitsOf<N>, given?: FastEluOptions): BitsOf<N> {
    const options = given && readOptions(given, ['rounding', 'clamp', 'elu']);
    const code = trickOptions(options, ['rounding', 'clamp', 'elu']);
    if (options?.elu !== 'reciprocal-table' || this.es !== 0) return this.#trick('fastElu', a, out, code);
    requireTableSize(this, 'reciprocal-table');
    return this.lookUp(`fastElu ${code}`, () => this.#eluByReciprocal(options), a, out);
  }

  /** The paper's steps one by one, with the reciprocal correctly rounded. */
  #eluByReciprocal({ rounding = 'paper', clamp = false }: FastEluOptions): BitsOf<N> {
    const x = patterns(this);
    const onePlusExp = this.reciprocal(this.fastSigmoid(this.neg(x), undefined, { rounding }));
    const oneMinusExp = this.twice(this.complement(this.half(onePlusExp)));
    return this.neg(oneMinusExp).map((y, i) => {
      if (i <= this.NaR) return i;
      return clamp && y === 0 ? 2 ** this.n - 1 : y;
    }) as BitsOf<N>;
  }

  /**
   * How far a bit trick is off, by a sweep over all posits.
   * @throws RangeError where es is not 0, and for posit32.
   */
  measure(trick: PositTrick, options: FastTanhOptions & FastEluOptions = {}): PositTrickErrors {
    return measureTrick(this, trick, options);
  }
}
