// Measures one chunk at a time for tools/verify/kernels.ts.
import { parentPort } from 'node:worker_threads';
import { addon } from '#lib/backend/index';
import type { Chunk } from './plan';

parentPort!.on('message', (chunk: Chunk) => {
  parentPort!.postMessage(addon.measure(chunk.targets, chunk.alpha, chunk.first, chunk.stride, chunk.count));
});
