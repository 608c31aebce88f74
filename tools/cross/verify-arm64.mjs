// Measures the NEON kernels on an x64 Linux machine: cross-compiles the addon and sweeps it with an arm64 Node under QEMU's
// emulation of a Cortex-A72. Emulation is slow: give it a --stride.
//   node tools/cross/verify-arm64.mjs --op tanh --stride 20011 --float64-inputs 20000 --write
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../build/run.mjs';
import { arm64Node } from './arm64-node.mjs';
import { compileForArm64, sysroot } from './compile-arm64.mjs';
import { requirePrograms } from './programs.mjs';

const emulator = 'qemu-aarch64-static';

compileForArm64();
requirePrograms({ [emulator]: 'qemu-user-static' });
const verify = [join(root, '.build/tools/verify/main.js'), '--suite', 'kernels', '--isa', 'neon'];
const { status } = spawnSync(
  emulator,
  ['-cpu', 'cortex-a72', '-L', sysroot(), arm64Node(), ...verify, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, LEEWAY_ADDON: join(root, 'build-arm64/Release/leeway.node') } },
);
process.exitCode = status ?? 1;
