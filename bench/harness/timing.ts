import { shuffle } from './shuffle';
import { median, medianDeviation, pairRounds } from './statistics';

/** Something to time: one call does the whole work once. A promise is awaited where `timeAwaiting` times. */
export interface Candidate {
  name: string;
  run: () => unknown;
}

export interface Timing {
  name: string;
  /** Nanoseconds per call: the median over rounds, the fastest round, and the median absolute deviation. */
  median: number;
  minimum: number;
  deviation: number;
  /** Nanoseconds per call of every round, in order: what ratios are paired by. */
  rounds: number[];
}

/** How long to go on: so many rounds, fewer if they would take longer than `milliseconds`, but never below `fewest`. */
export interface Pace {
  rounds: number;
  milliseconds?: number;
  fewest?: number;
}

/** Nanoseconds since whenever. */
export type Clock = () => bigint;

// Long enough that reading the clock twice is lost in it.
const batchNanoseconds = 100_000;

interface Batch {
  run: () => unknown;
  calls: number;
}

interface Sized extends Candidate, Batch {
  rounds: number[];
}

/**
 * Times candidates interleaved: every round runs one batch of each, so that a disturbance or a drift of the clock meets all
 * of them alike. Every round has another order, the same ones each time, so that what ran before (which caches it left, at
 * which clock frequency) is not always the same either. Each is warmed up and its batches sized first.
 */
export function timeInterleaved(
  candidates: readonly Candidate[],
  pace: Pace | number,
  clock: Clock = process.hrtime.bigint,
): Timing[] {
  const steps = measuring(candidates, typeof pace === 'number' ? { rounds: pace } : pace);
  let step = steps.next();
  while (!step.done) {
    const { run, calls } = step.value;
    const started = clock();
    for (let i = 0; i < calls; i++) run();
    step = steps.next(Number(clock() - started));
  }
  return step.value;
}

/** The same for calls that return promises, one after another. */
export async function timeAwaiting(
  candidates: readonly Candidate[],
  pace: Pace | number,
  clock: Clock = process.hrtime.bigint,
): Promise<Timing[]> {
  const steps = measuring(candidates, typeof pace === 'number' ? { rounds: pace } : pace);
  let step = steps.next();
  while (!step.done) {
    const { run, calls } = step.value;
    const started = clock();
    for (let i = 0; i < calls; i++) await run();
    step = steps.next(Number(clock() - started));
  }
  return step.value;
}

/** What to run next; takes the nanoseconds it took. */
function* measuring(candidates: readonly Candidate[], pace: Pace): Generator<Batch, Timing[], number> {
  const sized: Sized[] = [];
  let roundNanoseconds = 0;
  for (const candidate of candidates) {
    const { calls, nanoseconds } = yield* calibrate(candidate.run);
    sized.push({ ...candidate, calls, rounds: [] });
    roundNanoseconds += nanoseconds;
  }
  const { rounds, milliseconds = Infinity, fewest = 5 } = pace;
  const affordable = Math.floor((milliseconds * 1e6) / roundNanoseconds);
  const count = Math.min(rounds, Math.max(fewest, affordable));
  const order = [...sized];
  const random = randomNumbers();
  for (let round = 0; round < count; round++) {
    shuffle(order, random);
    for (const entry of order) entry.rounds.push((yield entry) / entry.calls);
  }
  return sized.map(({ name, rounds: times }) => timingOf(name, times));
}

/** Uniform in [0, 1), the same ones each time. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function timingOf(name: string, rounds: number[]): Timing {
  const middle = median(rounds);
  return {
    name,
    median: middle,
    minimum: rounds.reduce((least, time) => Math.min(least, time)),
    deviation: medianDeviation(rounds, middle),
    rounds,
  };
}

/** Warms up (the JIT, the caches, the clock frequency) and finds how many calls make a batch, and what that takes. */
function* calibrate(run: () => unknown): Generator<Batch, { calls: number; nanoseconds: number }, number> {
  let calls = 1;
  let time = 0;
  for (let warm = 0; warm < 3 * batchNanoseconds; warm += time) {
    time = Math.max(1, yield { run, calls });
    if (time < batchNanoseconds) calls *= 2;
  }
  const enough = Math.max(1, Math.ceil((calls * batchNanoseconds) / time));
  return { calls: enough, nanoseconds: (enough * time) / calls };
}

/** How many times longer `timing` took than `base`: the median over rounds of the ratio within a round. */
export function pairedRatio(timing: Timing, base: Timing): number {
  return pairRounds(timing.rounds, base.rounds).median;
}
