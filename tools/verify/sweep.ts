import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Isa, Measurement } from '#lib/backend/addon';
import { backend } from '#lib/backend/index';
import { absoluteScale } from '#lib/catalogue';
import { Progress } from '#lib/cli/progress';
import type { Found } from './bounds-file';
import { plan, type Chunk, type PlanOptions } from './plan';
import type { Measured } from './sweep-worker';

/** What a sweep found of a kernel on one instruction set. */
export interface Worst extends Found {
  kernel: number;
  isa: Isa;
  nanMismatches: number;
}

const stateFile = join('.build', 'verify', 'sweep.state');
const betweenSaves = 10_000; // ms

/** What is behind, as it stands in the file: the numbers of the chunks, and what they came to. */
interface State {
  identity: string;
  done: Set<number>;
  worst: Map<string, Worst>;
}

/** Runs the plan on every core. Interrupted, it leaves what was measured in a file and goes on from there. */
export async function sweep(options: PlanOptions): Promise<Worst[]> {
  const chunks = plan(options);
  const identity = createHash('sha256')
    .update(readFileSync(backend.file))
    .update(JSON.stringify(options))
    .digest('hex');
  const { done, worst } = restore(identity) ?? { done: new Set<number>(), worst: new Map<string, Worst>() };
  const waiting = chunks.map((_, i) => i).filter((i) => !done.has(i));
  const progress = new Progress('verify', chunks.length, done.size);
  let lastSave = Date.now();
  const save = (): void => {
    mkdirSync(dirname(stateFile), { recursive: true });
    writeFileSync(stateFile, serialize({ identity, done, worst } satisfies State));
    lastSave = Date.now();
  };
  const interrupt = (): never => {
    save();
    process.stderr.write('\nleeway: stopped; the same command goes on from here\n');
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, interrupt);
  const runOne = async (): Promise<void> => {
    const worker = new Worker(join(__dirname, 'sweep-worker.js'));
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
      worker.postMessage(chunks[i]);
      const [measured] = (await once(worker, 'message')) as [Measured];
      add(worst, chunks[i]!, measured);
      done.add(i);
      progress.advance();
      if (Date.now() - lastSave > betweenSaves) save();
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runOne));
  for (const signal of signals) process.removeListener(signal, interrupt);
  progress.finish();
  rmSync(stateFile, { force: true });
  return [...worst.values()];
}

function restore(identity: string): State | undefined {
  if (!existsSync(stateFile)) return undefined;
  const saved = deserialize(readFileSync(stateFile)) as State;
  return saved.identity === identity ? saved : undefined;
}

const nothingFound = {
  inputs: 0,
  absError: 0,
  absErrorAt: 0,
  ulp: 0,
  ulpAt: 0,
  derivativeAbsError: 0,
  derivativeUlp: 0,
  nanMismatches: 0,
  outsideRange: 0,
  notMonotonic: 0,
};

function add(worst: Map<string, Worst>, chunk: Chunk, { measurements, different }: Measured): void {
  if (different.length > 0)
    throw new Error(`expected the bits of sse2 of scalar kernels ${different.join(', ')}: sweep with --whole-scalar`);
  // Absolute errors are compared at the default alpha's scale, where they are stated.
  const scale = absoluteScale(chunk, chunk.alpha);
  chunk.targets.forEach(({ kernel, isa }, t) => {
    const isas = isa === 'sse2' && chunk.twins.includes(kernel) ? (['scalar', isa] as const) : [isa];
    for (const one of isas) {
      const key = `${kernel} ${one}`;
      const merged = worst.get(key) ?? { kernel, isa: one, ...nothingFound };
      merge(merged, measurements[t]!, scale);
      worst.set(key, merged);
    }
  });
}

function merge(into: Worst, m: Measurement, scale: ReturnType<typeof absoluteScale>): void {
  into.inputs += m.inputs;
  if (m.absError.worst / scale.value > into.absError)
    [into.absError, into.absErrorAt] = [m.absError.worst / scale.value, m.absError.at];
  if (m.ulp.worst > into.ulp) [into.ulp, into.ulpAt] = [m.ulp.worst, m.ulp.at];
  into.derivativeAbsError = Math.max(into.derivativeAbsError, m.derivativeAbsError.worst / scale.derivative);
  into.derivativeUlp = Math.max(into.derivativeUlp, m.derivativeUlp.worst);
  into.nanMismatches += m.nanMismatches.count;
  into.outsideRange += m.outsideRange.count;
  into.notMonotonic += m.notMonotonic.count;
}
