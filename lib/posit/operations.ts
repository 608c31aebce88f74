import { addon, backend, requireIsa, type Isa } from '../backend';
import type { PositArray, PositFunction } from '../backend/addon';
import { lengthOf, requireOptions, requireWhole } from '../checks';
import { nameOf, requireFormat, storageOf, type BitsOf, type FormatFacts } from './format';

/** A format, and native operations on its arrays, made ready when first asked for. */
export abstract class PositOperations<N extends number> {
  readonly n: N;
  readonly es: number;
  /** `posit<8,0>` */
  readonly name: string;
  /** Bits of a posit: n. */
  readonly bits: N;
  /** Bytes of a posit in its array: 1, 2 or 4. */
  readonly bytes: number;
  /** The bits of NaR, "not a real". */
  readonly NaR: number;
  /** The instruction set that operations run on. */
  readonly isa: Isa;

  readonly #ready = new Map<string, PositFunction[]>();
  readonly #tables = new Map<string, PositFunction>();

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
    this.NaR = 2 ** (n - 1);
  }

  /** A new array of zeros for posits of this format. */
  array(length: number): BitsOf<N> {
    requireWhole(length, 'length', 0, 2 ** 32);
    return new (storageOf(this.n))(length) as BitsOf<N>;
  }

  protected get format(): { n: number; es: number; isa: Isa } {
    const { n, es, isa } = this;
    return { n, es, isa };
  }

  protected prepare(operation: string, options = 0, to: FormatFacts = this, table?: PositArray): PositFunction {
    return addon.positPrepare({ operation, ...this.format, toN: to.n, toEs: to.es, options, table });
  }

  protected ready(operation: string, options = 0, to?: FormatFacts): PositFunction {
    // No text is put together on the way of a call: it would take as long as some thousand elements.
    const variants = this.#ready.get(operation) ?? [];
    const variant = to ? 4 * to.n + to.es : options;
    let ready = variants[variant];
    if (!ready) {
      ready = variants[variant] = this.prepare(operation, options, to);
      this.#ready.set(operation, variants);
    }
    return ready;
  }

  protected map(operation: string, a: BitsOf<N>, out: BitsOf<N> | undefined, options = 0): BitsOf<N> {
    return this.ready(operation, options)(a, out === undefined ? this.array(lengthOf(a)) : out) as BitsOf<N>;
  }

  protected map2(operation: string, a: BitsOf<N>, b: BitsOf<N>, out: BitsOf<N> | undefined): BitsOf<N> {
    return this.ready(operation)(a, b, out === undefined ? this.array(lengthOf(a)) : out) as BitsOf<N>;
  }

  /** The value at every posit by a table of its own, kept under a name. */
  protected lookUp(name: string, values: () => BitsOf<N>, a: BitsOf<N>, out: BitsOf<N> | undefined): BitsOf<N> {
    let look = this.#tables.get(name);
    if (!look) this.#tables.set(name, (look = this.prepare('table', 0, this, values())));
    return look(a, out === undefined ? this.array(lengthOf(a)) : out) as BitsOf<N>;
  }
}
