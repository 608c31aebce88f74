import type { Measured, Row } from '../results/row';
import type { Table } from '../results/table';
import type { Pace } from '../harness/timing';

/** How much to measure: a look, what fits three minutes, or all there is. */
export type Effort = 'quick' | 'default' | 'full';

/** What to forecast with the LSTM; everything as `prepareDataset` has it. */
export interface DataOptions {
  csv?: string;
  test?: string;
  target?: string;
  horizon?: number;
  window?: number;
  features?: string[];
  split?: 'time' | 'blocks';
}

/** What decides which groups there are: the same in every process and on every machine that takes a shard. */
export interface PlanOptions {
  suites: string[];
  effort: Effort;
  filter?: string;
  peers: boolean;
  seed: number;
  data: DataOptions;
  hidden?: number[];
  seeds?: number;
}

/** Rows that are measured together, in one process: the unit of sharding, and of what a crash can take along. */
export interface Group {
  suite: string;
  id: string;
  /** What it has rows for, without measuring them. */
  names: string[];
  /**
   * Measures the rows that are wanted, and those that these are compared with. `pace` is for what is timed; a group that
   * takes no pace measures once, in the first process.
   */
  measure(wanted: (name: string) => boolean, pace: Pace): Measured[] | Promise<Measured[]>;
  once?: boolean;
}

/** A part of the bench: what it measures, and how its rows are shown. */
export interface Suite {
  name: string;
  /** One line for the help and the report. */
  title: string;
  /** Part of a run that names no suite. */
  isDefault: boolean;
  plan(options: PlanOptions): Group[];
  /** What timed groups take, in each process. */
  pace(effort: Effort): Pace;
  tables(rows: Row[]): Table[];
}
