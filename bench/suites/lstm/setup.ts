import { prepareDataset, type Dataset } from '#lib/weather/index';
import type { ActivationSpec } from 'leeway';
import os from 'node:os';
import type { PlanOptions } from '../suite';

/** What replaces tanh in the cell; where no gate is named, the gates keep their sigmoid. */
export interface Network {
  name: string;
  activation: ActivationSpec;
  gate?: ActivationSpec;
}

export const networks: readonly Network[] = [
  { name: 'tanh', activation: 'tanh' },
  { name: 'tanh within 1e-4', activation: { op: 'tanh', maxAbsError: 1e-4 } },
  { name: 'isru', activation: { op: 'isru', maxAbsError: 1e-5 } },
  {
    name: 'tanh and gates within 2e-4',
    activation: { op: 'tanh', maxAbsError: 2e-4 },
    gate: { op: 'sigmoid', maxAbsError: 2e-4 },
  },
];

const prepared = new Map<string, Dataset>();

/** The windows of the user's file, or of synthetic weather: prepared once per process. */
export function datasetOf({ data, effort, seed }: PlanOptions): Dataset {
  const hours = { quick: 2000, default: 4000, full: 8760 }[effort];
  const options = { ...data, ...(data.csv === undefined ? { hours, seed } : {}) };
  const key = JSON.stringify(options);
  const dataset = prepared.get(key) ?? prepareDataset(options);
  prepared.set(key, dataset);
  return dataset;
}

/** Hidden units: source 2's range. */
export function sizesOf({ hidden, effort }: PlanOptions): number[] {
  if (hidden) return hidden;
  return { quick: [10, 50], default: [10, 25, 50, 100, 200, 300], full: [10, 25, 50, 100, 150, 200, 250, 300] }[effort];
}

/** One, and as many as this machine has up to 8. */
export function threadCounts(): number[] {
  const all = 2 ** Math.floor(Math.log2(Math.min(8, os.availableParallelism())));
  return all > 1 ? [1, all] : [1];
}
