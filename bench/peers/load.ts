import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A package to compare with, as it was found; or why it was not. */
export type Peer<T> = { module: T; version: string } | { missing: string };

/** Loads a package from where the bench is run, or from beside leeway. */
export function loadPeer<T>(name: string): Peer<T> {
  const places = [createRequire(join(process.cwd(), 'leeway-bench')), createRequire(__filename)];
  let reason = '';
  for (const require of places) {
    try {
      return { module: require(name) as T, version: versionOf(name, require.resolve(name)) };
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      const [line] = message.split('\n');
      reason ||= code === 'MODULE_NOT_FOUND' && line!.includes(name) ? 'not installed' : `does not load: ${line}`;
    }
  }
  return { missing: reason === 'not installed' ? `not installed (npm install ${name})` : reason };
}

function versionOf(name: string, file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string };
    if (manifest.name === name) return manifest.version ?? 'unknown';
  }
  return 'unknown';
}

/** Tries a peer once, so that one which fails at work is a row that says so and not the end of the run. */
export async function tried<T>(peer: Peer<T>, run: (module: T) => unknown): Promise<Peer<T>> {
  if ('missing' in peer) return peer;
  try {
    await run(peer.module);
    return peer;
  } catch (error) {
    return { missing: `fails: ${(error as Error).message.split('\n')[0]}` };
  }
}
