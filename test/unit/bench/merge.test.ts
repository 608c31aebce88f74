import { expect } from 'chai';
import { parseShard } from '../../../bench/run/shard';
import { planGroups } from '../../../bench/run/plan';
import { mergeRuns, missingShards, sideBySide } from '../../../bench/results/merge';
import type { Run } from '../../../bench/results/document';
import { runOf, timedRow } from './results';

const shard = (index: number, of: number, more: Partial<Run> = {}): Run =>
  runOf([timedRow(`row ${index}`, index)], {
    shards: [{ index, of }],
    command: `leeway bench --shard ${index}/${of}`,
    ...more,
  });

describe('shards', () => {
  const options = { suites: ['math', 'call', 'posit'], effort: 'default', peers: false, seed: 1, data: {} } as const;
  const plan = (index: number, of: number): string[] =>
    planGroups({ ...options, suites: [...options.suites] }, { index, of }).map(({ group }) => group.id);

  it('split the work without a gap or an overlap, the same way each time', () => {
    const whole = plan(1, 1);
    const parts = [1, 2, 3].map((index) => plan(index, 3));
    expect(parts.flat()).to.have.members(whole).and.to.have.lengthOf(whole.length);
    expect(plan(2, 3)).to.deep.equal(parts[1]);
    const sizes = parts.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).to.be.at.most(1);
  });

  it('may be more than there is work for', () => expect(plan(999, 1000)).to.deep.equal([]));

  it('are i/n, i from 1 to n', () => {
    expect(parseShard('2/7')).to.deep.equal({ index: 2, of: 7 });
    for (const text of ['0/3', '4/3', '1', 'a/b', '-1/2', '1/2/3', ''])
      expect(() => parseShard(text), text).to.throw(`expected i/n with i from 1 to n for --shard, received "${text}"`);
  });
});

describe('merging', () => {
  it('puts shards together in their order, whatever order the files come in', () => {
    const [merged, ...others] = mergeRuns([shard(3, 3), shard(1, 3), shard(2, 3, { warnings: ['busy'] })]);
    expect(others).to.deep.equal([]);
    expect(merged!.rows.map(({ name }) => name)).to.deep.equal(['row 1', 'row 2', 'row 3']);
    expect(merged).to.include({ complete: true, command: 'leeway bench' });
    expect(merged).to.not.have.property('shards');
    expect(merged!.warnings).to.deep.equal(['busy']);
  });

  it('says which shards are missing, and takes them later', () => {
    const [part] = mergeRuns([shard(1, 4), shard(4, 4)]);
    expect(missingShards(part!)).to.deep.equal(['2/4', '3/4']);
    const [whole] = mergeRuns([part!, shard(3, 4), shard(2, 4)]);
    expect(missingShards(whole!)).to.deep.equal([]);
    expect(whole!.rows).to.have.lengthOf(4);
  });

  it('refuses the same shard twice', () =>
    expect(() => mergeRuns([shard(1, 2), shard(1, 2)])).to.throw('expected each shard once, received 1/2 twice'));

  it('leaves machines, settings and whole runs side by side', () => {
    const { machine, options } = runOf([]);
    const elsewhere = shard(2, 2, { machine: { ...machine, cpu: 'another' } });
    const otherwise = shard(2, 2, { options: { ...options, seed: 2 } });
    expect(mergeRuns([shard(1, 2), elsewhere, otherwise])).to.have.lengthOf(3);
    expect(mergeRuns([runOf([]), runOf([])])).to.have.lengthOf(2);
  });

  it('shows runs side by side', () => {
    const table = sideBySide([runOf([timedRow('a', 2), timedRow('b', 3)]), runOf([timedRow('a', 4)])]);
    expect(table.rows).to.deep.equal([
      ['math/float32/4096/a', 'ns/element', '2.00', '2.00', '4.00', '4.00'],
      ['math/float32/4096/b', 'ns/element', '3.00', '3.00', '', ''],
    ]);
  });
});
