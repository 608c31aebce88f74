import type { Effort } from '../suites/suite';

/** Milliseconds that a run may take; what its groups do not need of them they may spend waiting for whole cores. */
const limits: Record<Effort, number> = { quick: 0, default: 170_000, full: 3_600_000 };

/** What a group may wait that was timed on whole cores before: others' bursts are some tenths of a second long. */
const least = 500;
/** Of what it takes, what another one may. */
const most = 8;

/** How long groups may wait for cores that nobody shares, so that a run keeps to its time. */
export class Patience {
  readonly #limit: number;
  readonly #processes: number;
  readonly #now: () => number;
  readonly #started: number;
  /** Milliseconds of each group in the first process, waiting not counted; all but those that are measured once. */
  readonly #took = new Map<string, number>();
  /** Groups that some process has timed on whole cores. */
  readonly #done = new Set<string>();
  #ahead = 0;

  constructor(effort: Effort, processes: number, now: () => number = () => performance.now()) {
    this.#limit = limits[effort];
    this.#processes = processes;
    this.#now = now;
    this.#started = now();
  }

  /** Milliseconds for the group that is next, which is to take `planned`, as far as anybody knows in the first process. */
  of(group: string, planned = 0): number {
    if (this.#limit === 0) return 0;
    const took = this.#took.get(group);
    if (took === undefined) return Math.max(least, planned);
    const slack = Math.max(0, this.#limit - (this.#now() - this.#started) - this.#ahead);
    return Math.min(slack, this.#done.has(group) ? least : Math.max(least, most * took));
  }

  /** A group took so long, waiting not counted, on whole cores or not; `again` if later processes measure it too. */
  took(group: string, milliseconds: number, { whole, again }: { whole: boolean; again: boolean }): void {
    if (whole) this.#done.add(group);
    const known = this.#took.get(group);
    if (known !== undefined) this.#ahead -= known;
    else if (again) {
      this.#took.set(group, milliseconds);
      this.#ahead += (this.#processes - 1) * milliseconds;
    }
  }
}
