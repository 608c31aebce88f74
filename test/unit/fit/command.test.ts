import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../tools/fit/command';

describe('the fit command', () => {
  let directory: string;
  let printed: string[];
  let errors: string[];
  let made: string[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'leeway-fit-'));
    [printed, errors, made] = [[], [], []];
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const generator = (name: string) => (): string => {
    made.push(name);
    return `text of ${name}\n`;
  };
  const fit = (...args: string[]): number =>
    run(args, {
      generators: { 'a.h': generator('a.h'), 'b.h': generator('b.h') },
      directory: join(directory, 'generated'),
      print: (line) => printed.push(line),
      printError: (line) => errors.push(line),
    });
  const read = (name: string): string => readFileSync(join(directory, 'generated', name), 'utf8');

  it('writes every header, and has nothing to write the second time', () => {
    assert.equal(fit(), 0);
    assert.deepEqual([read('a.h'), read('b.h')], ['text of a.h\n', 'text of b.h\n']);
    assert.match(printed.join('\n'), /a\.h: written .*\nb\.h: written/);
    assert.equal(fit(), 0);
    assert.match(printed.slice(2).join('\n'), /a\.h: current .*\nb\.h: current/);
  });

  it('writes only the headers named', () => {
    assert.equal(fit('b.h'), 0);
    assert.deepEqual([made, readdirSync(join(directory, 'generated'))], [['b.h'], ['b.h']]);
  });

  it('--check passes what is current and writes nothing', () => {
    fit();
    assert.equal(fit('--check'), 0);
    assert.deepEqual(errors, []);
  });

  it('--check names what is stale or missing, exits 1 and leaves it so', () => {
    fit('a.h');
    writeFileSync(join(directory, 'generated', 'a.h'), 'text of A.h\n');
    assert.equal(fit('--check'), 1);
    assert.deepEqual(errors, ['a.h: stale, run `npm run fit`', 'b.h: stale, run `npm run fit`']);
    assert.equal(read('a.h'), 'text of A.h\n');
    assert.deepEqual(readdirSync(join(directory, 'generated')), ['a.h']);
  });

  for (const name of ['c.h', '--chekc', 'toString']) {
    it(`refuses ${name} before any fit is made`, () => {
      assert.equal(fit(name), 2);
      assert.match(errors[0]!, new RegExp(`^expected one of a\\.h, b\\.h, received ${name}\nusage: `));
      assert.deepEqual(made, []);
    });
  }
});
