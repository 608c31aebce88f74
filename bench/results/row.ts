import type { Dtype } from 'leeway';
import type { Interval } from '../harness/statistics';

/** What a row is of; everything that a reader needs to know to measure the same thing. */
export interface Subject {
  suite: string;
  /** Rows of one group were timed in the same rounds, or belong together otherwise: `math/float32/4096`. */
  group: string;
  /** Unique within its group. */
  name: string;
  op?: string;
  method?: string;
  dtype?: Dtype;
  isa?: string;
  /** Elements of an array; what else sizes a row is in its group or its settings. */
  n?: number;
  /** `leeway`, `JavaScript`, or a peer's package. */
  library: string;
  version?: string;
  /** Whatever else shapes the figures: threads, batch size, seed, backend. */
  settings?: Record<string, string | number>;
}

/** What `time` counts: nanoseconds per element, per call, or per epoch, prediction or other work of the group. */
export type Unit = 'ns/element' | 'ns/call' | 'ms/epoch' | 'ms/prediction' | 'ms/step';

/** As a worker measures it. */
export interface Measured extends Subject {
  /** In `unit`, one per round. */
  rounds?: number[];
  unit?: Unit;
  /** Timed while others had a part of the same cores (harness/cores.ts): what a part of a core does, of unknown size. */
  shared?: boolean;
  /** The most chains that its process had seen of a core (harness/cores.ts): all it could tell a shared one by. */
  chains?: number;
  /** Names of rows of the same group that this one's time is divided by: the first, or the fastest where there are several. */
  over?: Record<string, string[]>;
  /** Promised bounds, null where nothing of that kind is promised (JSON has no Infinity); the error seen on these inputs. */
  maxAbsError?: number | null;
  maxUlp?: number | null;
  errorSeen?: number;
  /** Other figures by name, of accuracy as a rule: what they are is said where the group is described. */
  figures?: Record<string, number>;
  /** Why there are no figures: a peer that is not installed, an array that does not fit. */
  missing?: string;
}

/** As it is written to files and printed. */
export interface Row extends Omit<Measured, 'rounds' | 'chains' | 'over'> {
  time?: {
    median: number;
    minimum: number;
    /** Median absolute deviation over rounds. */
    deviation: number;
    /** Where the median lies with 95 % confidence. */
    interval: Interval;
    rounds: number;
    /** How many more were not counted because the machine was disturbed; files of before have none. */
    leftOut?: number;
    processes: number;
  };
  /** This row's time over that of another of its group, paired by round, by the other's name. */
  ratios?: Record<string, { median: number; interval: Interval; over: string }>;
  /** Rounds or processes disagree, or all are `shared`: take the figure for an indication. */
  noisy?: boolean;
}

export const keyOf = ({ group, name }: Pick<Subject, 'group' | 'name'>): string => `${group}/${name}`;
