import { expect } from 'chai';
import type { Posit, PositArray } from 'leeway';
import { difference, formats, onEachIsa, pairsOf } from '../../support/posit/formats';
import { Oracle } from '../../support/posit/oracle';

const binary = ['add', 'sub', 'mul', 'div'] as const;

// Exhaustive up to 8 bits, on 100,000 structured pairs above.
describe('posit arithmetic against exact rationals', () => {
  for (const [n, es] of formats) {
    const oracle = new Oracle(n, es);
    const expectAll = (
      expected: ArrayLike<number>,
      inputs: PositArray[],
      run: (p: Posit) => ArrayLike<number>,
    ): void => {
      for (const p of onEachIsa(n, es))
        expect(difference(run(p), expected, ...inputs), `${p.name} ${p.isa}`).to.be.undefined;
    };

    it(`posit<${n},${es}> of two operands`, () => {
      const [a, b] = pairsOf(oracle);
      for (const operation of binary) {
        const expected = a.map((x, i) => oracle[operation](x, b[i]!));
        expectAll(expected, [a, b], (p) => p[operation](a, b));
      }
      const order = (x: number): number => (x >= oracle.nar ? x - oracle.size : x);
      const compared = Int8Array.from(a, (x, i) => Math.sign(order(x) - order(b[i]!)));
      expectAll(compared, [a, b], (p) => p.compare(a, b));
      const nar = (x: number, y: number): boolean => x === oracle.nar || y === oracle.nar;
      expectAll(
        a.map((x, i) => (compared[i]! < 0 ? x : b[i]!)),
        [a, b],
        (p) => p.min(a, b),
      );
      expectAll(
        a.map((x, i) => (nar(x, b[i]!) ? oracle.nar : compared[i]! > 0 ? x : b[i]!)),
        [a, b],
        (p) => p.max(a, b),
      );
    });

    it(`posit<${n},${es}> of one operand`, () => {
      const a =
        n <= 16
          ? onEachIsa(n, es)[0]!
              .array(2 ** n)
              .map((_, i) => i)
          : pairsOf(oracle)[0];
      const one = oracle.nar / 2;
      expectAll(
        a.map((x) => oracle.sqrt(x)),
        [a],
        (p) => p.sqrt(a),
      );
      expectAll(
        a.map((x) => oracle.div(one, x)),
        [a],
        (p) => p.reciprocal(a),
      );
      expectAll(
        a.map((x) => oracle.negative(x)),
        [a],
        (p) => p.neg(a),
      );
      expectAll(
        a.map((x) => (x > oracle.nar ? oracle.size - x : x)),
        [a],
        (p) => p.abs(a),
      );
    });

    it(`posit<${n},${es}> fused multiply-add`, () => {
      const [x, y] = pairsOf(oracle, 30_000);
      const keep = n <= 8 ? 13 : 1; // exhaustive pairs are too many here
      const some = (array: PositArray): PositArray => array.filter((_, i) => i % keep === 0);
      const [a, b] = [some(x), some(y)];
      // What cancels the product or ties with it, or lies beside it.
      const c = a.map((bits, i) => {
        const product = oracle.mul(bits, b[i]!);
        const all = [
          oracle.negative(product),
          1,
          oracle.size - 1,
          b[(i * 7) % b.length]!,
          oracle.negative(product) ^ 1,
        ];
        return all[i % all.length]!;
      });
      expectAll(
        a.map((bits, i) => oracle.fma(bits, b[i]!, c[i]!)),
        [a, b, c],
        (p) => p.fma(a, b, c),
      );
    });
  }
});
