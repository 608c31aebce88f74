import { expect } from 'chai';
import { keepQuietRounds, undisturbedPairs, type Pair } from '../../../bench/results/quiet';
import type { Measured } from '../../../bench/results/row';

const row = (name: string, rounds?: number[], group = 'math/float32/64'): Measured => ({
  suite: 'math',
  group,
  name,
  library: 'leeway',
  ...(rounds ? { rounds } : {}),
});
const roundsOf = (kept: readonly Measured[][]): (number[] | undefined)[][] =>
  kept.map((rows) => rows.map(({ rounds }) => rounds));

describe('rounds in which the machine was disturbed', () => {
  it('are left out of all that was timed in them, however little a row felt', () => {
    const kept = keepQuietRounds([
      [row('relu', [1, 1, 2, 1]), row('tanh', [3, 3, 5, 3]), row('root', [7, 7.1, 7.2, 7])],
    ]);
    expect(roundsOf(kept)).to.deep.equal([
      [
        [1, 1, 1],
        [3, 3, 3],
        [7, 7.1, 7],
      ],
    ]);
    expect(kept[0]!.map(({ leftOut }) => leftOut)).to.deep.equal([1, 1, 1]);
  });

  it('are not those in which one row alone was slow or fast', () => {
    const rows = [row('relu', [1, 1, 9]), row('tanh', [3, 3, 3]), row('root', [7, 0.1, 7])];
    expect(keepQuietRounds([rows])).to.deep.equal([rows.map((kept) => ({ ...kept, leftOut: 0 }))]);
  });

  it('may be all of a process, whose rows go, but never of all processes', () => {
    const kept = keepQuietRounds([
      [row('relu', [2, 2]), row('tanh', [6, 6])],
      [row('relu', [1, 1]), row('tanh', [3, 3])],
    ]);
    expect(roundsOf(kept)).to.deep.equal([
      [],
      [
        [1, 1],
        [3, 3],
      ],
    ]);
    for (const factor of [1, 2, 50]) {
      const growing = Array.from({ length: 30 }, (_, i) => 1 + i * factor);
      expect(keepQuietRounds([[row('relu', growing)]])[0]![0]!.rounds).to.not.have.lengthOf(0);
    }
  });

  it('are judged group by group; what has no rounds stays', () => {
    const rows = [row('relu', [1, 2, 1]), row('a', [5, 5, 5], 'call'), row('peer')];
    expect(roundsOf(keepQuietRounds([rows]))).to.deep.equal([[[1, 1], [5, 5, 5], undefined]]);
  });
});

describe('pairs of rows in which one was disturbed', () => {
  const pairs = (...list: [number, number][]): Pair[] => list;

  it('are left out, whichever it was', () => {
    const quiet = pairs([2, 1], [2.1, 1], [2, 1.1]);
    expect(undisturbedPairs([[...quiet, [9, 1], [2, 1.5]], quiet])).to.deep.equal([quiet, quiet]);
  });

  it('are measured by their own process: what another one found stays', () => {
    const [one, other] = [pairs([2, 1], [2, 1], [2, 1]), pairs([3, 1], [3, 1], [3, 1])];
    expect(undisturbedPairs([one, other])).to.deep.equal([one, other]);
  });

  it('leave a process with too few nothing to tell, but never all', () => {
    const restless = pairs([2, 1], [4, 1], [6, 1], [8, 1]);
    const quiet = pairs([2, 1], [2, 1], [2, 1]);
    expect(undisturbedPairs([restless, quiet])).to.deep.equal([quiet]);
    expect(undisturbedPairs([restless, restless])).to.deep.equal([restless, restless]);
  });
});
