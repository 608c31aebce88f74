// Terminates worker threads in the middle of their work. Its test is that this process lives to its end.
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

async function interrupt(round: number): Promise<number> {
  const worker = new Worker(join(__dirname, 'restless-worker.js'));
  const [names] = (await once(worker, 'message')) as [string[]];
  worker.postMessage(names[round % names.length]);
  await once(worker, 'message');
  await pause(round % 4);
  return worker.terminate();
}

async function main(rounds: number): Promise<void> {
  for (let done = 0; done < rounds; done += 5)
    await Promise.all(Array.from({ length: 5 }, (_, i) => interrupt(done + i)));
  console.log('all terminated');
}

void main(Number(process.argv[2] ?? 30));
