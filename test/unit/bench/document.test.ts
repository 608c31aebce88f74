import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { printCsv } from '../../../bench/results/csv';
import { checked, readResults, resultsOf } from '../../../bench/results/document';
import { requireFolder, requireWritable, writeJson } from '../../../bench/results/write';
import { runOf, timedRow } from './results';

let folder: string;
before(() => (folder = mkdtempSync(join(tmpdir(), 'leeway-results-'))));
after(() => rmSync(folder, { recursive: true }));

describe('files of results', () => {
  it('come back as they were written', () => {
    const results = resultsOf([runOf([timedRow('a', 2), timedRow('b', 3)])]);
    const file = join(folder, 'results.json');
    writeJson(file, results);
    expect(readResults(file)).to.deep.equal(results);
  });

  it('are refused in one line that says what is wrong', () => {
    const good = () => resultsOf([runOf([timedRow('a', 2)])]);
    const refusals: [unknown, RegExp][] = [
      [
        { schema: 1, machine: {}, rows: [] },
        /expected results of version 2 .* received version 1: run the bench again/,
      ],
      [{ ...good(), version: 3 }, /received version 3/],
      [[], /expected "format": "leeway-bench"/],
      [{ ...good(), runs: [] }, /a list of runs, one at least/],
      [{ ...good(), runs: [{ rows: [] }] }, /a machine and options in runs\[0\]/],
      [resultsOf([runOf([{ suite: 'math' } as never])]), /runs\[0\]\.rows\[0\]/],
      [resultsOf([runOf([timedRow('a', NaN)])]), /numbers for its time/],
      [
        resultsOf([runOf([timedRow('a', 2), timedRow('a', 2)])]),
        /each row once \("math\/float32\/4096\/a" is there twice\)/,
      ],
    ];
    for (const [content, message] of refusals)
      expect(() => checked(JSON.parse(JSON.stringify(content)), 'file.json'), String(message)).to.throw(message);
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"format": ');
    expect(() => readResults(broken)).to.throw(/expected JSON in .*broken\.json/);
    expect(() => readResults(join(folder, 'none.json'))).to.throw(
      /expected a file of results, received ".*none\.json"/,
    );
  });

  it('are CSV too, a line per row', () => {
    const quoted = timedRow('a "b", c', 2, 0, { settings: { label: 'x\ny' }, figures: { skill: 0.5 } });
    const lines = parse(printCsv([runOf([quoted, timedRow('d', 3)])]), { columns: true }) as Record<string, string>[];
    expect(lines).to.have.lengthOf(2);
    expect(lines[0]).to.include({ name: 'a "b", c', label: 'x\ny', skill: '0.5', median: '2', 'over relu': '2' });
    expect(lines[1]).to.include({ name: 'd', label: '', skill: '', median: '3' });
  });
});

describe('writing', () => {
  it('is tried before the work', () => {
    requireWritable(join(folder, 'new.json'), '--json');
    expect(() => requireWritable(folder, '--json')).to.throw(/expected a file for --json, received the folder/);
    expect(() => requireWritable(join(folder, 'none/x.json'), '--json')).to.throw(
      /expected a file in a folder that exists/,
    );
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    expect(() => requireFolder(join(file, 'below'), '--out')).to.throw(/expected a folder that can be made for --out/);
    requireFolder(join(folder, 'deep/er'), '--out');
  });
});
