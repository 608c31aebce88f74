/** The middle of the values, or between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median absolute deviation from the median. */
export function medianDeviation(values: readonly number[], centre = median(values)): number {
  return median(values.map((value) => Math.abs(value - centre)));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of a sample; 0 for a single value. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

export type Interval = [low: number, high: number];

/**
 * The bootstrap percentile interval of the median: where the medians of samples drawn with replacement from `values` lie.
 * Nothing is drawn: such a median is at most the k-th smallest value if at least half of n draws are, which is a binomial
 * probability (Efron, Bootstrap Methods, Annals of Statistics 7, 1979, section 3). So it is the same each time.
 */
export function medianInterval(values: readonly number[], confidence = 0.95): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const [lowRank, highRank] = intervalRanks(n, confidence);
  return [sorted[lowRank]!, sorted[highRank]!];
}

const ranksFound = new Map<string, Interval>();

function intervalRanks(n: number, confidence: number): Interval {
  const key = `${n} ${confidence}`;
  const known = ranksFound.get(key);
  if (known) return known;
  const tail = (1 - confidence) / 2;
  const needed = (n >> 1) + 1;
  let low = 0;
  while (low < n - 1 && atLeast(needed, n, (low + 1) / n) < tail) low++;
  const ranks: Interval = [low, n - 1 - low];
  ranksFound.set(key, ranks);
  return ranks;
}

/** The probability that at least `count` of `n` draws succeed, each with probability `p`. */
function atLeast(count: number, n: number, p: number): number {
  if (p >= 1) return 1;
  let sum = 0;
  let logTerm = n * Math.log1p(-p); // of no success
  for (let k = 0; k <= n; k++) {
    if (k >= count) sum += Math.exp(logTerm);
    logTerm += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return sum;
}

/**
 * Where the median lies of what few values were drawn from, whatever its distribution: between the d-th value from below and
 * from above with a probability that follows from coins, and for what lies between two such probabilities between two values
 * (Hettmansperger and Sheather, Confidence intervals based on interpolated order statistics, Statistics & Probability Letters 4,
 * 1986). All values, where even they lie on both sides of it less often than that.
 */
export function fewValuesInterval(values: readonly number[], confidence: number): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const between = (d: number): number => 1 - 2 * atLeast(n - d + 1, n, 0.5);
  let d = 1;
  while (2 * d < n && between(d + 1) >= confidence) d++;
  const share = Math.max(0, between(d) - confidence) / (between(d) - between(d + 1));
  const inward = ((n - d) * share) / (d + (n - 2 * d) * share);
  const at = (outer: number, inner: number): number =>
    sorted[outer]! + inward * ((sorted[inner] ?? 0) - sorted[outer]!);
  return [at(d - 1, d), at(n - d, n - d - 1)];
}

/** How many times longer one thing took than another. */
export interface Ratio {
  /** The median over rounds of the ratio within a round. */
  median: number;
  /** Median absolute deviation of the rounds' ratios. */
  deviation: number;
  /** Where that median lies with 95 % confidence, by the bootstrap. */
  interval: Interval;
}

/** Pairs two things timed in the same rounds. */
export function pairRounds(rounds: readonly number[], base: readonly number[]): Ratio {
  const ratios = rounds.map((time, round) => time / base[round]!);
  const middle = median(ratios);
  return { median: middle, deviation: medianDeviation(ratios, middle), interval: medianInterval(ratios) };
}
