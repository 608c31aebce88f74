import { expect } from 'chai';
import { approximate, type Approximation } from '#lib/index';
import { isas, reread, smooth, worstOf } from '../../support/approximations';

describe('approximate() in float64', function () {
  this.timeout(300_000);
  for (const isa of isas)
    it(`keeps its bound on ${isa}`, () => {
      for (const [name, maxAbsError] of [
        ['tanh', 1e-8],
        ['sin', 1e-13],
        ['swish', 1e-9],
        ['log', 1e-12],
        ['sqrt', 1e-6],
      ] as const) {
        const one = smooth[name]!;
        const kernel = approximate(one.f, { domain: one.domain, maxAbsError, dtype: 'float64', isa });
        expect(kernel.maxAbsError).to.be.at.most(maxAbsError);
        expect(worstOf(kernel as Approximation, one).error, `${name} ${kernel.method}`).to.be.at.most(
          kernel.maxAbsError,
        );
      }
    });

  it('keeps NaN, -0 and its tails, and reads back on every instruction set', () => {
    const { f } = smooth['swish']!;
    const kernel = approximate(f, { domain: [-8, 8], maxAbsError: 1e-9, dtype: 'float64', tails: ['nan', 'linear'] });
    for (const isa of isas) {
      const again = approximate.load(reread(kernel as Approximation), { isa }) as Approximation<'float64'>;
      const [nan, zero, below, far] = again(Float64Array.of(NaN, -0, -9, Infinity));
      expect([nan, below]).to.deep.equal([NaN, NaN]);
      expect(Object.is(zero, -0)).to.equal(true);
      expect(far).to.equal(Infinity);
      expect(worstOf(again as Approximation, { f, domain: [-8, 8] }).error).to.be.at.most(again.maxAbsError);
      expect(again.backward(Float64Array.of(1), Float64Array.of(2))[0]).to.be.closeTo(2 * 0.9276705118714869, 1e-6);
    }
  });
});
