// Eight worker threads at a time, loading leeway while others run it and others again are terminated. Its test is that this
// process lives to its end; it says how many workers were through before they were terminated.
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Dice } from '../fuzz/dice';
import { cases } from '../../support/cases';

const dice = new Dice(1);

/** Lets a worker live for some milliseconds, or to its end; whether it was through. */
async function live(milliseconds: number): Promise<boolean> {
  const worker = new Worker(join(__dirname, 'loading-worker.js'));
  const through = once(worker, 'message').then(([count]) => count === cases.length);
  const exited = once(worker, 'exit').then(() => false);
  const ended = Promise.race([through, exited]);
  if (Number.isFinite(milliseconds)) await Promise.race([ended, pause(milliseconds)]);
  else await ended;
  await worker.terminate();
  return ended;
}

async function main(rounds: number): Promise<void> {
  const outcomes: boolean[] = [];
  for (let round = 0; round < rounds; round++) {
    // The time to load is somewhere in it: some die before, some while loading, some at work, two live.
    const lives = Array.from({ length: 8 }, (_, i) => (i < 2 ? Infinity : dice.unit() ** 2 * 1000));
    outcomes.push(...(await Promise.all(lives.map(live))));
  }
  const through = outcomes.filter(Boolean).length;
  console.log(JSON.stringify({ workers: outcomes.length, throughAtLeast: through >= 2 * rounds }));
}

void main(Number(process.argv[2]));
