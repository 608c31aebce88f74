import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
});
