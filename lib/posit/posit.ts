import { addon, backend, requireIsa, type Isa } from '../backend';
import type { PositArray, PositFunction } from '../backend/addon';
import { lengthOf, requireFunction, requireObject, requireOptions, requireWhole } from '../checks';
import { refusal } from '../errors';
import { describeFields, fieldsOf, type PositFields } from './fields';
import { nameOf, requireFormat, storageOf, type BitsOf, type FormatFacts } from './format';
import { measureTrick, type PositTrick, type PositTrickErrors } from './measure';
import { trickOptions, type FastEluOptions, type FastTanhOptions, type PositTrickOptions } from './options';
import { buildPairTable, type PositCompaction, type PositPairOperation, type PositPairTable } from './pair-tables';
import { patterns, requireTableSize, tabulate, type PositTable } from './tables';

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

type Functions = 'tanh' | 'sigmoid' | 'exp' | 'log' | 'elu' | 'softplus' | 'silu' | 'gelu';

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
export class Posit<N extends number = number> {
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

  readonly n: N;
  readonly es: number;
  /** `posit<8,0>` */
  readonly name: string;
  /** Bits of a posit: n. */
  readonly bits: N;
  /** Bytes of a posit in its array: 1, 2 or 4. */
  readonly bytes: number;
  /** The largest and the smallest positive number. */
  readonly maxpos: number;
  readonly minpos: number;
  /** The bits of NaR, "not a real". */
  readonly NaR: number;
  /** The distance from 1 to the next number. */
  readonly epsilon: number;
  /** Bits of the quire, in which `dot` and `matmul` sum 2^31 products of any size exactly: 16 n, or more where es = 3. */
  readonly quireBits: number;

  readonly #ready = new Map<string, PositFunction[]>();
  readonly #tables = new Map<string, PositFunction>();

  /** The instruction set that operations run on. */
  readonly isa: Isa;

  /**
   * `options.isa`: an instruction set other than the active one, for comparing.
   * @throws TypeError or RangeError for a format there is not.
   */
  constructor(n: N, es: number, options: { isa?: Isa } = {}) {
    requireFormat(n, es);
    requireOptions(options, ['isa']);
    this.isa = options.isa ?? backend.isa;
    requireIsa(this.isa, 'isa');
    this.n = this.bits = n;
    this.es = es;
    this.name = nameOf(n, es);
    this.bytes = storageOf(n).BYTES_PER_ELEMENT;
    this.maxpos = 2 ** ((n - 2) * 2 ** es);
    this.minpos = 1 / this.maxpos;
    this.NaR = 2 ** (n - 1);
    this.epsilon = this.decode(2 ** (n - 2) + 1) - 1;
    this.quireBits = Math.max(16 * n, 32 + (n - 2) * 2 ** (es + 2));
  }

  // ---- One posit

  /** The bits of the posit nearest to a number; NaR for NaN and infinities. */
  encode(value: number): number {
    if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', 'value', value);
    return this.fromFloat64(Float64Array.of(value))[0]!;
  }

  /** The number that bits stand for, exactly; NaN for NaR. */
  decode(bits: number): number {
    const one = this.array(1);
    one[0] = this.#pattern(bits);
    return this.toFloat64(one)[0]!;
  }

  /** Sign, regime, exponent and fraction of a posit; undefined for 0 and NaR, which have none. */
  fields(bits: number): PositFields | undefined {
    const value = this.decode(bits);
    return value === 0 || Number.isNaN(value) ? undefined : fieldsOf(bits, this.n, this.es, value);
  }

  /** The fields of a posit and what they mean, `0 110 1 0110 = +2^5 · (1 + 6/16) = 44`; without one, the format's name. */
  toString(bits?: number): string {
    if (bits === undefined) return this.name;
    const fields = this.fields(bits);
    if (fields) return describeFields(fields);
    const pattern = bits.toString(2).padStart(this.n, '0');
    return `${pattern[0]} ${pattern.slice(1)} = ${bits === 0 ? '0' : 'NaR'}`;
  }

