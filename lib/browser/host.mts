// What lib/backend/host.ts is in Node: what the backend is given by a browser. Built into dist/browser by
// tools/build/browser.mjs.
import type { Loaded } from '../backend/addon.js';
import { wasmAddon } from '../backend/wasm/index.js';
import type { StartThread } from '../backend/wasm/trainer.js';
import type { Outcome } from '../backend/wasm/training.js';
import { LeewayError } from '../errors.js';

const file = new URL('../leeway.wasm', import.meta.url).href;

/** Not streamed: that would ask a server for the right media type. */
async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(file);
  if (!response.ok) {
    const message = `expected leeway.wasm at ${file}, received ${response.status} ${response.statusText}`;
    throw new LeewayError(message, 'ERR_LEEWAY_NO_BACKEND');
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

const startThread: StartThread = (done, failed) => {
  const worker = new Worker(new URL('./thread.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<Outcome>) => done(data);
  worker.onerror = ({ message }) => failed(new Error(message || 'its end'));
  return {
    post: (task) => worker.postMessage(task),
    hold: () => undefined, // a page waits for nobody
    stop: () => worker.terminate(),
  };
};

const module = await compile();

export function load(): Loaded {
  return { name: 'wasm', addon: wasmAddon(module, startThread), file, reason: 'a browser loads no addons' };
}

export const environment: Record<string, string | undefined> = {};
export const processor = 'wasm32';
