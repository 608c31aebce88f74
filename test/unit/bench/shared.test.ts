import { expect } from 'chai';
import type { Measured } from '../../../bench/results/row';
import { alwaysShared, preferWholeCores } from '../../../bench/results/shared';
import { summarise } from '../../../bench/results/summarise';

const row = (group: string, time: number, shared = false): Measured => ({
  ...{ suite: 'math', group, name: 'relu', library: 'leeway', unit: 'ns/element' },
  rounds: Array<number>(9).fill(time),
  ...(shared ? { shared } : {}),
});

describe('rows timed on shared cores', () => {
  const missing: Measured = { suite: 'math', group: 'peers', name: 'tfjs', library: 'tfjs', missing: 'not installed' };
  const processes = [
    [row('a', 2, true), row('b', 4, true), missing],
    [row('a', 1), row('b', 5, true), missing],
  ];

  it('are not counted where another process had whole ones', () => {
    expect(preferWholeCores(processes)).to.deep.equal([
      [processes[0]![1], missing],
      [processes[1]![0], processes[1]![1], missing],
    ]);
    expect(alwaysShared(processes)).to.deep.equal(['b']);
  });

  it('are those of processes that took them for whole, too, as they never saw what a whole core does', () => {
    const seen = (chains: number, of: Measured): Measured => ({ ...of, chains });
    const early = [[seen(0.5, row('a', 2)), seen(0.9, row('b', 3))], [seen(1, row('a', 1))]];
    expect(preferWholeCores(early)).to.deep.equal([[row('b', 3)], [row('a', 1)]]);
    expect(alwaysShared([[seen(0.5, row('a', 2))], [seen(1, row('b', 1))]])).to.deep.equal(['a']);
  });

  it('are noisy where none had', () => {
    const [b, , a] = summarise(processes);
    expect([a!.group, a!.time!.median, a!.noisy]).to.deep.equal(['a', 1, undefined]);
    expect([b!.group, b!.noisy, b!.shared]).to.deep.equal(['b', true, true]);
    expect(a).to.not.have.property('shared');
  });
});
