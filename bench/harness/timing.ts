import os from 'node:os';
import { CoreWatch, type Batch, type Instruments } from './core-watch';
import { haveWholeCores, noteSharing } from './cores';
import { shuffle } from './shuffle';
import { median, medianDeviation, pairRounds } from './statistics';

/** Something to time. A promise is awaited where `timeAwaiting` times. */
export interface Candidate {
  name: string;
  run: () => unknown;
  /** How many calls do the whole work once: 1 if nothing else is said. */
  parts?: number;
  /** The numbers it reads: those that read the same are timed one after another. */
  reads?: unknown;
  /** Puts them where it reads them, before the first of those; not timed. */
  load?: () => void;
}

export interface Timing {
  name: string;
  /** Nanoseconds of the whole work: the median over rounds, the fastest round, and the median absolute deviation. */
  median: number;
  minimum: number;
  deviation: number;
  /** Nanoseconds of the whole work in every round, in order: what ratios are paired by. */
  rounds: number[];
}

/**
 * How long to go on: so many rounds, fewer if they would take longer than `milliseconds`, but never below `fewest`. Batches on
 * cores that others share are run again as long as that has not taken `patience` milliseconds.
 */
export interface Pace {
  rounds: number;
  milliseconds?: number;
  fewest?: number;
  patience?: number;
}

// Long enough that reading the clock twice is lost in it.
const batchNanoseconds = 100_000;

/**
 * Calls so long and so few that what others left in the caches would be a part of what is timed: another one each time, as the
 * order changes. Much longer ones hardly feel it.
 */
const needsLeadIn = (calls: number, nanoseconds: number): boolean => calls <= 100 && nanoseconds < 2e6;

interface Sized extends Candidate, Batch {
  /** Nanoseconds of the calls when they were found. */
  time: number;
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
  { clock = process.hrtime.bigint, whole = () => haveWholeCores(1) }: Partial<Instruments> = {},
): Timing[] {
  const steps = measuring(
    candidates,
    typeof pace === 'number' ? { rounds: pace } : pace,
    { clock, whole },
    needsLeadIn,
  );
  let step = steps.next();
  while (!step.done) {
    const { run, calls } = step.value;
    const started = clock();
    for (let i = 0; i < calls; i++) run();
    step = steps.next(Number(clock() - started));
  }
  return step.value;
}

// What returns a promise runs on other threads, on any of the cores.
const cores = Math.min(2, os.availableParallelism());

/** The same for calls that return promises, one after another: those compute on what is their own, and have no call ahead. */
export async function timeAwaiting(
  candidates: readonly Candidate[],
  pace: Pace | number,
  { clock = process.hrtime.bigint, whole = () => haveWholeCores(cores) }: Partial<Instruments> = {},
): Promise<Timing[]> {
  const steps = measuring(candidates, typeof pace === 'number' ? { rounds: pace } : pace, { clock, whole });
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
function* measuring(
  candidates: readonly Candidate[],
  pace: Pace,
  instruments: Instruments,
  leadIn: typeof needsLeadIn = () => false,
): Generator<Batch, Timing[], number> {
  const sized: Sized[] = [];
  let loaded: unknown;
  const load = ({ reads, load }: Candidate): void => {
    if (load && reads !== loaded) load();
    loaded = reads;
  };
  for (const candidate of candidates) {
    load(candidate);
    sized.push({ ...candidate, ...(yield* warmUp(candidate.run)), rounds: [] });
  }
  let roundNanoseconds = 0;
  for (const entry of sized) {
    load(entry);
    // Now that everything is warm; what is long anyway need not be asked once more.
    const time = entry.calls === 1 ? entry.time : Math.max(1, yield entry);
    const once = time / entry.calls;
    entry.calls = Math.max(1, Math.ceil(batchNanoseconds / once));
    entry.leadIn = leadIn(entry.calls, once);
    roundNanoseconds += (entry.calls + Number(entry.leadIn)) * once;
  }
  const { rounds, milliseconds = Infinity, fewest = 5, patience = 0 } = pace;
  const affordable = Math.floor((milliseconds * 1e6) / roundNanoseconds);
  const count = Math.min(rounds, Math.max(fewest, affordable));
  const order = [...sized];
  const random = randomNumbers();
  const cores = new CoreWatch(instruments, patience * 1e6);
  const wholeRounds: number[] = [];
  for (let round = 0; round < count; round++) {
    shuffle(order, random);
    keepReadersTogether(order);
    let whole = true;
    for (const entry of order) {
      load(entry);
      const { time, isWhole } = yield* cores.watch(entry);
      entry.rounds.push((time / entry.calls) * (entry.parts ?? 1));
      whole &&= isWhole;
    }
    if (whole) wholeRounds.push(round);
  }
  const shared = wholeRounds.length < Math.min(fewest, count);
  noteSharing({ shared, waited: cores.waited / 1e6 });
  const kept = (times: number[]): number[] => (shared ? times : wholeRounds.map((round) => times[round]!));
  return sized.map(({ name, rounds: times }) => timingOf(name, kept(times)));
}

/** In the order of their first ones: what they read is put there once. */
function keepReadersTogether(order: Candidate[]): void {
  const numbers = [...new Set(order.map(({ reads }) => reads))];
  order.sort((a, b) => numbers.indexOf(a.reads) - numbers.indexOf(b.reads));
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

/** Warms up (the JIT, the caches, the clock frequency) and finds how many calls make about a batch, and what they take. */
function* warmUp(run: () => unknown): Generator<Batch, { calls: number; time: number }, number> {
  let calls = 1;
  for (let warm = 0; ;) {
    const time = Math.max(1, yield { run, calls });
    warm += time;
    if (warm >= 3 * batchNanoseconds) return { calls, time };
    if (time < batchNanoseconds) calls *= 2;
  }
}

/** How many times longer `timing` took than `base`: the median over rounds of the ratio within a round. */
export function pairedRatio(timing: Timing, base: Timing): number {
  return pairRounds(timing.rounds, base.rounds).median;
}
