/** Something to time: one call does the whole work once. */
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

// Long enough that reading the clock twice is lost in it.
const batchNanoseconds = 100_000;

/**
 * Times candidates interleaved: every round runs one batch of each, so that a disturbance or a drift of the clock meets all
 * of them alike. The order is reversed every other round.
 */
export function timeInterleaved(candidates: Candidate[], rounds: number): Timing[] {
  const sized = candidates.map((candidate) => ({
    ...candidate,
    calls: calibrate(candidate.run),
    rounds: [] as number[],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const entry of round % 2 === 0 ? sized : [...sized].reverse()) {
      entry.rounds.push(batch(entry.run, entry.calls) / entry.calls);
    }
  }
  return sized.map(({ name, rounds: times }) => {
    const middle = median(times);
    return {
      name,
      median: middle,
      minimum: Math.min(...times),
      deviation: median(times.map((time) => Math.abs(time - middle))),
      rounds: times,
    };
  });
}

function batch(run: () => unknown, calls: number): number {
  const started = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) run();
  return Number(process.hrtime.bigint() - started);
}

/** Warms up (the JIT, the caches, the clock frequency) and finds how many calls make a batch. */
function calibrate(run: () => unknown): number {
  let calls = 1;
  let time = 0;
  for (let warm = 0; warm < 3 * batchNanoseconds; warm += time) {
    time = batch(run, calls);
    if (time < batchNanoseconds) calls *= 2;
  }
  return Math.max(1, Math.ceil((calls * batchNanoseconds) / time));
}

/** How many times longer one thing took than another. */
export interface Ratio {
  /** The median over rounds of the ratio within a round. */
  median: number;
  /** Median absolute deviation of the rounds' ratios. */
  deviation: number;
  /** Where the median lies with 95 % confidence, by the ranks of the rounds' ratios (no distribution assumed). */
  interval: [number, number];
}

/** Pairs two things timed in the same rounds. */
export function pairRounds(rounds: number[], base: number[]): Ratio {
  const ratios = rounds.map((time, round) => time / base[round]!).sort((a, b) => a - b);
  const middle = median(ratios);
  const rank = Math.max(0, Math.floor((ratios.length - 1.96 * Math.sqrt(ratios.length)) / 2));
  return {
    median: middle,
    deviation: median(ratios.map((ratio) => Math.abs(ratio - middle))),
    interval: [ratios[rank]!, ratios[ratios.length - 1 - rank]!],
  };
}

/** How many times longer `timing` took than `base`: the median over rounds of the ratio within a round. */
export function pairedRatio(timing: Timing, base: Timing): number {
  return pairRounds(timing.rounds, base.rounds).median;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of a sample; 0 for a single value. */
export function standardDeviation(values: number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
