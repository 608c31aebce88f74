import { expect } from 'chai';
import { cases } from '../support/cases';
import { sweep } from '../support/sweeps';

// |tanh| <= 1, 0 <= sigmoid <= 1. Limits that depend on an alpha are rarely numbers of the element type: those are kept
// within the bound, like every other value.
describe('results stay between the limits', () => {
  for (const c of cases.filter(({ info }) => info.alpha === undefined))
    it(c.name, () => {
      const { outsideRange } = sweep(c);
      expect(outsideRange.count, `results out of range, one at ${outsideRange.at}`).to.equal(0);
    });
});
