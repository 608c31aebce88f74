import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { LeewayError } from '../errors';
import type { Addon, Loaded } from './addon';
import { explain } from './explain';
import { platform } from './platform';
import { openWasm } from './wasm/node';

const root = join(__dirname, '../..');

export interface Candidate {
  what: string;
  file: string;
}

/** A candidate that did not serve: what loading it raised, nothing where there is no such file. */
export interface Attempt extends Candidate {
  error?: NodeJS.ErrnoException;
}

const wasm: Candidate = { what: 'WebAssembly', file: join(root, 'dist/leeway.wasm') };

function addons(forced: string | undefined): Candidate[] {
  if (forced) return [{ what: 'LEEWAY_ADDON', file: resolve(forced) }];
  return [
    { what: 'local build', file: join(root, 'build/Release/leeway.node') },
    { what: 'prebuild', file: join(root, 'prebuilds', platform(), 'leeway.node') },
  ];
}

/**
 * What may run the kernels, best first. `LEEWAY_ADDON` names one file and rules the others out, `LEEWAY_BACKEND` rules out
 * the addon or WebAssembly.
 */
export function candidates(environment: NodeJS.ProcessEnv = process.env): Candidate[] {
  const { LEEWAY_ADDON: file, LEEWAY_BACKEND: name } = environment;
  if (name && name !== 'native' && name !== 'wasm') {
    const message = `expected native or wasm for LEEWAY_BACKEND, received ${JSON.stringify(name)}`;
    throw new LeewayError(message, 'ERR_LEEWAY_NO_BACKEND');
  }
  if (name === 'wasm') return [wasm];
  return name === 'native' || file ? addons(file) : [...addons(file), wasm];
}

const open = (file: string): Addon => (isWasm(file) ? openWasm(file) : (require(file) as Addon));

const isWasm = (file: string): boolean => file.endsWith('.wasm');

/** Why this one, after those that did not serve. */
function reasonFor({ what, file }: Candidate, attempts: Attempt[]): string {
  if (isWasm(file)) {
    const causes = attempts.map(
      (attempt) => `${attempt.what}: ${attempt.error?.message.split('\n')[0] ?? `no file ${attempt.file}`}`,
    );
    return causes.length > 0 ? `no addon loads: ${causes.join('; ')}` : 'LEEWAY_BACKEND asks for it';
  }
  // A broken file that was passed over must not go unsaid.
  const broken = attempts.filter(({ error }) => error).map((attempt) => `, ${attempt.what} does not load`);
  return `${what} found${broken.join('')}`;
}

/** Loads the first candidate that loads; `attempts` are those before it, all of them where none does. */
export function loadFirst(list: Candidate[]): { loaded?: Loaded; attempts: Attempt[] } {
  const attempts: Attempt[] = [];
  for (const candidate of list) {
    const { what, file } = candidate;
    if (!existsSync(file)) {
      attempts.push({ what, file });
      continue;
    }
    try {
      const loaded: Loaded = {
        name: isWasm(file) ? 'wasm' : 'native',
        addon: open(file),
        file,
        reason: reasonFor(candidate, attempts),
      };
      return { loaded, attempts };
    } catch (error) {
      attempts.push({ what, file, error: error as NodeJS.ErrnoException });
    }
  }
  return { attempts };
}

/** Says once that the slower backend runs though nobody asked for it: what was tried, and what to do. */
function warnOfWasm(attempts: Attempt[]): void {
  if (!isMainThread) return; // which has said it
  const message = 'leeway runs on WebAssembly, which is slower than its native addon';
  process.emitWarning(message, { code: 'LEEWAY_WASM', detail: explain(attempts, root) });
}

/** Loads what runs the kernels. Throws ERR_LEEWAY_NO_BACKEND with everything that was tried and what to do. */
export function load(list: Candidate[] = candidates()): Loaded {
  const { loaded, attempts } = loadFirst(list);
  if (loaded?.name === 'wasm' && attempts.length > 0) warnOfWasm(attempts);
  if (loaded) return loaded;
  throw new LeewayError(explain(attempts, root), 'ERR_LEEWAY_NO_BACKEND');
}
