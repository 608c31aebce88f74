import { expect } from 'chai';
import { agreement, compareRuns, comparisonTable } from '../../../bench/results/compare';
import { printMarkdown } from '../../../bench/results/table';
import { runOf, timedRow } from './results';

const compare = (before: [string, number, number?][], after: [string, number, number?][], noisy = false) =>
  compareRuns(
    runOf(before.map(([name, ratio, spread]) => timedRow(name, ratio, spread))),
    runOf(after.map(([name, ratio, spread]) => timedRow(name, ratio, spread, noisy ? { noisy } : {}))),
    'ratio',
    0.05,
  );

describe('comparing two results', () => {
  it('puts significant changes first, the largest first', () => {
    const { changes } = compare(
      [
        ['a', 2],
        ['b', 2],
        ['c', 2],
        ['d', 2],
      ],
      [['a', 2.02], ['b', 2.5], ['c', 1], ['d', 2.09]], // prettier-ignore
    );
    expect(changes.map(({ key, significant }) => [key.split('/').at(-1), significant])).to.deep.equal([
      ['c', true],
      ['b', true],
      ['d', false],
      ['a', false],
    ]);
    expect(changes[0]).to.include({ of: 'over relu', before: 2, after: 1, factor: 0.5 });
  });

  it('needs intervals apart and rows that are not noisy', () => {
    expect(compare([['a', 2, 0.3]], [['a', 2.5]]).changes[0]!.significant).to.equal(false);
    expect(compare([['a', 2]], [['a', 2.5]], true).changes[0]).to.include({ significant: false, noisy: true });
  });

  it('leaves out what was timed on a part of a core, by either', () => {
    const names = ['a', 'b', 'c'];
    const run = (shared: string) =>
      runOf(names.map((name) => timedRow(name, 2, 0.01, name === shared ? { shared: true, noisy: true } : {})));
    const comparison = compareRuns(run('a'), run('b'), 'ratio', 0.05);
    expect(comparison.changes.map(({ key }) => key.split('/').at(-1))).to.deep.equal(['c']);
    expect(comparison.shared.map((key) => key.split('/').at(-1))).to.deep.equal(['a', 'b']);
    expect(printMarkdown(comparisonTable(comparison)))
      .to.include('All 1 rows')
      .and.to.include('others had a part of the cores all the time (2): math/float32/4096/a, math/float32/4096/b');
  });

  it('compares times where that is asked', () => {
    const fast = runOf([timedRow('a', 2)]);
    const slow = runOf([timedRow('a', 2, 0.01, { time: { ...timedRow('a', 4).time! } })]);
    expect(compareRuns(fast, slow, 'ratio', 0.05).changes[0]!.factor).to.equal(1);
    expect(compareRuns(fast, slow, 'time', 0.05).changes[0]).to.include({
      factor: 2,
      of: 'ns/element',
      significant: true,
    });
  });

  it('takes the ratio that the less steady of the two runs measured most steadily', () => {
    const twice = (relu: number, loop: number, [reluSpread, loopSpread]: [number, number]) =>
      runOf([
        timedRow('a', 2, 0.01, {
          ratios: {
            relu: { median: relu, interval: [relu - reluSpread, relu + reluSpread], over: 'relu exact' },
            loop: { median: loop, interval: [loop - loopSpread, loop + loopSpread], over: 'a loop' },
          },
        }),
      ]);
    const changes = (a: [number, number], b: [number, number]) =>
      compareRuns(twice(2, 1, a), twice(3, 1, b), 'ratio', 0.05).changes;
    expect(changes([0.5, 0.01], [0.1, 0.02])[0]).to.include({ of: 'over loop', factor: 1 });
    expect(changes([0.1, 0.01], [0.1, 0.4])[0]).to.include({ of: 'over relu', factor: 1.5 });
  });

  it('names rows that only one of them has', () => {
    const comparison = compare([['a', 2], ['old', 2]], [['a', 2], ['new', 2]]); // prettier-ignore
    expect(comparison.onlyBefore).to.deep.equal(['math/float32/4096/old']);
    expect(comparison.onlyAfter).to.deep.equal(['math/float32/4096/new']);
    const text = printMarkdown(comparisonTable(comparison));
    expect(text)
      .to.include('Only before (1): math/float32/4096/old')
      .and.to.include('0 of 1 rows changed significantly');
  });

  it('says how far runs agree', () => {
    const { changes } = compare([['a', 1], ['b', 1], ['c', 1]], [['a', 1.02], ['b', 0.8], ['c', 1.04]]); // prettier-ignore
    const { median, largest, beyond15 } = agreement(changes);
    expect([median, largest, beyond15].map((x) => Number(x.toFixed(6)))).to.deep.equal([0.04, 0.25, 1]);
  });

  it('and how far those rows do that are not noisy', () => {
    const before = runOf([timedRow('a', 2), timedRow('b', 2)]);
    const after = runOf([timedRow('a', 2.02), timedRow('b', 3, 0, { noisy: true })]);
    const { note } = comparisonTable(compareRuns(before, after, 'ratio', 0.05));
    expect(note).to.include('All 2 rows: changes of 25.5 % in the median, 50.0 % at most, 1 beyond 15 %.');
    expect(note).to.include('The 1 that neither run calls noisy: changes of 1.0 % in the median, 1.0 % at most, 0');
  });
});
