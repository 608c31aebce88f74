import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Addon } from '../addon';
import { wasmAddon } from './index';
import type { StartThread } from './trainer';
import type { Outcome } from './training';

const startThread: StartThread = (done, failed) => {
  // No flags of the main thread's: some, such as --input-type, do not suit a file.
  const worker = new Worker(join(__dirname, 'thread.js'), { execArgv: [] });
  worker.on('message', (outcome: Outcome) => done(outcome));
  worker.on('error', failed);
  worker.on('exit', (code) => failed(new Error(`its end with exit code ${code}`)));
  return {
    post: (task) => worker.postMessage(task),
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
    stop: () => void worker.terminate(),
  };
};

/** Loads a leeway.wasm. */
export function openWasm(file: string): Addon {
  return wasmAddon(new WebAssembly.Module(readFileSync(file)), startThread);
}
