// Ends worker threads while they train: by terminate(), and by their own process.exit(3). Prints the exit codes there were.
//   end-training-workers.js ROUNDS EPOCH_LENGTH…    which are taken in turn
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { EpochLength } from './training';
import type { Task } from './training-worker';

const [, , rounds, ...epochLengths] = process.argv;

async function end(round: number): Promise<string> {
  const epochLength = epochLengths[round % epochLengths.length] as EpochLength;
  const delay = round % 7;
  const task: Task = round % 3 === 0 ? { epochLength, exitAfter: delay } : { epochLength };
  const worker = new Worker(join(__dirname, 'training-worker.js'), { workerData: task });
  const exit = once(worker, 'exit') as Promise<[number]>;
  await once(worker, 'message');
  if (task.exitAfter === undefined) {
    await pause(delay);
    void worker.terminate();
  }
  const [code] = await exit;
  return `${task.exitAfter === undefined ? 'terminate' : 'exit'} ${code}`;
}

async function main(rounds: number): Promise<void> {
  const endings: string[] = [];
  for (let round = 0; round < rounds; round += 2)
    endings.push(...(await Promise.all([round, round + 1].map((one) => end(one)))));
  console.log(JSON.stringify([...new Set(endings)].sort()));
}

void main(Number(rounds));
