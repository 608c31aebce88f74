// Builds the addon, leeway_kernels and the embedding test by CMake, beside node-gyp's build/: `npm run build:cmake`.
//   node tools/build/cmake.mjs bench    leeway_kernels, leeway_bench and leeway_lstm_bench, in the same folder
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { run } from './run.mjs';

/** Compiles into `folder` what changed since; `options` go to cmake-js. */
export function compileByCMake(folder, ...options) {
  if (spawnSync('cmake', ['--version']).status !== 0) {
    process.stderr.write('leeway: expected cmake 3.21 or newer, found none: apt-get install cmake ninja-build\n');
    process.exit(1);
  }
  const cmakeJs = createRequire(import.meta.url).resolve('cmake-js/bin/cmake-js');
  const jobs = String(availableParallelism());
  run(`built ${folder} by CMake`, cmakeJs, 'compile', '-O', folder, '-p', jobs, '-l', 'error', ...options);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const bench = ['--target', 'leeway_bench', '--CDLEEWAY_BENCH=ON'];
  compileByCMake('build-cmake', ...(process.argv[2] === 'bench' ? bench : []));
}