  /** The bits of the next larger posit. Posits lie on a ring: after maxpos comes NaR, and after that -maxpos. */
  next(bits: number): number {
    return (this.#pattern(bits) + 1) % 2 ** this.n;
  }

  /** The bits of the next smaller posit. */
  previous(bits: number): number {
    return (this.#pattern(bits) + 2 ** this.n - 1) % 2 ** this.n;
  }

  #pattern(bits: number): number {
    requireWhole(bits, 'bits', 0, 2 ** this.n - 1);
    return bits;
  }

  // ---- Arrays

  /** A new array of zeros for posits of this format. */
  array(length: number): BitsOf<N> {
    return new (storageOf(this.n))(length) as BitsOf<N>;
  }

  #prepare(operation: string, options = 0, to: FormatFacts = this, table?: PositArray): PositFunction {
    return addon.positPrepare({ operation, ...this.#format, toN: to.n, toEs: to.es, options, table });
  }

  #function(operation: string, options = 0, to?: FormatFacts): PositFunction {
    // No text is put together on the way of a call: it would take as long as some thousand elements.
    const variants = this.#ready.get(operation) ?? [];
    const variant = to ? 4 * to.n + to.es : options;
    let ready = variants[variant];
    if (!ready) {
      ready = variants[variant] = this.#prepare(operation, options, to);
      this.#ready.set(operation, variants);
    }
    return ready;
  }

  #map(operation: string, a: BitsOf<N>, out: BitsOf<N> | undefined, options = 0): BitsOf<N> {
    return this.#function(operation, options)(a, out ?? this.array(lengthOf(a))) as BitsOf<N>;
  }

