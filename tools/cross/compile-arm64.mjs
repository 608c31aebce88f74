// Cross-compiles the addon for Linux on arm64 into build-arm64/, on Linux. `node tools/cross/compile-arm64.mjs`
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileByCMake } from '../build/cmake.mjs';
import { fail } from '../build/run.mjs';
import { requirePrograms } from './programs.mjs';

const compiler = 'aarch64-linux-gnu-g++';

export function compileForArm64() {
  if (process.platform !== 'linux') fail(`expected Linux for cross-compiling to arm64, found ${process.platform}`);
  requirePrograms({ cmake: 'cmake', [compiler]: 'g++-aarch64-linux-gnu' });
  compileByCMake('build-arm64', '--arch', 'arm64', '--CDCMAKE_TOOLCHAIN_FILE=cmake/aarch64-linux-gnu.cmake');
}

/** Where the cross compiler keeps the arm64 C library: the folder two above its dynamic loader. */
export function sysroot() {
  const { stdout } = spawnSync(compiler, ['-print-file-name=ld-linux-aarch64.so.1'], { encoding: 'utf8' });
  return join(dirname(stdout.trim()), '..');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) compileForArm64();
