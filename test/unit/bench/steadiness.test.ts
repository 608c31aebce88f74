import { expect } from 'chai';
import { unsteadiness } from '../../../bench/results/steadiness';

const process = (time: number): number[] => Array.from({ length: 21 }, () => time);
const isSteady = (...times: number[]): boolean => unsteadiness(times.map(process)) <= 1;

describe('how steady figures are', () => {
  it('is told by how far processes lie apart', () => {
    expect(isSteady(10)).to.equal(true);
    expect(isSteady(9.6, 10, 10.5)).to.equal(true);
    expect(isSteady(9.4, 10, 10.5)).to.equal(false);
    expect(unsteadiness([10, 10, 12].map(process))).to.be.closeTo(2, 1e-12);
  });

  it('does not become worse because there are more of them', () => {
    const agreeing = (count: number): number[] => Array<number>(count).fill(10);
    expect(isSteady(...agreeing(2), 11.9)).to.equal(false);
    expect(isSteady(...agreeing(3), 11.9)).to.equal(true);
    expect(isSteady(...agreeing(3), 12.1)).to.equal(false);
    expect(isSteady(...agreeing(4), 15)).to.equal(true);
    expect(isSteady(...agreeing(2), 15, 15)).to.equal(false);
    expect(isSteady(...agreeing(3), 15, 15, 15)).to.equal(false);
  });

  it('is told by rounds that lie far apart in each process, too', () => {
    const restless = Array.from({ length: 21 }, (_, i) => 10 + (i % 2) * 3);
    expect(unsteadiness([restless, restless, restless])).to.be.above(1);
  });
});
