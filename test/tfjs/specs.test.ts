import { expect } from 'chai';
import { join } from 'node:path';
import type { TfjsBackend } from 'leeway/tfjs';
import { runFile } from '../support/child';
import { bundleOf, type Suite } from './bundle';
import type { Kernels, SpecRun } from './run-specs';

async function run(suite: Suite, backend: TfjsBackend, kernels: Kernels): Promise<SpecRun> {
  const args = [await bundleOf(suite), backend, kernels];
  const { status, stdout, stderr } = runFile(join(__dirname, 'run-specs.js'), { args });
  expect(status, stderr).to.equal(0);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as SpecRun;
}

describe("tfjs's own specs", function () {
  this.timeout(600_000);

  describe('of activations, on cpu', () => {
    it('pass as tfjs ships', async () => {
      const { specs, failed, calls } = await run('activations', 'cpu', 'shipped');
      expect([specs, failed, calls]).to.deep.equal([172, [], 0]);
    });

    it('pass on leeway', async () => {
      const { specs, failed, calls } = await run('activations', 'cpu', 'leeway');
      expect([specs, failed]).to.deep.equal([172, []]);
      expect(calls).to.be.greaterThan(70);
    });

    it('fail on kernels that are wrong, so they see leeway’s', async () => {
      const { specs, failed } = await run('activations', 'cpu', 'wrong');
      expect(specs).to.equal(172);
      expect(failed).to.have.length.of.at.least(50);
    });
  });

  for (const suite of ['activations', 'all'] as const)
    for (const backend of ['cpu', 'wasm'] as const)
      it(`${suite} come to the same on ${backend}, name by name`, async () => {
        const shipped = await run(suite, backend, 'shipped');
        const ours = await run(suite, backend, 'leeway');
        expect(ours).to.deep.include({ specs: shipped.specs, pending: shipped.pending, failed: shipped.failed });
        expect(shipped.specs).to.be.at.least(suite === 'all' ? 3200 : 172);
        if (backend === 'cpu') expect(shipped.failed).to.deep.equal([]);
        expect(ours.calls).to.be.greaterThan(60);
      });
});
