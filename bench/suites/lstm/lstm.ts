import type { Suite } from '../suite';
import { qualityGroups } from './quality';
import { sizesOf } from './setup';
import { lstmTables } from './tables';
import { predictionGroup, trainingGroup } from './time';

/** Source 2: what swapping the activation saves, and what it costs in accuracy, against the size of the network. */
export const lstm: Suite = {
  name: 'lstm',
  title: 'an LSTM with the activation swapped: time and accuracy by size and threads',
  isDefault: true,
  plan: (options) => [
    ...sizesOf(options).flatMap((hidden) => [trainingGroup(hidden, options), predictionGroup(hidden, options)]),
    ...qualityGroups(options),
  ],
  pace: (effort) => ({ rounds: 31, milliseconds: { quick: 500, default: 600, full: 10000 }[effort], fewest: 8 }),
  tables: lstmTables,
};
