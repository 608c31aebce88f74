import { expect } from 'chai';
import { Patience } from '../../../../bench/run/patience';

describe('how long the bench waits for whole cores', () => {
  const groups = ['a', 'b', 'c'];

  /** Every group waits as long as it may: what the run takes, and what each waited. */
  function run(took: number, whole = false): { total: number; waits: number[] } {
    let now = 0;
    const patience = new Patience('default', 3, () => now);
    const waits: number[] = [];
    for (let process = 0; process < 3; process++)
      for (const group of groups) {
        const wait = patience.of(group, took);
        waits.push(wait);
        now += took + wait;
        patience.took(group, took, { whole, again: true });
      }
    return { total: now, waits };
  }

  it('is what a run has left of its time', () => {
    // 3 groups by 3 processes take 135 s, and 45 more of the first process's waiting.
    expect(run(15_000).total).to.equal(180_000);
    expect(run(10_000).total).to.equal(170_000);
  });

  it('is a few times what a group takes, and half a second at least', () => {
    expect(run(1000).waits).to.deep.equal([1000, 1000, 1000, ...Array<number>(6).fill(8000)]);
    expect(run(10).waits).to.deep.equal(Array(9).fill(500));
  });

  it('is half a second for a group that had whole cores before', () => {
    expect(run(1000, true).waits).to.deep.equal([1000, 1000, 1000, ...Array<number>(6).fill(500)]);
  });

  it('is nothing where a look is enough', () => expect(new Patience('quick', 1).of('a', 500)).to.equal(0));

  it('counts what is measured once for no later process', () => {
    let now = 0;
    const patience = new Patience('default', 2, () => now);
    patience.took('quality', 100_000, { whole: true, again: false });
    patience.took('a', 10_000, { whole: false, again: true });
    now = 110_000;
    expect(patience.of('a')).to.equal(50_000);
  });

  it('is no more than what measuring a group again leaves, if there is time for that at all', () => {
    let now = 0;
    const patience = new Patience('default', 1, () => now);
    patience.took('quality', 100_000, { whole: true, again: false });
    patience.took('a', 20_000, { whole: false, again: true });
    now = 148_000;
    expect(patience.allows('a')).to.equal(true);
    expect(patience.of('a')).to.equal(2000);
    expect(patience.allows('quality')).to.equal(false);
    now = 151_000;
    expect(patience.allows('a')).to.equal(false);
    expect(patience.of('a')).to.equal(0);
  });

  it('leaves no time for anything again where a look is enough', () => {
    const patience = new Patience('quick', 1, () => 0);
    patience.took('a', 1, { whole: true, again: true });
    expect(patience.allows('a')).to.equal(false);
  });
});
