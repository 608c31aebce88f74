import { expect } from 'chai';
import { Posit, type PositCompaction, type PositPairOperation } from 'leeway';
import { difference, numbers, onEachIsa } from '../../support/posit/formats';
import { Oracle } from '../../support/posit/oracle';
import { thinned } from '../../support/scale';

describe('posit tables of one operand', () => {
  it('hold any function, rounded, at every length and in place', () => {
    const f = (v: number): number => Math.sin(3 * v) / (1 + v * v);
    for (const [n, es] of [
      [5, 1],
      [8, 0],
      [8, 2],
      [12, 1],
      [16, 2],
    ] as const) {
      const oracle = new Oracle(n, es);
      for (const p of onEachIsa(n, es)) {
        const { apply, bytes } = p.table(f);
        expect(bytes).to.equal(2 ** n * (n > 8 ? 2 : 1));
        const next = numbers(n);
        for (const length of [0, 1, 31, 63, 64, 65, 127, 130, 255, 256, 257, 300, 1023, 5000]) {
          const a = p.array(length).map(() => next() % 2 ** n);
          const expected = a.map((bits) => (bits === oracle.nar ? bits : oracle.ofNumber(f(oracle.value(bits)))));
          expect(difference(apply(a), expected, a), `${p.name} ${p.isa} ${length}`).to.be.undefined;
          const out = p.array(length);
          expect(apply(a, out)).to.equal(out);
          expect(out).to.deep.equal(expected);
          apply(a, a);
          expect(a).to.deep.equal(expected);
        }
      }
    }
  });

  it('NaR stays NaR, infinities and NaN become it', () => {
    const p = new Posit(8, 0);
    const seen: number[] = [];
    const { apply } = p.table((v) => {
      seen.push(v);
      return v > 1 ? Infinity : v < -1 ? NaN : 1 / v;
    });
    expect(seen).to.have.lengthOf(255);
    expect(seen.some(Number.isNaN)).to.be.false;
    const bits = p.fromFloat64(Float64Array.of(2, -2, 0, 0.5, NaN));
    expect(apply(bits)).to.deep.equal(p.fromFloat64(Float64Array.of(NaN, NaN, NaN, 2, NaN)));
  });
});

describe('posit tables of two operands', () => {
  const exact: [PositPairOperation, PositCompaction, bytes: number][] = [
    ['add', 'full', 65536],
    ['sub', 'full', 65536],
    ['mul', 'full', 65536],
    ['div', 'full', 65536],
    ['add', 'symmetric', 16256],
    ['sub', 'symmetric', 16256],
    ['mul', 'symmetric', 8128],
    ['div', 'symmetric', 16129],
  ];
  const formats = [
    [8, 0],
    [8, 2],
    [9, 1],
    [6, 1],
  ] as const;
  for (const [operation, compaction, bytes] of exact)
    it(`${operation} ${compaction} is exact`, () => {
      for (const [n, es] of thinned(formats))
        for (const p of onEachIsa(n, es)) {
          const table = p.pairTable(operation, { compaction });
          if (n === 8) expect(table.bytes).to.equal(bytes);
          expect(table.exactness).to.deep.equal({ equal: 1, withinOneStep: 1, maxSteps: 0, meanRelativeError: 0 });
          const nar = p.array(2 ** n).fill(p.NaR);
          const all = nar.map((_, i) => i);
          expect(table.apply(all, nar)).to.deep.equal(nar);
          expect(table.apply(nar, all)).to.deep.equal(nar);
        }
    });

  // research/posit.md, section 3.
  const approximate: [PositPairOperation, PositCompaction, n: number, equal: number, within: number, steps: number][] =
    [
      ['mul', 'log-exp', 8, 0.772, 0.99, 11],
      ['div', 'log-exp', 8, 0.773, 0.989, 11],
      ['mul', 'log-exp', 10, 0.765, 0.989, 19],
      ['mul', 'inversion', 8, 0.446, 0.622, 8],
      ['div', 'inversion', 8, 0.589, 0.817, 7],
    ];
  for (const [operation, compaction, n, equal, within, steps] of thinned(approximate))
    it(`${operation} ${compaction} of posit<${n},0> is as far off as it says`, () => {
      const { exactness } = new Posit(n, 0).pairTable(operation, { compaction });
      expect(exactness.maxSteps).to.equal(steps);
      expect(exactness.equal).to.be.closeTo(equal, 0.01);
      expect(exactness.withinOneStep).to.be.closeTo(within, 0.01);
    });
});
