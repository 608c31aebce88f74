import { expect } from 'chai';
import { pairRounds } from '../../../bench/harness/statistics';

describe('pairing rounds', () => {
  it('takes the median of the ratios within rounds, not the ratio of medians', () => {
    // A machine that slows down threefold meets both alike.
    expect(pairRounds([2, 6, 2, 6, 2], [1, 3, 1, 3, 1]).median).to.equal(2);
    expect(pairRounds([10, 20, 30], [10, 5, 10]).median).to.equal(3);
  });

  it('tells how far rounds deviate and where the median lies', () => {
    const times = Array.from({ length: 101 }, (_, i) => 100 + i);
    const { median, deviation, interval } = pairRounds(
      times,
      times.map(() => 100),
    );
    expect(median).to.equal(1.5);
    expect(deviation).to.be.closeTo(0.25, 1e-12);
    expect(interval[0]).to.be.within(1.39, 1.42);
    expect(interval[1]).to.be.within(1.58, 1.61);
  });

  it('is not moved by single disturbed rounds', () => {
    const base = Array.from({ length: 99 }, () => 10);
    const times = base.map((time, i) => (i % 10 === 0 ? 1000 : 2 * time));
    expect(pairRounds(times, base)).to.deep.equal({ median: 2, deviation: 0, interval: [2, 2] });
  });
});
