import { expect } from 'chai';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { evaluate, runFile } from '../support/child';
import type { Dtype, ElementArray } from 'leeway';
import { dtypes, differenceIn, formats } from '../support/floats';
import { mixedInputs } from '../support/inputs';
import { jobs, type Work } from '../support/kernel-worker';
import { scaled } from '../support/scale';

const support = (name: string): string => join(__dirname, '../support', `${name}.js`);
const threads = 8;
const share = 257; // no multiple of any vector
const total = threads * share;

describe('worker threads', () => {
  it('eight at once, each on its part of one shared memory, give the bits of one', async () => {
    const inShared = (dtype: Dtype): ElementArray => {
      const format = formats[dtype];
      const shared = format.view(new SharedArrayBuffer(total * format.size), 0, total);
      shared.set(mixedInputs({ format }, total) as never);
      return shared;
    };
    const inputs = Object.fromEntries(dtypes.map((dtype) => [dtype, inShared(dtype)])) as Work['inputs'];
    const all = jobs(total);
    const results = new SharedArrayBuffer(all.length * total * 8);
    const workers = Array.from({ length: threads }, (_, i) => {
      const work: Work = { inputs, results, first: i * share, length: share, rounds: scaled(8, 2) };
      return new Worker(support('kernel-worker'), { workerData: work });
    });
    const reports = await Promise.all(workers.map(async (worker) => ((await once(worker, 'message')) as [unknown])[0]));
    expect(reports).to.deep.equal(workers.map(() => ({ differing: [] })));
    for (const { c, way, start } of all) {
      const x = inputs[c.info.dtype];
      const alone = way.run([x, x], c.format.array(total));
      expect(
        differenceIn(c.format, c.format.view(results, start, total), alone),
        `${c.name} ${way.name}: index that differs`,
      ).to.equal(-1);
    }
  });

  it('may be terminated in the middle of their work', () => {
    const { status, signal, stdout, stderr } = runFile(support('terminate-workers'));
    expect({ status, signal, stdout, stderr }).to.deep.equal({
      status: 0,
      signal: null,
      stdout: 'all terminated\n',
      stderr: '',
    });
  });
});

describe('a refusal at the end of the stack', () => {
  it('is an error like any other', () => {
    const program = `
      const f = require('leeway').kernel('tanh');
      function deeper() { try { f(5); } catch {} deeper(); }
      try { deeper(); } catch (error) { console.log(JSON.stringify(error.message)); }`;
    expect(evaluate(program)).to.equal('Maximum call stack size exceeded');
  });
});
