import { expect } from 'chai';
import { cases, eachWay, isRanged } from '../support/cases';
import { differenceIn } from '../support/floats';
import { mixedInputs } from '../support/inputs';

// A ranged kernel promises its bounds on its domain. Outside there is no promise but this: no garbage.
describe('ranged kernels take an x outside for the nearer end', () => {
  it('are there', () => expect(cases.filter(isRanged)).not.to.have.length(0));

  eachWay(cases.filter(isRanged), (c, way) => {
    // From the output there is nothing outside.
    if (way.name === 'backwardFromOutput') return;
    const [low, high] = c.info.domain;
    const x = Array.from(c.format.numbers(mixedInputs(c, 500)));
    const inside = x.map((v) => (Number.isNaN(v) ? v : Math.min(high, Math.max(low, v))));
    const dy = c.format.array(x.map(() => 1));
    const [got, expected] = [x, inside].map((input) => way.run([c.format.array(input), dy], c.format.array(x.length)));
    expect(differenceIn(c.format, got!, expected!), 'index that differs').to.equal(-1);
  });
});
