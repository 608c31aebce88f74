import { expect } from 'chai';
import type { Measured } from '../../../bench/results/row';
import { summarise } from '../../../bench/results/summarise';
import { selfChecks, selfCheck, selfCheckLine } from '../../../bench/suites/self-check';

const row = (name: string, rounds: number[] | undefined, more: Partial<Measured> = {}): Measured => ({
  suite: 'math',
  group: 'math/float32/64',
  name,
  library: 'leeway',
  unit: 'ns/element',
  ...(rounds ? { rounds } : {}),
  ...more,
});
const steady = (time: number): number[] => Array.from({ length: 21 }, () => time);

describe('summarising what processes measured', () => {
  it('pools rounds and pairs ratios within a process', () => {
    const over = { relu: ['relu'] };
    const [relu, tanh] = summarise([
      [row('relu', steady(1)), row('tanh', steady(3), { over })],
      [row('relu', steady(1.02)), row('tanh', steady(3.06), { over })], // at a slower clock
    ]);
    expect(relu!.time).to.deep.include({ median: 1.01, minimum: 1, rounds: 42, leftOut: 0, processes: 2 });
    expect(tanh!.ratios).to.deep.equal({ relu: { median: 3, interval: [3, 3], over: 'relu' } });
    expect(tanh).to.not.have.any.keys('rounds', 'over', 'process');
  });

  it('takes the ratio of rounds in which a row was not disturbed, but all rounds of another library', () => {
    const slowAtTimes = Array.from({ length: 21 }, (_, i) => (i % 2 === 0 ? 6 : 3));
    const others = ['a', 'b', 'c', 'd'].map((name) => row(name, steady(1)));
    const ratioOf = (library: string): number =>
      summarise([[row('relu', steady(1)), row('x', slowAtTimes, { library, over: { relu: ['relu'] } }), ...others]])[1]!
        .ratios!['relu']!.median;
    expect(ratioOf('leeway')).to.equal(3);
    expect(ratioOf('JavaScript')).to.equal(3);
    expect(ratioOf('brain.js')).to.equal(6);
  });

  it('marks rows as noisy whose processes or rounds disagree', () => {
    const others = ['a', 'b', 'c'].map((name) => row(name, steady(1)));
    const noisy = (...processes: number[][]): boolean =>
      summarise(processes.map((rounds) => [row('x', rounds), ...others]))[0]!.noisy ?? false;
    expect(noisy(steady(10), steady(10.5))).to.equal(false);
    expect(noisy(steady(10), steady(13))).to.equal(true);
    expect(noisy(Array.from({ length: 21 }, (_, i) => 10 + i))).to.equal(true);
  });

  it('compares with the fastest of several', () => {
    const over = { InvSqrt: ['exact', 'estimate'] };
    const rows = summarise([[row('exact', steady(4)), row('estimate', steady(2)), row('exp', steady(6), { over })]]);
    expect(rows[2]!.ratios!['InvSqrt']).to.deep.include({ median: 3, over: 'estimate' });
  });

  it('pairs no rounds of different processes, and needs no base', () => {
    const over = { relu: ['relu'] };
    const rows = summarise([
      [row('relu', undefined, { missing: 'crashed' }), row('tanh', steady(30), { over })],
      [row('relu', steady(2)), row('tanh', steady(6), { over })],
    ]);
    expect(rows[0]!.time).to.include({ median: 2, processes: 1 });
    expect(rows[1]!.ratios!['relu']!.median).to.equal(3);
    expect(summarise([[row('tanh', steady(6), { over })]])[0]).to.not.have.property('ratios');
  });

  it('keeps a row that says why it has no figures', () => {
    expect(summarise([[row('peer', undefined, { missing: 'not installed' })]])[0]).to.include({
      missing: 'not installed',
    });
  });

  it('checks a kernel against itself', () => {
    const check = (factor: number) =>
      selfChecks(summarise([[row('relu', steady(2)), selfCheck(row('', steady(2 * factor)), 'relu')]]));
    expect(check(1)).to.deep.equal([{ group: 'math/float32/64', ratio: 1, interval: [1, 1], passed: true }]);
    expect(selfCheckLine(check(1))).to.equal('self-check: a kernel against itself gives 1 in all of 1 groups');
    expect(check(1.009)[0]!.passed).to.equal(true);
    expect(selfCheckLine(check(1.2))).to.match(
      /does not give 1 in 1 of 1 groups: math\/float32\/64 1\.200 \[1\.200, 1\.200\]/,
    );
  });
});
