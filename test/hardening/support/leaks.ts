// How much memory this process keeps of what it does: does it once, then once more, and prints by how many bytes the resident
// set grew the second time. Runs with --expose-gc.
//   leaks.js TASK COUNT
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { kernel, kernels, Lstm, tanh } from 'leeway';
import type { Task } from './training-worker';

const x = new Float32Array(64);
const out = new Float32Array(64);
const f = kernel('tanh');
const kept: Buffer[] = [];
const samples = new Float32Array(32 * 6 * 8).fill(0.1);
const targets = new Float32Array(32).fill(0.5);

async function train(): Promise<void> {
  const lstm = new Lstm({ inputs: 8, hidden: 64, seed: 1 });
  await lstm.fit(samples, targets, { steps: 6, epochs: 1 });
  lstm.predict(samples, { steps: 6 });
}

async function work(program: string): Promise<void> {
  const [code] = (await once(new Worker(program, { eval: true }), 'exit')) as [number];
  if (code !== 0) throw new Error(`a worker ended with ${code}`);
}

async function terminateTraining(): Promise<void> {
  const workerData: Task = { epochLength: 'short' };
  const worker = new Worker(join(__dirname, 'training-worker.js'), { workerData });
  await once(worker, 'message');
  await worker.terminate();
}

const tasks: Record<string, (i: number) => unknown> = {
  'calls in place': () => f(x, out),
  'calls that allocate': () => f(x),
  'refused calls': () => {
    try {
      f(x, 5 as never);
    } catch {
      // refused
    }
  },
  'calls of an op': () => tanh(x),
  resolutions: (i) => kernel('isru', { alpha: 1 + (i % 7) }),
  lists: () => kernels(),
  networks: train,
  workers: () => work(`const { kernel } = require('leeway'); kernel('tanh')(new Float32Array(64))`),
  'workers terminated while they train': terminateTraining,
  'a leak of 300 bytes': () => kept.push(Buffer.alloc(300, 1)),
};

const collect = (globalThis as unknown as { gc: () => void }).gc;

async function resident(): Promise<number> {
  // Finalizers run after a collection, and free what the next one then finds unused.
  for (let i = 0; i < 4; i++) {
    collect();
    await pause(10);
  }
  return process.memoryUsage.rss();
}

async function repeat(task: (i: number) => unknown, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const result = task(i);
    if (result instanceof Promise) await result;
  }
}

async function main([name = '', count = '1']: string[]): Promise<void> {
  const task = tasks[name]!;
  await repeat(task, Number(count));
  const before = await resident();
  await repeat(task, Number(count));
  console.log(JSON.stringify((await resident()) - before));
}

void main(process.argv.slice(2));
