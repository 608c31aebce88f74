import { expect } from 'chai';
import type { Measured } from '../../../bench/results/row';
import { isDisturbed } from '../../../bench/run/disturbed';

const steady = Array.from({ length: 21 }, () => 1);
const unsteady = Array.from({ length: 21 }, (_, i) => (i % 2 === 0 ? 1 : 1.5));
const row = (group: string, name: string, rounds?: number[]): Measured => ({
  suite: 'math',
  group,
  name,
  library: 'leeway',
  ...(rounds ? { rounds } : {}),
});
const groupOf = (group: string, noisy: number): Measured[] =>
  Array.from({ length: 8 }, (_, i) => row(group, `row ${i}`, i < noisy ? unsteady : steady));

describe('a group of the bench that is measured again', () => {
  it('is one with more than a quarter of its rows noisy', () => {
    expect(isDisturbed('math', [groupOf('math', 2)])).to.equal(false);
    expect(isDisturbed('math', [groupOf('math', 3)])).to.equal(true);
  });

  it('does not answer for other groups, nor for rows that nothing was timed of', () => {
    const missing = ['a', 'b', 'c'].map((name) => row('math', name));
    expect(isDisturbed('math', [[...groupOf('math', 0), ...groupOf('call', 8), ...missing]])).to.equal(false);
    expect(isDisturbed('math', [missing])).to.equal(false);
  });
});
