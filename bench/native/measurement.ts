import { backend, type Dtype, type Isa } from 'leeway';
import { median, pairRounds, type Ratio } from '../harness/statistics';
import { levelOf, type Level } from '../machine/caches';

/** What leeway_bench prints: one run of one instruction set, dtype and size. */
export interface Measurement {
  compiler: string;
  /** The core it stayed on; -1 where the system has no say. */
  core: number;
  flushesSubnormals: boolean;
  isa: Isa;
  dtype: Dtype;
  n: number;
  libraries: Library[];
  rows: Row[];
}

export interface Library {
  name: string;
  version: string;
  /** What to install where it is not there. */
  package: string;
  installed: boolean;
}

export interface Row {
  op: string;
  /** Of ours, the kernel's; of a peer, which of its functions. */
  method: string;
  library: string;
  isa: Isa;
  /** The kernel's domain; null for infinity. */
  low: number | null;
  high: number | null;
  /** Promised; null where nothing of that kind is, as by every peer. */
  maxAbsError: number | null;
  maxUlp: number | null;
  /** The greatest difference from the oracle on the first 4096 inputs; null where there is no oracle. */
  errorSeen: number | null;
  /** Calls in a batch. */
  calls: number;
  /** Nanoseconds per call, one for each round. */
  nanoseconds: number[];
}

export const bytesOf: Record<Dtype, number> = { float32: 4, float64: 8, float16: 2, bfloat16: 2 };

export const ours = 'leeway';
export const selfCheck = 'self-check';
/** Loops of the bench itself. */
export const limits = 'limits';

/** Where the input and the output of the measured calls fit. */
export function levelOfMeasurement({ dtype, n }: Measurement): Level {
  return levelOf(n * bytesOf[dtype]);
}

export function findRow({ rows }: Measurement, library: string, op: string, method?: string): Row | undefined {
  return rows.find(
    (row) => row.library === library && row.op === op && (method === undefined || row.method === method),
  );
}

export function nanosecondsPerElement(row: Row, { n }: Measurement): number {
  return median(row.nanoseconds) / n;
}

/** By the clock of the same run, where it has one (x86-64). */
export function cyclesPerVector(row: Row, measurement: Measurement): number | undefined {
  const clock = findRow(measurement, limits, 'clock');
  const lanes = backend.lanes(measurement.isa)[measurement.dtype];
  // An element of the clock is three cycles.
  return clock && 3 * timesLonger(row, clock).median * lanes;
}

/** How many times longer `row` took than `base`, both of one measurement. */
export function timesLonger(row: Row, base: Row): Ratio {
  return pairRounds(row.nanoseconds, base.nanoseconds);
}

/** Our own ReLU of the measured instruction set. */
export function reluOf(measurement: Measurement): Row {
  const relu = findRow(measurement, ours, 'relu');
  if (!relu) throw new Error('expected a row of our ReLU in every measurement, found none');
  return relu;
}

/** Functions that other libraries offer for `op`, in the order they were measured in. */
export function peersOf({ rows }: Measurement, op: string): Row[] {
  return rows.filter((row) => row.op === op && ![ours, selfCheck, limits].includes(row.library));
}

export function peerName({ library, method }: Row): string {
  return method ? `${library} ${method}` : library;
}
