import { expect } from 'chai';
import { inputs } from '../../../bench/harness/inputs';

describe('inputs of the bench', () => {
  it('are half negative and the same each time', () => {
    const x = inputs('float32', 4096);
    expect(x).to.deep.equal(inputs('float32', 4096));
    expect(x.filter((value) => value < 0).length).to.be.within(1900, 2200);
    expect(x.every((value) => value >= -4 && value <= 4)).to.be.true;
  });

  it('stay inside the domain', () => {
    for (const domain of [
      [0, 1],
      [-1, Infinity],
      [0, Infinity],
    ] as const) {
      const x = inputs('float64', 4096, domain);
      expect(x.every((value) => value > domain[0] && value < domain[1] && value < 4)).to.be.true;
    }
  });
});
