// Measures one chunk at a time for tools/verify/sweep.ts.
import { parentPort } from 'node:worker_threads';
import { addon } from '#lib/backend/index';
import type { Measurement } from '#lib/backend/addon';
import type { Chunk } from './plan';
import { areTwins } from './twins';

/** What a chunk came to. */
export interface Measured {
  measurements: Measurement[];
  /** Those of its twins that are none. */
  different: number[];
}

parentPort!.on('message', (chunk: Chunk) => {
  const { targets, twins, alpha, first, stride, count, gradientEvery } = chunk;
  parentPort!.postMessage({
    measurements: addon.measure(targets, alpha, first, stride, count, gradientEvery),
    different: twins.filter((kernel) => !areTwins(kernel, alpha, chunk)),
  } satisfies Measured);
});
