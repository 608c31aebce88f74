// Jobs of several programs, timed by turns.
import { median, medianDeviation, pairRounds, type Ratio } from '../../harness/statistics';
import type { CoreRates } from '#lib/backend/addon';
import { areWhole } from '../../harness/cores';
import type { Answer, Driver } from './driver';
import { wholeRounds } from './whole';

export interface Job {
  name: string;
  driver: Driver;
  request: string;
  /** One of the machine's limits, which computes nothing that the others do. */
  limit?: boolean;
  /** Why it cannot be asked. */
  missing?: string;
}

/** All rounds of one job. */
export interface Row {
  name: string;
  cpu: number[];
  wall: number[];
  /** What its threads did in a cycle then; nothing of a program that does not measure it. */
  cores?: CoreRates[];
}

export interface Rounds {
  rows: Row[];
  /** What could not be measured, and why. */
  missing: { name: string; reason: string }[];
}

export type CellResult<Cell> = Rounds & { cell: Cell };

/** What a core can multiply and add in registers, by that many threads at once. */
export const peakOf = (driver: Driver, threads: number): Job => ({
  ...{ name: `peak, ${threads}`, driver, limit: true },
  request: `limits multiply-adds 0 0 ${threads}`,
});

/** Milliseconds of a measurement that batches may be repeated in which others shared the cores of. */
const patience = 120_000;

/** Rounds of all jobs, in turn and back; all but limits have to see the same. `what` they do is for errors. */
export async function measureRounds(jobs: Job[], rounds: number, what: string): Promise<Rounds> {
  const missing: Rounds['missing'] = [];
  const timed: { job: Job; row: Row }[] = [];
  let expected: number | undefined;
  for (const job of jobs) {
    const { name } = job;
    const answer = job.missing === undefined ? await job.driver.ask(job.request) : { missing: job.missing };
    if ('missing' in answer) missing.push({ name, reason: answer.missing });
    else timed.push({ job, row: { name, cpu: [], wall: [], cores: [] } });
    if ('missing' in answer || job.limit) continue;
    expected ??= answer.seen;
    if (!(Math.abs(answer.seen - expected) <= 1e-4 * Math.max(1, Math.abs(expected))))
      throw new Error(`expected ${expected} of ${name} as the first prediction of ${what}, received ${answer.seen}`);
  }
  const ask = async ({ name, driver, request }: Job): Promise<Answer> => {
    const answer = await driver.ask(request);
    if ('missing' in answer) throw new Error(`${name} ended in the middle of ${what}: ${answer.missing}`);
    return answer;
  };
  let [waited, most] = [0, 0];
  const isShared = ({ cores }: Answer): boolean => {
    most = Math.max(most, cores?.chains ?? 0);
    return cores !== undefined && !areWhole(cores, most);
  };
  for (let round = 0; round < rounds; round++) {
    for (const { job, row } of round % 2 === 0 ? timed : [...timed].reverse()) {
      let answer = await ask(job);
      while (isShared(answer) && waited < patience) {
        const started = performance.now();
        answer = await ask(job);
        waited += performance.now() - started;
      }
      row.cpu.push(answer.cpu);
      row.wall.push(answer.wall);
      if (answer.cores) row.cores!.push(answer.cores);
    }
  }
  return { rows: timed.map(({ row }) => row), missing };
}

export const rowOf = ({ rows }: Rounds, name: string): Row | undefined => rows.find((row) => row.name === name);

/** Median, in ms, of what a thread ran. */
export const milliseconds = (row: Row): number => median(row.cpu) / 1e6;

/** How many times longer `name` took than we did, by the time that threads ran. */
export function overOurs(result: Rounds, name: string): Ratio | undefined {
  const [row, ours] = [rowOf(result, name), rowOf(result, 'leeway')!];
  return row && pairRounds(row.cpu, ours.cpu);
}

/** How many times as much two threads did as one, by the clock on the wall. */
export function byTwo(result: Rounds, one: string, two: string): Ratio | undefined {
  const [single, both] = [rowOf(result, one), rowOf(result, two)];
  return single && both && pairRounds(single.wall, both.wall);
}

/** Of the peak of the same rounds, whose time is of an operation; ours is of that many. */
export function shareOfPeak(result: Rounds, operations: number): number {
  const [ours, peak] = [rowOf(result, 'leeway')!, rowOf(result, 'peak, 1')!];
  return operations * pairRounds(peak.cpu, ours.cpu).median;
}

/** Whether rounds disagree by more than a tenth, of those that count. */
export function isDisturbed(result: Rounds): boolean {
  const { cpu } = rowOf(wholeRounds(result, ['leeway', 'peak, 1']).result, 'leeway')!;
  return medianDeviation(cpu) > 0.1 * median(cpu);
}
