import { addon } from '#lib/backend/index';
import { expect } from 'chai';
import { backend } from 'leeway';
import { areMany, areWhole, haveWholeCores, mostChains, noteChains } from '../../../bench/harness/cores';

describe('what tells a whole core from a shared one', () => {
  const isKnown = backend.name === 'native' && backend.available.includes('avx2');

  it('are additions, and chains beside the most ever seen', () => {
    expect(areWhole({ additions: 4.6, chains: 0.016 }, 0.016)).to.equal(true);
    expect(areWhole({ additions: 2.3, chains: 0.016 }, 0.016)).to.equal(false);
    expect(areWhole({ additions: 4.6, chains: 0.009 }, 0.016)).to.equal(false);
    expect(areMany(0.015, 0.016)).to.equal(true);
  });

  it('is nothing where they are not known', () => expect(areWhole({ additions: 0, chains: 0 }, 0.016)).to.equal(true));

  it('is measured on x64 with AVX2', () => {
    for (const threads of [1, 2]) {
      const rates = addon.measureCores(threads);
      // The unit that multiplies is busy with a chain for forty cycles, whatever else the core does.
      expect(rates.additions).to.be.within(isKnown ? 0.1 : 0, isKnown ? 16 : 0);
      expect(rates.chains).to.be.within(isKnown ? 1e-4 : 0, isKnown ? 1 / 40 : 0);
    }
  });

  it('is kept for as long as a process lasts', () => {
    haveWholeCores(1);
    const most = mostChains();
    expect(most > 0).to.equal(isKnown);
    noteChains(most / 2);
    expect(mostChains()).to.equal(most);
  });
});
