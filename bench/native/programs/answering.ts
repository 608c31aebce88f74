// A program that `Driver` asks, in JavaScript: a line of standard input asks for one batch of a job.
import { createInterface } from 'node:readline';
import { addon } from '#lib/backend/index';
import type { CoreRates } from '#lib/backend/addon';
import type { Answer } from './driver';

export interface Job {
  /** Does it that often; what returns at once is not awaited, as a promise costs as much as a small prediction. */
  run(times: number): void | Promise<void>;
  /** How many steps or predictions that is, once. */
  amount: number;
  seen: number;
  /** How many threads it computes on. */
  threads: number;
  /** Nanoseconds that a batch takes at least. */
  nanoseconds: number;
}

/** Nanoseconds of a batch from which on nobody asks whether its cores were whole: others hardly ever leave one that long alone. */
const unwatched = 60e6;

/** A job's way of doing what returns at once. */
export const repeated =
  (work: () => unknown) =>
  (times: number): void => {
    for (let i = 0; i < times; i++) work();
  };

const least = (a: CoreRates, b: CoreRates): CoreRates => ({
  additions: Math.min(a.additions, b.additions),
  chains: Math.min(a.chains, b.chains),
});

async function batch({ run, amount, seen, threads }: Job, times: number): Promise<Answer> {
  const before = addon.measureCores(threads);
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const running = run(times);
  if (running) await running;
  const wall = Number(process.hrtime.bigint() - started);
  const { user, system } = process.cpuUsage(cpu);
  const cores = least(before, addon.measureCores(threads));
  const done = times * amount;
  const answer = { cpu: ((user + system) * 1e3) / done, wall: wall / done, seen };
  return wall < unwatched ? { ...answer, cores } : answer;
}

/** How often a batch does a job. */
async function timesOf(job: Job): Promise<number> {
  await job.run(1);
  for (let times = 1; ;) {
    const { wall } = await batch(job, times);
    const once = wall * job.amount;
    if (once * times >= job.nanoseconds) return times;
    times = Math.max(times + 1, Math.min(8 * times, Math.ceil((1.1 * job.nanoseconds) / once)));
  }
}

/** Says hello and answers until nobody asks any more. */
export async function answerRequests(hello: object, jobOf: (words: string[]) => Job | Promise<Job>): Promise<void> {
  const tell = (answer: object): boolean => process.stdout.write(`${JSON.stringify(answer)}\n`);
  const jobs = new Map<string, { job: Job; times: number }>();
  tell(hello);
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      let known = jobs.get(line);
      if (!known) {
        const job = await jobOf(line.split(' '));
        known = { job, times: await timesOf(job) };
        jobs.set(line, known);
      }
      await known.job.run(1); // the caches are as the one before left them
      tell(await batch(known.job, known.times));
    } catch (error) {
      tell({ missing: (error as Error).message });
    }
  }
}
