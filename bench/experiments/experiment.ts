// What every experiment is given and gives.
import type { Findings } from '../results/findings';
import type { Network, NetworkFitOptions, NetworkSamples, NetworkTargets, NetworkFitResult } from 'leeway';

export interface ExperimentOptions {
  /** Folder of the real data; drawn or made up by seed where there is none. */
  data: string | undefined;
  /** A minute's worth: fewer samples, epochs and seeds. */
  quick: boolean;
  seeds: number | undefined;
  /** Threads of training. */
  threads: number;
  signal: AbortSignal;
  /** Writes down what was found so far: called whenever that took a while. */
  keep: () => void;
}

export interface Experiment {
  name: string;
  /** The source, and what it claims. */
  claim: string;
  run(options: ExperimentOptions, findings: Findings): Promise<void>;
}

/** The user has stopped the experiment. */
export class Stopped extends Error {}

export function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw new Stopped();
}

/** Fits as an experiment does: on its threads, until it is stopped. */
export async function train(
  network: Network,
  x: NetworkSamples,
  y: NetworkTargets,
  { threads, signal }: ExperimentOptions,
  options: NetworkFitOptions,
): Promise<NetworkFitResult> {
  goOn(signal);
  const result = await network.fit(x, y, { ...options, threads, signal });
  goOn(signal);
  return result;
}

/** Milliseconds of processor time of this process so far: other processes' load shows less in it than in the clock. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

export const percent = (share: number): string => (100 * share).toFixed(2);

/** Numbers 1 to n. */
export const oneTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
