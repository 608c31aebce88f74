/** What timings are made by. */
export interface Instruments {
  /** Nanoseconds since whenever. */
  clock: () => bigint;
  /** Whether the cores are whole just now. */
  whole: () => boolean;
}

/** Calls that are timed as one. */
export interface Batch {
  run: () => unknown;
  calls: number;
  /** Whether one more call comes first, which does not count. */
  leadIn?: boolean;
}

/**
 * Nanoseconds of a batch that is not watched: it averages over what comes and goes within it, and would hardly ever be left
 * alone from end to end.
 */
const unwatched = 25_000_000;

/** Has batches run on whole cores, as long as its patience lasts. */
export class CoreWatch {
  waited = 0;
  #areWhole: boolean;

  constructor(
    readonly instruments: Instruments,
    readonly patience: number,
  ) {
    this.#areWhole = instruments.whole();
  }

  /** The time of a batch, and whether the cores were whole before and after. */
  *watch(batch: Batch): Generator<Batch, { time: number; isWhole: boolean }, number> {
    for (;;) {
      const before = this.#areWhole || this.#wait();
      if (batch.leadIn) yield { run: batch.run, calls: 1 };
      const time = yield batch;
      this.#areWhole = this.instruments.whole();
      const isWhole = (before && this.#areWhole) || time >= unwatched;
      if (isWhole || this.waited >= this.patience) return { time, isWhole };
      this.waited += time;
    }
  }

  /** Until the cores are whole; false if patience ends first. */
  #wait(): boolean {
    const { clock, whole } = this.instruments;
    const started = Number(clock()) - this.waited;
    while (this.waited < this.patience) {
      const areWhole = whole();
      this.waited = Number(clock()) - started;
      if (areWhole) return true;
    }
    return false;
  }
}
