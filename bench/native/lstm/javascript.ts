// leeway called from JavaScript, and ONNX Runtime running the same network as leeway exports it: a program that `Driver` asks.
import { Lstm } from 'leeway';
import { createInterface } from 'node:readline';
import { loadOnnx } from '../../peers/onnx';
import type { Answer } from './driver';
import { inputs, steps } from './cells';

const batchNanoseconds = 4e6;

interface Job {
  run(): unknown;
  seen: number;
  calls: number;
}

/** The weights that all libraries start from: see main.cc. */
function networkOf(hidden: number): Lstm {
  const count = (inputs + hidden + 1) * 4 * hidden;
  const initialWeights = new Float32Array(count + hidden + 1)
    .fill(1)
    .map((w, i) => (i < count ? 0.1 * Math.sin(i) : w));
  initialWeights[initialWeights.length - 1] = 0;
  return new Lstm({ inputs, hidden, initialWeights });
}

async function jobOf(library: string, hidden: number, batch: number): Promise<Job> {
  const lstm = networkOf(hidden);
  const x = Float32Array.from({ length: batch * steps * inputs }, (_, i) => Math.sin(0.7 * i));
  if (library === 'leeway') {
    const options = { steps, out: new Float32Array(batch) };
    return calibrated({ run: () => lstm.predict(x, options), seen: lstm.predict(x, options)[0]! });
  }
  const peer = await loadOnnx(lstm.toOnnx(), x, [batch, steps, inputs]);
  if ('missing' in peer) throw new Error(peer.missing);
  return calibrated({ run: peer.module, seen: (await peer.module())[0]! });
}

async function calibrated(job: Omit<Job, 'calls'>): Promise<Job> {
  let calls = 1;
  for (;;) {
    const { wall } = await batch({ ...job, calls });
    if (wall * calls >= batchNanoseconds) return { ...job, calls };
    calls = Math.min(8 * calls, Math.ceil((1.1 * batchNanoseconds) / wall));
  }
}

async function batch({ run, seen, calls }: Job): Promise<Answer> {
  await run();
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const first = run();
  // A call that returns at once is not awaited: a promise costs as much as a small prediction.
  if (first instanceof Promise) {
    await first;
    for (let i = 1; i < calls; i++) await run();
  } else for (let i = 1; i < calls; i++) run();
  const wall = Number(process.hrtime.bigint() - started);
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: ((user + system) * 1e3) / calls, wall: wall / calls, seen };
}

async function main(): Promise<void> {
  const tell = (answer: object): boolean => process.stdout.write(`${JSON.stringify(answer)}\n`);
  const jobs = new Map<string, Job>();
  const probe = await loadOnnx(networkOf(1).toOnnx(), new Float32Array(steps * inputs), [1, steps, inputs]);
  tell({ 'ONNX Runtime': 'missing' in probe ? '' : probe.version });
  for await (const line of createInterface({ input: process.stdin })) {
    const [library, , hidden, batchSize] = line.split(' ');
    try {
      const job = jobs.get(line) ?? (await jobOf(library!, Number(hidden), Number(batchSize)));
      jobs.set(line, job);
      tell(await batch(job));
    } catch (error) {
      tell({ missing: (error as Error).message });
    }
  }
}

void main();
