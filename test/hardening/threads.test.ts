import { expect } from 'chai';
import { join } from 'node:path';
import { runFile } from '../support/child';
import { long } from './support/effort';

const rounds = long ? 50 : 4;
const program = (name: string): string => join(__dirname, 'support', `${name}.js`);

/** Runs a program to its end: what it printed, which is JSON. */
function finish(name: string, ...args: string[]): unknown {
  const { status, signal, stdout, stderr } = runFile(program(name), { args });
  expect({ status, signal, stderr }).to.deep.equal({ status: 0, signal: null, stderr: '' });
  return JSON.parse(stdout);
}

describe('worker threads that come and go', function () {
  this.timeout(long ? 600_000 : 60_000);

  it(`${rounds} times eight, loading leeway, running every kernel, terminated at any moment`, () =>
    expect(finish('churn', String(rounds))).to.deep.equal({ workers: 8 * rounds, throughAtLeast: true }));

  it(`${rounds} that end while they train, by terminate() or process.exit()`, () =>
    expect(finish('end-training-workers', String(rounds), 'short', 'long')).to.deep.equal(['exit 3', 'terminate 1']));

  // Within the time limit of a child, that is.
  for (const length of ['endless', 'validating'])
    it(`four that do not wait for an epoch of minutes: ${length}`, () =>
      expect(finish('end-training-workers', '4', length)).to.deep.equal(['exit 3', 'terminate 1']));
});

describe('a process that ends while it trains', function () {
  this.timeout(long ? 600_000 : 60_000);
  const endings: [way: string, status: number, says: RegExp][] = [
    ['exit', 7, /^$/],
    ['exit in a handler', 8, /^$/],
    ['throw', 1, /Error: thrown while training/],
    ['reject', 1, /Error: rejected while training/],
  ];
  for (const [way, status, says] of endings)
    it(`by ${way}, ${rounds} times: exit code ${status}`, () => {
      for (let round = 0; round < rounds; round++) {
        const args = [way, (['short', 'long', 'endless'] as const)[round % 3]!, String(round % 9)];
        const ended = runFile(program('end-while-training'), { args });
        expect({ ...ended, stderr: '' }, ended.stderr).to.deep.equal({ status, signal: null, stdout: '', stderr: '' });
        expect(ended.stderr).to.match(says);
      }
    });
});
