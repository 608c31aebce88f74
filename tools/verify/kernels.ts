import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { kernels as list, type KernelInfo } from 'leeway';
import { addon, backend } from '#lib/backend/index';
import type { Isa, Measurement } from '#lib/backend/addon';
import { absoluteScale } from '#lib/catalogue';
import { Progress } from '#lib/cli/progress';
import { plainTable } from '../support/table';
import { kernelName, writeBounds, type Found, type Line } from './bounds-file';
import { plan, type Chunk, type PlanOptions } from './plan';
import { promiseFrom } from './promise';

const stateFile = join('.build', 'verify', 'sweep.json');

/**
 * Sweeps the kernels, prints what was found beside what is promised, and returns whether every promise held. With `write`,
 * what was found becomes the promise: native/kernels/bounds.def.
 */
export async function verifyKernels(options: PlanOptions, write: boolean): Promise<boolean> {
  const chunks = plan(options);
  const results = await sweep(chunks, options);
  rmSync(stateFile, { force: true });
  const found = worstOf(chunks, results);
  const held = report(found);
  if (!write) return held;
  const wrong = found.filter(({ nanMismatches }) => nanMismatches > 0);
  if (wrong.length > 0) throw new Error(`NaN where a number belongs, or the reverse: no bounds written`);
  writeBounds(addon.ops(), addon.kernels(), isaNames(), found.map(asLine));
  process.stdout.write('native/kernels/bounds.def is written: npm run build\n');
  return true;
}

const isaNames = (): Isa[] => addon.isas().map(({ name }) => name);

interface Worst extends Found {
  kernel: number;
  isa: Isa;
  nanMismatches: number;
}

function asLine({ kernel, isa, ...found }: Worst): Line {
  const row = addon.kernels()[kernel]!;
  const op = addon.ops()[row.op]!;
  return { kernel: kernelName(op, row), isa, promised: promiseFrom(found, row, op), found };
}

/** Runs the chunks on every core. Interrupted, it leaves what was measured in a file and goes on from there. */
async function sweep(chunks: Chunk[], options: PlanOptions): Promise<Measurement[][]> {
  const identity = createHash('sha256')
    .update(readFileSync(backend.file))
    .update(JSON.stringify(options))
    .digest('hex');
  const results = restore(identity, chunks.length);
  const waiting = chunks.map((_, i) => i).filter((i) => !results[i]);
  const progress = new Progress('verify', chunks.length, chunks.length - waiting.length);
  const save = (): void => {
    mkdirSync(dirname(stateFile), { recursive: true });
    writeFileSync(stateFile, JSON.stringify({ identity, results }));
  };
  const interrupt = (): never => {
    save();
    process.stderr.write('\nleeway: stopped; the same command goes on from here\n');
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  const runOne = async (): Promise<void> => {
    const worker = new Worker(join(__dirname, 'sweep-worker.js'));
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
      worker.postMessage(chunks[i]);
      [results[i]] = (await once(worker, 'message')) as [Measurement[]];
      progress.advance();
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runOne));
  process.removeListener('SIGINT', interrupt);
  progress.finish();
  return results as Measurement[][];
}

function restore(identity: string, count: number): (Measurement[] | null)[] {
  if (existsSync(stateFile)) {
    const saved = JSON.parse(readFileSync(stateFile, 'utf8')) as {
      identity: string;
      results: (Measurement[] | null)[];
    };
    if (saved.identity === identity && saved.results.length <= count)
      return Array.from({ length: count }, (_, i) => saved.results[i] ?? null);
  }
  return Array.from({ length: count }, () => null);
}

function worstOf(chunks: Chunk[], results: Measurement[][]): Worst[] {
  const worst = new Map<string, Worst>();
  chunks.forEach((chunk, c) => {
    // Absolute errors are compared at the default alpha's scale, where they are stated.
    const scale = absoluteScale(chunk, chunk.alpha);
    chunk.targets.forEach(({ kernel, isa }, t) => {
      const key = `${kernel} ${isa}`;
      const merged = worst.get(key) ?? { kernel, isa, ...nothingFound };
      merge(merged, results[c]![t]!, scale);
      worst.set(key, merged);
    });
  });
  return [...worst.values()];
}

function report(all: Worst[]): boolean {
  const rows = addon.kernels();
  let held = true;
  const head = ['kernel', 'dtype', 'isa', 'inputs', 'max abs error', 'at', 'max ulp', 'at'];
  const table = plainTable([...head, "f' abs error", 'out of range', 'steps back', '']);
  for (const found of all) {
    const { isa } = found;
    const row = rows[found.kernel]!;
    const promised = list(isa)[row.index]!;
    const broken = brokenPromises(found, promised);
    held &&= broken.length === 0;
    table.push([
      `${promised.op} ${promised.method}`,
      promised.dtype,
      isa,
      found.inputs,
      found.absError.toPrecision(4),
      found.absErrorAt.toPrecision(6),
      found.ulp.toPrecision(4),
      found.ulpAt.toPrecision(6),
      found.derivativeAbsError.toPrecision(4),
      found.outsideRange,
      found.notMonotonic,
      broken.length === 0 ? 'holds' : `BROKEN: ${broken.join(', ')}`,
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
  process.stdout.write(held ? 'every bound of before holds\n' : 'some bounds of before do not hold\n');
  return held;
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

function brokenPromises(found: Worst, promised: KernelInfo): string[] {
  const checks: [string, number, number][] = [
    ['abs error', found.absError, promised.maxAbsError],
    ['ulp', found.ulp, promised.maxUlp],
    ['derivative abs error', found.derivativeAbsError, promised.derivativeMaxAbsError],
    ['derivative ulp', found.derivativeUlp, promised.derivativeMaxUlp],
    ['NaN', found.nanMismatches, 0],
  ];
  return checks.filter(([, got, bound]) => !(got <= bound)).map(([what, got, bound]) => `${what} ${got} > ${bound}`);
}
