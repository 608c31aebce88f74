// Whether what is timed has its cores to itself. A rented "core" is often one of two hyperthreads; when somebody else computes
// on the other, what keeps many ports busy takes up to twice as long and what waits for its own results hardly longer, so that
// ratios change too.
import type { CoreRates } from '#lib/backend/addon';
import { addon } from '#lib/backend/index';

/** Additions of a thread on a core of its own: two hyperthreads share the four and more that there are. */
const wholeCore = 3.9;

/** Of the most chains that were ever seen, what nobody shares: a hyperthread begins half as many, or little more. */
const share = 0.75;

/** Whether so many chains are those of a whole core, where `most` is what was ever seen. */
export const areMany = (chains: number, most: number): boolean => chains >= share * most;

/** Whether these are the rates of whole cores; true where they are not known. */
export const areWhole = ({ additions, chains }: CoreRates, most: number): boolean =>
  additions === 0 || (additions >= wholeCore && areMany(chains, most));

let most = 0;

/** The most chains in a cycle that this process knows of. */
export const mostChains = (): number => most;

/** Tells what somebody else saw on this machine. */
export function noteChains(chains: number): void {
  most = Math.max(most, chains);
}

/** Whether so many threads have whole cores just now; true where that cannot be measured. */
export function haveWholeCores(threads: number): boolean {
  const rates = addon.measureCores(threads);
  noteChains(rates.chains);
  return areWhole(rates, most);
}

/** What became of the timings since somebody asked. */
export interface Sharing {
  /** Whether there were too few rounds on whole cores in one of them, so that all were taken. */
  shared: boolean;
  /** Milliseconds that went into batches on shared cores which were run again. */
  waited: number;
}

let sharing: Sharing = { shared: false, waited: 0 };

/** Adds what became of a timing. */
export function noteSharing({ shared, waited }: Sharing): void {
  sharing = { shared: sharing.shared || shared, waited: sharing.waited + waited };
}

export function takeSharing(): Sharing {
  const noted = sharing;
  sharing = { shared: false, waited: 0 };
  return noted;
}
