import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { checkedExperiment, type LineFindings } from '../../../../bench/results/findings';
import { readJson } from '../../../../bench/results/read';
import { writeSigns } from '../data/signs';

const main = join(__dirname, '../../../../bench/experiments/main.js');
const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });

describe('npm run experiment', () => {
  it('lists the experiments', () => {
    const { status, stdout } = run('--help');
    expect(status).equal(0);
    for (const name of ['text-classifier', 'training-time', 'posit-lenet', 'isrlu-mnist', 'lstm-size'])
      expect(stdout).contain(name);
  });

  it('says in one line what is wrong, and ends with 2', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leeway-experiment-'));
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), 'none');
    const mistakes: [args: string[], message: string][] = [
      [['mnist'], 'expected one of text-classifier'],
      [['isrlu-mnist', '--data', folder], "an IDX file's header"],
      [['text-classifier', '--data', folder], 'expected reviews'],
      [['lstm-size', '--data', folder], 'expected a CSV'],
      [['isrlu-mnist', '--json', join(folder, 'no/where.json')], '--json'],
    ];
    for (const [args, message] of mistakes) {
      const { status, stderr, stdout } = run(...args);
      expect(stderr)
        .match(/^leeway experiment: .*\n$/)
        .contain(message);
      expect({ status, stdout }).deep.equal({ status: 2, stdout: '' });
    }
    rmSync(folder, { recursive: true });
  });

  it('runs posit-lenet on traffic signs: their tables, in every width', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leeway-experiment-'));
    writeSigns(join(folder, 'GTSRB'));
    const file = join(folder, 'found.json');
    const { status, stdout, stderr } = run('posit-lenet', '--quick', '--data', folder, '--json', file);
    expect({ status, stderr }).deep.equal({ status: 0, stderr: '' });
    expect(stdout).contain('Table 7').contain('Table 9').contain('(72.1)').contain('Every sum of products was exact');
    const { data, charts, tables } = checkedExperiment(readJson(file), file);
    expect(data).equal(join(folder, 'GTSRB'));
    expect(tables.map(({ rows }) => rows.length)).deep.equal([6, 4, 6]);
    for (const chart of charts)
      for (const { points } of (chart as LineFindings).lines) {
        expect(points.map(([width]) => width)).deep.equal(['float32', ...[16, 14, 12, 10, 8].map((n) => `<${n},0>`)]);
        for (const [, accuracy] of points) expect(accuracy).within(0, 100);
      }
    rmSync(folder, { recursive: true });
  });

  it('writes down what it has, whole, as it goes, and keeps it when it is stopped', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leeway-experiment-'));
    const file = join(folder, 'found.json');
    const child = spawn(process.execPath, [main, 'isrlu-mnist', '--quick', '--seeds', '50', '--json', file], {
      stdio: 'ignore',
    });
    const ended = once(child, 'exit') as Promise<[number]>;
    while (!existsSync(file) && child.exitCode === null) await setTimeout(20);
    const first = checkedExperiment(readJson(file), file);
    expect(first).include({ experiment: 'isrlu-mnist', quick: true, complete: false });
    expect(first.tables[0]!.rows).not.empty;
    expect(first.charts.map(({ title }) => title).join()).match(/test accuracy.*training loss/);
    child.kill('SIGINT');
    expect(await ended).deep.equal([130, null]);
    const last = checkedExperiment(readJson(file), file);
    expect(last.complete).equal(false);
    expect(last.tables[0]!.rows.length).least(first.tables[0]!.rows.length);
    rmSync(folder, { recursive: true });
  });
});
