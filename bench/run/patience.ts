import type { Effort } from '../suites/suite';

/** Milliseconds that a run may take; what its groups do not need of them they may spend waiting for whole cores. */
const limits: Record<Effort, number> = { quick: 0, default: 170_000, full: 3_600_000 };

/** What a group may wait that was timed on whole cores before: others' bursts are some tenths of a second long. */
const least = 500;
/** Of what it takes, what another one may. */
const most = 8;

/** What is known of a group once the first process has measured it. */
interface Known {
  /** Milliseconds, waiting not counted. */
  took: number;
  /** How many more processes are to measure it. */
  ahead: number;
}

/** How long groups may wait for cores that nobody shares, and what may be measured again, so that a run keeps to its time. */
export class Patience {
  readonly #limit: number;
  readonly #processes: number;
  readonly #now: () => number;
  readonly #started: number;
  /** All groups but those that are measured once. */
  readonly #known = new Map<string, Known>();
  /** Groups that some process has timed on whole cores. */
  readonly #done = new Set<string>();

  constructor(effort: Effort, processes: number, now: () => number = () => performance.now()) {
    this.#limit = limits[effort];
    this.#processes = processes;
    this.#now = now;
    this.#started = now();
  }

  /** Milliseconds for the group that is next, which is to take `planned`, as far as anybody knows in the first process. */
  of(group: string, planned = 0): number {
    if (this.#limit === 0) return 0;
    const known = this.#known.get(group);
    if (!known) return Math.max(least, planned);
    const slack = Math.max(0, this.#slack(known));
    return Math.min(slack, this.#done.has(group) ? least : Math.max(least, most * known.took));
  }

  /** Whether there is time to measure a group once more than planned. */
  allows(group: string): boolean {
    const known = this.#known.get(group);
    return known !== undefined && this.#slack(known) >= 0;
  }

  /** A group took so long, waiting not counted, on whole cores or not; `again` if later processes measure it too. */
  took(group: string, milliseconds: number, { whole, again }: { whole: boolean; again: boolean }): void {
    if (whole) this.#done.add(group);
    const known = this.#known.get(group);
    if (known) known.ahead = Math.max(0, known.ahead - 1);
    else if (again) this.#known.set(group, { took: milliseconds, ahead: this.#processes - 1 });
  }

  /** What is left of the time once everything that is to come is done, a group that is measured once more included. */
  #slack({ took, ahead }: Known): number {
    let left = this.#limit - (this.#now() - this.#started);
    for (const group of this.#known.values()) left -= group.ahead * group.took;
    return ahead > 0 ? left : left - took;
  }
}
