import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '#lib/cli/errors';
import { checkedExperiment, isExperiment } from '../../../bench/results/findings';
import { resultsOf } from '../../../bench/results/document';
import { writeJson } from '../../../bench/results/write';
import { root, runFile } from '../../support/child';
import { experimentOf, runOf, timedRow } from './results';

const written = (content: unknown): unknown => JSON.parse(JSON.stringify(content));

describe('files of experiments', () => {
  it('come back as they were written', () => {
    const found = written(experimentOf());
    expect(isExperiment(found)).equal(true);
    expect(checkedExperiment(found, 'x.json')).deep.equal(experimentOf());
    expect(isExperiment(written(resultsOf([runOf([timedRow('a', 2)])])))).equal(false);
  });

  const [lines, bars] = experimentOf().charts;
  const refusals: [what: string, content: unknown, message: RegExp][] = [
    [
      'the first ones',
      { experiment: 'isrlu-mnist', tables: [] },
      /version 1 in x\.json, received version 0: run it again/,
    ],
    ['those of another version', { ...experimentOf(), version: 2 }, /version 1 in x\.json, received version 2/],
    ['anything else', [1], /expected "format": "leeway-experiment" in x\.json/],
    ['no claim', { ...experimentOf(), claim: 1 }, /a text as "claim"/],
    ['an end that is not told', { ...experimentOf(), complete: undefined }, /true or false as "complete"/],
    ['half a machine', { ...experimentOf(), machine: { cpu: 'some' } }, /a machine in/],
    ['no tables', { ...experimentOf(), tables: {} }, /lists of tables and charts/],
    ['a row cut short', { ...experimentOf(), tables: [{ title: '', head: ['a', 'b'], rows: [['1']] }] }, /tables\[0\]/],
    ['a chart of neither kind', { ...experimentOf(), charts: [lines, { ...bars, kind: 'pie' }] }, /charts\[1\]/],
    [
      'a figure that is none', // JSON has no NaN: it becomes null
      { ...experimentOf(), charts: [{ ...lines, lines: [{ name: 'a', points: [[1, NaN]] }] }] },
      /numbers in charts\[0\]/,
    ],
  ];
  for (const [what, content, message] of refusals)
    it(`are refused: ${what}`, () =>
      expect(() => checkedExperiment(written(content), 'x.json')).throw(UsageError, message));
});

describe('leeway bench report', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'leeway-findings-'))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: object): string => {
    writeJson(join(folder, name), content);
    return join(folder, name);
  };

  it('says in one line which file it cannot read and why, and ends with 2', () => {
    writeFileSync(join(folder, 'cut.json'), '{"format": "leeway-exp');
    const mistakes: [received: string, message: string][] = [
      [file('old.json', { experiment: 'isrlu-mnist', tables: [] }), 'received version 0: run it again'],
      [file('foreign.json', { results: [] }), 'expected "format": "leeway-bench"'],
      [file('half.json', { ...experimentOf(), machine: {} }), 'expected a machine'],
      [join(folder, 'cut.json'), 'expected JSON'],
    ];
    const good = file('good.json', experimentOf());
    for (const [received, message] of mistakes) {
      const args = ['bench', 'report', good, received, '--out', join(folder, 'page')];
      const { status, stderr, stdout } = runFile(join(root, 'dist/cli/main.js'), { args });
      expect(stderr)
        .match(/^[^\n]*\n$/)
        .contain(message)
        .contain(received);
      expect({ status, stdout }).deep.equal({ status: 2, stdout: '' });
    }
  });
});
