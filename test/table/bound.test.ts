import { expect } from 'chai';
import { cases, withAlpha, type Case } from '../support/cases';
import { sweep } from '../support/sweeps';

// The default stands in the catalogue; bounds in ulp hold for every alpha, absolute ones follow it. 0.9 puts the limit
// of isru just beyond a power of two, where ulps double.
const otherAlphas = ({ format }: Case): number[] => [0.07, 0.3, 0.9, 3, 13.7, 2 ** format.minExponent, format.max];

function keepsItsBound(c: Case): void {
  const found = sweep(c);
  const { maxAbsError, maxUlp, derivativeMaxAbsError, derivativeMaxUlp } = c.info;
  expect(found.inputs, 'inputs').to.be.above(0);
  expect(found.nanMismatches.count, `NaN mismatches, one at ${found.nanMismatches.at}`).to.equal(0);
  expect(found.absError.worst, `error at ${found.absError.at}`).to.be.at.most(maxAbsError);
  expect(found.ulp.worst, `ulp at ${found.ulp.at}`).to.be.at.most(maxUlp);
  const { derivativeAbsError, derivativeUlp } = found;
  expect(derivativeAbsError.worst, `error of f' at ${derivativeAbsError.at}`).to.be.at.most(derivativeMaxAbsError);
  expect(derivativeUlp.worst, `ulp of f' at ${derivativeUlp.at}`).to.be.at.most(derivativeMaxUlp);
}

describe('bounds', () => {
  for (const c of cases) it(c.name, () => keepsItsBound(c));
});

describe('bounds at other alphas', () => {
  for (const c of cases.filter(({ info }) => info.alpha !== undefined))
    for (const alpha of otherAlphas(c)) {
      const other = withAlpha(c, alpha);
      it(other.name, () => keepsItsBound(other));
    }
});

describe('bounds are no wider than they need to be', () => {
  // A sample misses the worst input, but not by a factor of 8. One alpha is enough to need the bound.
  const worstKeys = {
    maxAbsError: 'absError',
    maxUlp: 'ulp',
    derivativeMaxAbsError: 'derivativeAbsError',
    derivativeMaxUlp: 'derivativeUlp',
  } as const;
  // How good the hardware's estimate is depends on the CPU: QEMU's is exact.
  for (const c of cases.filter(({ info }) => !info.method.includes('estimate')))
    it(c.name, () => {
      const alphas = c.info.alpha === undefined ? [] : otherAlphas(c);
      const found = [c, ...alphas.map((alpha) => withAlpha(c, alpha))].map((one) => ({ one, swept: sweep(one) }));
      for (const [bound, worst] of Object.entries(worstKeys) as [keyof typeof worstKeys, 'ulp'][]) {
        if (c.info[bound] === 0 || c.info[bound] === Infinity) continue;
        const excess = found.map(({ one, swept }) => one.info[bound] / swept[worst].worst);
        expect(Math.min(...excess), bound).to.be.at.most(8);
      }
    });
});