  #map2(operation: string, a: BitsOf<N>, b: BitsOf<N>, out: BitsOf<N> | undefined): BitsOf<N> {
    return this.#function(operation)(a, b, out ?? this.array(lengthOf(a))) as BitsOf<N>;
  }

  /** The posits nearest to floats; NaR for NaN and infinities, 0 for −0. */
  fromFloat32(x: Float32Array, out: BitsOf<N> = this.array(lengthOf(x))): BitsOf<N> {
    return this.#function('from_float32')(x, out) as BitsOf<N>;
  }
  fromFloat64(x: Float64Array, out: BitsOf<N> = this.array(lengthOf(x))): BitsOf<N> {
    return this.#function('from_float64')(x, out) as BitsOf<N>;
  }
  /** The floats nearest to posits (up to 16 bits: equal to them); NaN for NaR. */
  toFloat32(bits: BitsOf<N>, out = new Float32Array(lengthOf(bits))): Float32Array {
    return this.#function('to_float32')(bits, out) as Float32Array;
  }
  /** The numbers that posits are, exactly. */
  toFloat64(bits: BitsOf<N>, out = new Float64Array(lengthOf(bits))): Float64Array {
    return this.#function('to_float64')(bits, out) as Float64Array;
  }
  /** Posits of another format: between equal es by shifting, exactly where that is wider; rounded once elsewhere. */
  convert<M extends number>(bits: BitsOf<N>, to: Posit<M>, out?: BitsOf<M>): BitsOf<M> {
    if (!(to instanceof Posit)) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a Posit', 'to', to);
    const target = out ?? to.array(lengthOf(bits));
    return this.#function('convert', 0, to)(bits, target) as BitsOf<M>;
  }

  add(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map2('add', a, b, out);
  }
  sub(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map2('sub', a, b, out);
  }
  mul(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map2('mul', a, b, out);
  }
  /** NaR where the divisor is 0. */
  div(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map2('div', a, b, out);
  }
  /** a · b + c, rounded once. */
  fma(a: BitsOf<N>, b: BitsOf<N>, c: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#function('fma')(a, b, c, out ?? this.array(lengthOf(a))) as BitsOf<N>;
  }
  /** NaR for negative numbers. */
  sqrt(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map('sqrt', a, out);
  }
  /** 1/a, correctly rounded; NaR for 0. */
  reciprocal(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map('reciprocal', a, out);
  }
  neg(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map('neg', a, out);
  }
  abs(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map('abs', a, out);
  }
  /** The smaller one; NaR where either is. */
  min(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map2('min', a, b, out);
  }
  /** The larger one; NaR where either is. */
  max(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#map2('max', a, b, out);
  }

  /** -1, 0 or 1: less, equal, greater. NaR equals itself and is less than every number. Of two posits, or of arrays. */
  compare(a: number, b: number): -1 | 0 | 1;
  compare(a: BitsOf<N>, b: BitsOf<N>, out?: Int8Array): Int8Array;
  compare(a: BitsOf<N> | number, b: BitsOf<N> | number, out?: Int8Array): Int8Array | number {
    if (typeof a === 'number' && typeof b === 'number') {
      const [x, y] = [a, b].map((bits) => (this.#pattern(bits) + this.NaR) % 2 ** this.n) as [number, number];
      return Math.sign(x - y);
    }
    const target = out ?? new Int8Array(lengthOf(a));
    return this.#function('compare')(a as BitsOf<N>, b as BitsOf<N>, target) as Int8Array;
  }

  /** The bits of the sum of all a[i] · b[i], exact in a quire and rounded once. */
  dot(a: BitsOf<N>, b: BitsOf<N>): number {
    return addon.positDot(this.#format, a, b);
  }

  /**
   * [m, n] = `a` [m, k] times `b` [k, n], row-major; every element is such a sum, rounded once.
   * @throws RangeError for lengths that are not those of the sizes.
   */
  matmul(a: BitsOf<N>, b: BitsOf<N>, sizes: { m: number; k: number; n: number }, out?: BitsOf<N>): BitsOf<N> {
    requireObject(sizes, 'sizes');
    requireOptions(sizes, ['m', 'k', 'n']);
    const { m, k, n } = sizes;
    for (const [name, size] of Object.entries({ m, k, n })) requireWhole(size, name, 0, 2 ** 26);
    const count = m * n;
    if (out === undefined && count > 2 ** 31)
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'at most 2^31 elements', 'm * n', count);
    return addon.positMatmul(this.#format, a, b, [m, k, n], out ?? this.array(count)) as BitsOf<N>;
  }

  get #format() {
    const { n, es, isa } = this;
    return { n, es, isa };
  }

  // ---- Functions, correctly rounded

  /** Up to 16 bits by a table that is made at the first call; posit32 one by one. */
  #rounded(name: Functions, a: BitsOf<N>, out: BitsOf<N> | undefined): BitsOf<N> {
    if (this.n > 16) return this.#map(name, a, out);
    return this.#lookUp(name, () => this.#map(name, patterns(this), undefined), a, out);
  }

  /** The value at every posit by a table of its own, kept under a name. */
  #lookUp(name: string, values: () => BitsOf<N>, a: BitsOf<N>, out: BitsOf<N> | undefined): BitsOf<N> {
    let look = this.#tables.get(name);
    if (!look) this.#tables.set(name, (look = this.#prepare('table', 0, this, values())));
    return look(a, out ?? this.array(lengthOf(a))) as BitsOf<N>;
  }

  tanh(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('tanh', a, out);
  }
  /** 1 / (1 + exp(−x)) */
  sigmoid(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('sigmoid', a, out);
  }
  exp(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('exp', a, out);
  }
  /** The natural logarithm; NaR for 0 and negative numbers. */
  log(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('log', a, out);
  }
  /** x, or exp(x) − 1 where x < 0. */
  elu(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('elu', a, out);
  }
  /** log(1 + exp(x)) */
  softplus(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('softplus', a, out);
  }
  /** x · sigmoid(x) */
  silu(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('silu', a, out);
  }
  /** x · (1 + erf(x / √2)) / 2 */
  gelu(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.#rounded('gelu', a, out);
  }

  /**
   * Any function as a table of its values at all posits, each rounded once (infinities to NaR); applied at table speed. NaR
   * gives NaR.
   * @throws RangeError for posit32, whose table would take 16 GiB.
   */
  table(f: (v: number) => number): PositTable<N> {
    if (f === undefined) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a function', 'f', f);
    requireFunction(f, 'f');
    requireTableSize(this, 'table');
    const values = tabulate(this, f);
    const look = this.#prepare('table', 0, this, values);
    return Object.freeze({
      apply: (a: BitsOf<N>, out: BitsOf<N> = this.array(lengthOf(a))) => look(a, out) as BitsOf<N>,
      bytes: values.length * this.bytes,
    });
  }

  /**
   * An operation of two operands as a table, whole or compacted as in the paper (section 3.1). Only `full` and `symmetric`
   * are exact; `exactness` says what a sweep over all pairs finds of each.
   * @throws RangeError above 10 bits, whose tables would not fit, and for compactions that an operation or format has not.
   */
  pairTable(operation: PositPairOperation, options: { compaction?: PositCompaction } = {}): PositPairTable<N> {
    return buildPairTable(this, operation, options, (code, table) => this.#prepare('pair_table', code, this, table));
  }

  // ---- Bit tricks, for es = 0

  #trick(name: PositTrick, a: BitsOf<N>, out: BitsOf<N> | undefined, options = 0): BitsOf<N> {
    if (this.es !== 0) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a format without exponent bits', name, this.name);
    return this.#map(operationOf[name], a, out, options);
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
  fastElu(a: BitsOf<N>, out?: BitsOf<N>, options?: FastEluOptions): BitsOf<N> {
    const code = trickOptions(options, ['rounding', 'clamp', 'elu']);
    if (options?.elu !== 'reciprocal-table' || this.es !== 0) return this.#trick('fastElu', a, out, code);
    requireTableSize(this, 'reciprocal-table');
    return this.#lookUp(`fastElu ${code}`, () => this.#eluByReciprocal(options), a, out);
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
