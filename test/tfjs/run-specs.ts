// Runs a bundle of tfjs's specs by jasmine in this process, which it is given: `run-specs.js bundle backend kernels`.
// kernels: shipped, leeway (replaced by leeway's) or wrong (leeway's results times 0.99, which the specs have to notice).
import type * as core from '@tensorflow/tfjs-core';
import { accelerate, type TfjsBackend, type Undo } from 'leeway/tfjs';

export type Kernels = 'shipped' | 'leeway' | 'wrong';

export interface SpecRun {
  specs: number;
  pending: number;
  failed: string[];
  /** How often leeway computed. */
  calls: number;
}

type Tfjs = typeof core;

/** The part of jasmine that is used: its declarations would clash with mocha's. */
interface Jasmine {
  env: {
    configure(options: { random: boolean; forbidDuplicateNames: boolean }): void;
    clearReporters(): void;
    addReporter(reporter: { specDone(result: { status: string; fullName: string }): void }): void;
    execute(): Promise<unknown>;
  };
}

/** Lets every replaced kernel of tfjs give 0.99 of what it should. */
function spoil(tf: Tfjs, undo: Undo): void {
  for (const { kernel: name, backend } of undo.report()) {
    const right = tf.getKernel(name, backend);
    tf.unregisterKernel(name, backend);
    tf.registerKernel({
      ...right,
      kernelFunc(call) {
        const before = callsOf(undo);
        const results = right.kernelFunc(call);
        if (callsOf(undo) > before) for (const result of [results].flat()) scale(call.backend as never, result);
        return results;
      },
    });
  }
}

const callsOf = (undo: Undo): number => undo.report().reduce((sum, { calls }) => sum + calls, 0);

/** Of what the cpu backend holds: new results of float32, of which nobody has a view yet. */
function scale(
  backend: { data: { get(dataId: object): { values: Float32Array } } },
  { dataId }: core.TensorInfo,
): void {
  const values = backend.data.get(dataId);
  values.values = values.values.map((y) => 0.99 * y);
}

async function main([bundle, backend, kernels]: [string, TfjsBackend, Kernels]): Promise<void> {
  let undo: Undo | undefined;
  const setUp = (tf: Tfjs, { setTestEnvs }: { setTestEnvs(environments: object[]): void }): void => {
    // Not bundled, so that it finds its .wasm file; it registers its kernels with the same registry.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    if (backend === 'wasm') require('@tensorflow/tfjs-backend-wasm');
    setTestEnvs([{ name: backend, backendName: backend, isDataSync: true }]);
    if (kernels === 'shipped') return;
    undo = accelerate(tf, { backends: [backend], minElements: 0 });
    if (kernels === 'wrong') spoil(tf, undo);
  };
  Object.assign(globalThis, { setUpSpecs: setUp });

  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const Runner = require('jasmine') as new () => Jasmine;
  const { env } = new Runner();
  env.configure({ random: false, forbidDuplicateNames: false }); // tfjs has some names twice
  const run: SpecRun = { specs: 0, pending: 0, failed: [], calls: 0 };
  env.clearReporters();
  env.addReporter({
    specDone({ status, fullName }) {
      run.specs++;
      if (status === 'pending') run.pending++;
      if (status === 'failed') run.failed.push(fullName);
    },
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require(bundle);
  await env.execute();
  run.calls = undo ? callsOf(undo) : 0;
  // tfjs prints while it works.
  process.stdout.write(`\n${JSON.stringify(run)}\n`, () => process.exit());
}

void main(process.argv.slice(2) as Parameters<typeof main>[0]);
