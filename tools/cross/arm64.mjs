// Runs the NEON kernels on an x64 Linux machine: cross-compiles the addon into build-arm64/, then runs the table tests on it
// with an arm64 Node under QEMU's emulation of a Cortex-A72. `npm run test:arm64`.
//   node tools/cross/arm64.mjs [mocha arguments: specs instead of the usual ones, --grep …]
// Emulation is about a hundred times slower than silicon: LEEWAY_TEST_SCALE (0.01 unless set) shrinks the tests' samples.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from '../build/run.mjs';
import { arm64Node } from './arm64-node.mjs';
import { compileForArm64, compiler } from './compile-arm64.mjs';
import { fail, requirePrograms } from './programs.mjs';

const emulator = 'qemu-aarch64-static';

/** The tests worth an emulator: those that run kernels. */
function kernelTests() {
  const folder = join(root, '.build/test');
  const wanted =
    /^(table[/\\].*|unit[/\\](activations|float16|lstm|posit[/\\](arithmetic|dot|golden|tables))[^/\\]*)\.test\.js$/;
  const found = readdirSync(folder, { recursive: true }).filter((path) => wanted.test(path));
  if (found.length === 0) fail('expected compiled tests in .build/test/table, found none: npm run build');
  return found.sort().map((path) => join(folder, path));
}

/** Where the cross compiler keeps the arm64 C library: the folder two above its dynamic loader. */
function sysroot() {
  const { stdout } = spawnSync(compiler, ['-print-file-name=ld-linux-aarch64.so.1'], { encoding: 'utf8' });
  return join(dirname(stdout.trim()), '..');
}

/** Runs an arm64 command; true where it succeeded. */
function emulate(command, environment = {}) {
  const { status } = spawnSync(emulator, ['-cpu', 'cortex-a72', '-L', sysroot(), ...command], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

compileForArm64();
requirePrograms({ [emulator]: 'qemu-user-static' });
const node = arm64Node();

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const chosen = process.argv.slice(2);
const specs = chosen.some((argument) => argument.endsWith('.js')) ? [] : kernelTests();
const tested = emulate([node, mocha, '--no-config', '--reporter=dot', '--timeout=300000', ...specs, ...chosen], {
  LEEWAY_ADDON: join(root, 'build-arm64/Release/leeway.node'),
  LEEWAY_TEST_SCALE: process.env['LEEWAY_TEST_SCALE'] ?? '0.01',
});
const embedded = emulate(['build-arm64/leeway_embedding']);
if (!tested) fail('tests failed on the emulated arm64');
if (!embedded) fail('build-arm64/leeway_embedding failed on the emulated arm64');
