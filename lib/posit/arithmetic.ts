import { addon } from '../backend';
import { lengthOf, requireObject, requireOptions, requireWhole } from '../checks';
import { refusal } from '../errors';
import { PositConversions } from './conversions';
import type { BitsOf } from './format';

/** Arithmetic on arrays of posits, rounded once; sums of products exact before that. */
export abstract class PositArithmetic<N extends number> extends PositConversions<N> {
  add(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map2('add', a, b, out);
  }
  sub(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map2('sub', a, b, out);
  }
  mul(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map2('mul', a, b, out);
  }
  /** NaR where the divisor is 0. */
  div(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map2('div', a, b, out);
  }
  /** a · b + c, rounded once. */
  fma(a: BitsOf<N>, b: BitsOf<N>, c: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.ready('fma')(a, b, c, out === undefined ? this.array(lengthOf(a)) : out) as BitsOf<N>;
  }
  /** NaR for negative numbers. */
  sqrt(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map('sqrt', a, out);
  }
  /** 1/a, correctly rounded; NaR for 0. */
  reciprocal(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map('reciprocal', a, out);
  }
  neg(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map('neg', a, out);
  }
  abs(a: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map('abs', a, out);
  }
  /** The smaller one; NaR where either is. */
  min(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map2('min', a, b, out);
  }
  /** The larger one; NaR where either is. */
  max(a: BitsOf<N>, b: BitsOf<N>, out?: BitsOf<N>): BitsOf<N> {
    return this.map2('max', a, b, out);
  }

  /** -1, 0 or 1: less, equal, greater. NaR equals itself and is less than every number. Of two posits, or of arrays. */
  compare(a: number, b: number): -1 | 0 | 1;
  compare(a: BitsOf<N>, b: BitsOf<N>, out?: Int8Array): Int8Array;
  compare(a: BitsOf<N> | number, b: BitsOf<N> | number, out?: Int8Array): Int8Array | number {
    if (typeof a === 'number' && typeof b === 'number') {
      const [x, y] = [a, b].map((bits) => (this.pattern(bits) + this.NaR) % 2 ** this.n) as [number, number];
      return Math.sign(x - y);
    }
    const target = out === undefined ? new Int8Array(lengthOf(a)) : out;
    return this.ready('compare')(a as BitsOf<N>, b as BitsOf<N>, target) as Int8Array;
  }

  /** The bits of the sum of all a[i] · b[i], exact in a quire and rounded once. */
  dot(a: BitsOf<N>, b: BitsOf<N>): number {
    return addon.positDot(this.format, a, b);
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
    return addon.positMatmul(this.format, a, b, [m, k, n], out === undefined ? this.array(count) : out) as BitsOf<N>;
  }
}
