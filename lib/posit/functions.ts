import { lengthOf, requireFunction } from '../checks';
import { refusal } from '../errors';
import { PositArithmetic } from './arithmetic';
import type { BitsOf } from './format';
import { buildPairTable, type PositCompaction, type PositPairOperation, type PositPairTable } from './pair-tables';
import { patterns, requireTableSize, tabulate, type PositTable } from './tables';

type Functions = 'tanh' | 'sigmoid' | 'exp' | 'log' | 'elu' | 'softplus' | 'silu' | 'gelu';

/** Functions of posits, correctly rounded, and tables. */
export abstract class PositFunctions<N extends number> extends PositArithmetic<N> {
  /** Up to 16 bits by a table that is made at the first call; posit32 one by one. */
  #rounded(name: Functions, a: BitsOf<N>, out: BitsOf<N> | undefined): BitsOf<N> {
    if (this.n > 16) return this.map(name, a, out);
    return this.lookUp(name, () => this.map(name, patterns(this), undefined), a, out);
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
    const look = this.prepare('table', 0, this, values);
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
    return buildPairTable(this, operation, options, (code, table) => this.prepare('pair_table', code, this, table));
  }
}
