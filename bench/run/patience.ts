import type { Effort } from '../suites/suite';

/** Milliseconds that a run may take; what its groups do not need of them they may spend waiting for whole cores. */
const limits: Record<Effort, number> = { quick: 0, default: 170_000, full: 3_600_000 };

/** What a group may wait at least and at most, while there is time: others' bursts are some tenths of a second long. */
const least = 500;
const most = (took: number): number => Math.max(least, 4 * took);
/** Of the time that is left, shared out by what groups take, how many shares one may wait: most will not need theirs. */
const shares = 3;

/** How long groups may wait for cores that nobody shares, so that a run keeps to its time. */
export class Patience {
  readonly #limit: number;
  readonly #processes: number;
  readonly #now: () => number;
  readonly #started: number;
  /** Milliseconds of each group in the first process, waiting not counted; all but those that are measured once. */
  readonly #took = new Map<string, number>();
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
    return Math.min(slack, most(took), Math.max(least, (slack * shares * took) / this.#ahead));
  }

  /** A group took so long, waiting not counted; `again` if later processes measure it too. */
  took(group: string, milliseconds: number, again: boolean): void {
    const known = this.#took.get(group);
    if (known !== undefined) this.#ahead -= known;
    else if (again) {
      this.#took.set(group, milliseconds);
      this.#ahead += (this.#processes - 1) * milliseconds;
    }
  }
}
