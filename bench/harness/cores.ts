// Whether what is timed has its cores to itself. A rented "core" is often one of two hyperthreads; when somebody else computes
// on the other, what keeps many ports busy takes up to twice as long and what waits for its own results hardly longer, so that
// ratios change too.
import { addon } from '#lib/backend/index';

/** Additions in a cycle that a thread does on a core of its own: two hyperthreads share the four and more that there are. */
export const wholeCore = 3.9;

/** Whether somebody else has a part of the core; not where additions are 0, which could not be measured then. */
export const isShared = (additions: number): boolean => additions > 0 && additions < wholeCore;

/** Whether so many threads have whole cores just now; true where that cannot be measured. */
export const haveWholeCores = (threads: number): boolean => !isShared(addon.additionsPerCycle(threads));

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
