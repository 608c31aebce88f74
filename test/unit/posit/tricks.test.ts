import { expect } from 'chai';
import { Posit, type PositArray, type PositTrick } from 'leeway';
import { difference, numbers, onEachIsa } from '../../support/posit/formats';
import { Oracle } from '../../support/posit/oracle';

const even = (x: number): number => {
  const down = Math.floor(x);
  const rest = x - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
};

type Round = (x: number) => number;

/** The operators on signed bit strings, as numbers that no shift wraps: research/posit.md, section 2. */
function reference(n: number, round: Round, clamp: boolean) {
  const [TOP, ONE, MAX] = [2 ** (n - 1), 2 ** (n - 2), 2 ** (n - 1) - 1];
  const least = (y: number): number => (clamp && y === 0 ? 1 : y);
  const odd = (f: (a: number) => number) => (x: number) => (x === 0 ? 0 : Math.sign(x) * least(f(Math.abs(x))));
  const twice = (a: number): number =>
    a < ONE / 2 ? 2 * a : a < ONE ? a + ONE / 2 : Math.min(MAX, ONE + round(a / 2));
  const half = (a: number): number => (a < ONE ? round(a / 2) : a < 1.5 * ONE ? a - ONE / 2 : 2 * (a - ONE));
  const sigmoid = (x: number): number => round((TOP + x) / 4);
  return {
    twice: odd(twice),
    half: odd(half),
    fastSigmoid: (x: number) => least(sigmoid(x)),
    fastTanh: odd((a) => ONE - 2 * sigmoid(-twice(a))),
    folded: odd((a) => (a <= ONE / 2 ? a : a <= ONE ? round(a / 2) + ONE / 4 : ONE / 2 + round(a / 4))),
    fastElu: (x: number) => (x >= 0 ? x : -least(2 * sigmoid(-x) - ONE)),
    reciprocate: (x: number) => (x === 0 ? NaN : Math.sign(x) * TOP - x),
    complement: (x: number) => (x >= 0 && x <= ONE ? ONE - x : NaN),
  };
}

function inputs(p: Posit): PositArray {
  if (p.n <= 16) return p.array(2 ** p.n).map((_, i) => i);
  const next = numbers(3);
  return p.array(20_000).map((_, i) => (i < 5000 ? i : i < 10_000 ? 2 ** 30 - 2500 + i : next()));
}

const map = (p: Posit, a: PositArray, f: (x: number) => number): PositArray =>
  a.map((bits) => {
    const x = bits >= p.NaR ? bits - 2 ** p.n : bits;
    const y = x === -p.NaR ? NaN : f(x);
    return Number.isNaN(y) ? p.NaR : y < 0 ? y + 2 ** p.n : y;
  });

describe('posit bit tricks against their formulas', () => {
  for (const n of [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32])
    it(`posit<${n},0>, every variant`, () => {
      for (const p of onEachIsa(n, 0)) {
        const a = inputs(p);
        const same = (got: PositArray, f: (x: number) => number, what: string): void => {
          expect(difference(got, map(p, a, f), a), `${what} ${p.isa}`).to.be.undefined;
        };
        for (const rounding of ['paper', 'nearest'] as const)
          for (const clamp of [false, true]) {
            const options = { rounding, clamp };
            const f = reference(n, rounding === 'paper' ? Math.floor : even, clamp);
            const what = `${rounding}${clamp ? ', clamped' : ''}`;
            if (clamp) same(p.twice(a, undefined, { rounding }), f.twice, `twice, ${what}`);
            same(p.half(a, undefined, options), f.half, `half, ${what}`);
            same(p.fastSigmoid(a, undefined, options), f.fastSigmoid, `fastSigmoid, ${what}`);
            same(p.fastTanh(a, undefined, options), f.fastTanh, `fastTanh, ${what}`);
            same(p.fastTanh(a, undefined, { ...options, tanh: 'folded' }), f.folded, `folded fastTanh, ${what}`);
            same(p.fastElu(a, undefined, options), f.fastElu, `fastElu, ${what}`);
          }
        const plain = reference(n, Math.floor, false);
        same(p.reciprocate(a), plain.reciprocate, 'reciprocate');
        same(p.complement(a), plain.complement, 'complement');
      }
    });

  it('twice and half are correctly rounded', () => {
    for (let n = 5; n <= 16; n++) {
      const [p, oracle] = [new Posit(n, 0), new Oracle(n, 0)];
      const a = inputs(p as Posit);
      const [two, half] = [p.encode(2), p.encode(0.5)];
      expect(
        difference(
          p.twice(a),
          a.map((x) => oracle.mul(x, two)),
        ),
      ).to.be.undefined;
      expect(
        difference(
          p.half(a),
          a.map((x) => oracle.mul(x, half)),
        ),
      ).to.be.undefined;
    }
  });
});

describe('posit bit tricks measure themselves', () => {
  // research/posit.md, section 2: max and mean error against the correctly rounded function, steps, share of equal results.
  const known: [PositTrick, n: number, max: number, mean: number, steps: number, equal: number][] = [
    ['fastSigmoid', 8, 0.0625, 0.01409, 4, 0.424],
    ['fastSigmoid', 16, 0.049, 0.01274, 803, 0.041],
    ['fastTanh', 8, 0.0938, 0.03775, 6, 0.208],
    ['fastTanh', 12, 0.0986, 0.03989, 101, 0.035],
    ['fastTanh', 16, 0.0979, 0.04011, 1604, 0.012],
    ['fastElu', 8, 0.1719, 0.13001, 11, 0.008],
    ['fastElu', 16, 0.1535, 0.11825, 2515, 0],
    ['reciprocate', 8, 2, 0.131, 5, 0.181],
  ];
  for (const [trick, n, max, mean, steps, equal] of known)
    it(`${trick} of posit<${n},0>`, () => {
      const found = new Posit(n, 0).measure(trick);
      expect(found.maxAbsError).to.be.closeTo(max, 1e-4);
      expect(found.meanAbsError).to.be.closeTo(mean, trick === 'reciprocate' ? 5e-4 : 1e-5);
      expect(found.maxSteps).to.equal(steps);
      expect(found.equal).to.be.closeTo(equal, 1e-3);
    });

  it('exact ones have no error', () => {
    const p = new Posit(10, 0);
    for (const trick of ['twice', 'half', 'complement'] as const)
      expect(p.measure(trick)).to.include({ maxAbsError: 0, maxSteps: 0, equal: 1 });
    expect(p.measure('twice', { rounding: 'paper' }).equal).to.be.closeTo(0.875, 0.01);
    expect(p.measure('reciprocate').maxRelativeError).to.be.closeTo(0.125, 1e-3);
  });

  it('variants are better where they say so', () => {
    const p = new Posit(8, 0);
    expect(p.measure('fastSigmoid', { rounding: 'nearest', clamp: true }).meanAbsError).to.be.closeTo(0.01238, 1e-5);
    expect(p.measure('fastTanh', { tanh: 'folded' }).maxRelativeError).to.be.below(0.12);
    const table = p.measure('fastElu', { elu: 'reciprocal-table' });
    expect(table.maxAbsError).to.be.closeTo(0.078, 1e-3);
    expect(table.meanAbsError).to.be.closeTo(0.0228, 1e-3);
  });
});
