// The CPUs that leeway is tested on: this one, each of its instruction sets alone, and those that QEMU emulates.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../build/run.mjs';
import { sources } from '../build/sources.mjs';
import { arm64Node } from '../cross/arm64-node.mjs';
import { compileForArm64, sysroot } from '../cross/compile-arm64.mjs';
import { requirePrograms } from '../cross/programs.mjs';

/**
 * @typedef {object} Target
 * @property {string} what what is special about it
 * @property {string[]} isas the instruction sets that have to run there, no more and no fewer
 * @property {string[]} [also] tests besides the usual ones
 * @property {string[]} [only] tests instead of the usual ones
 * @property {string} scale the share of the samples to take: kernels run 50 to 300 times slower under emulation
 * @property {() => string | undefined} missing why it cannot run here
 * @property {() => void} [prepare] builds and installs what it needs
 * @property {() => string[]} node the command that starts its Node
 * @property {string} [program] a C++ program to run there as well
 * @property {Record<string, string>} [env]
 */

const onLinuxX64 = () =>
  process.platform === 'linux' && process.arch === 'x64' ? undefined : 'needs Linux on x64 to emulate it';

/** Debian's package has the emulators of all processors. */
const requireEmulator = () => requirePrograms({ 'qemu-x86_64-static': 'qemu-user-static' });

function prepareArm64() {
  requireEmulator();
  compileForArm64();
}

/** This CPU, told by LEEWAY_ISA to use one instruction set only. */
function forced(isa) {
  return {
    what: `this CPU, ${isa} only`,
    isas: [isa],
    scale: '0.1',
    env: { LEEWAY_ISA: isa },
    missing() {
      const { backend } = createRequire(import.meta.url)('../../dist/index.js');
      return backend.available.includes(isa)
        ? undefined
        : `this CPU has no ${isa}, and QEMU 7.2 cannot emulate AVX-512`;
    },
    node: () => [process.execPath],
  };
}

/** The x64 Node that runs this, on a CPU model of QEMU's. */
function x64(model, what, isas) {
  return {
    what,
    isas,
    scale: '0.01',
    missing: onLinuxX64,
    prepare: requireEmulator,
    node: () => ['qemu-x86_64-static', '-cpu', model, process.execPath],
  };
}

/** An arm64 Node and the cross-compiled addon, on a CPU model of QEMU's. */
function arm64(model, what) {
  const emulated = () => ['qemu-aarch64-static', '-cpu', model, '-L', sysroot()];
  return {
    what,
    isas: ['scalar', 'neon'],
    scale: '0.01',
    env: { LEEWAY_ADDON: join(root, 'build-arm64/Release/leeway.node') },
    missing: onLinuxX64,
    prepare: prepareArm64,
    node: () => [...emulated(), arm64Node()],
    program: [...emulated(), join(root, 'build-arm64/leeway_embedding')],
  };
}

const ofThisMachine = Object.keys(sources.isas).filter((isa) => sources.isas[isa].architectures.includes(process.arch));

/** Tests that run on every instruction set and take seconds. */
const few = ['table/special-values', 'unit/float16'];
/** Of CPUs whose instruction sets run whole on another one. */
const tables = ['table/'];

/** @type {Record<string, Target>} */
export const targets = {
  ...Object.fromEntries(ofThisMachine.map((isa) => [isa, forced(isa)])),
  nehalem: x64('Nehalem', 'x64 without AVX', ['scalar', 'sse2']),
  // The other instruction sets run whole on Nehalem, which takes half as long.
  haswell: { ...x64('Haswell', 'x64 without AVX-512', ['avx2']), env: { LEEWAY_ISA: 'avx2' } },
  // What these find by themselves is the test.
  'haswell-all': { ...x64('Haswell', 'x64 without AVX-512', ['scalar', 'sse2', 'avx2']), only: few },
  'haswell-f16c': { ...x64('Haswell,-f16c', 'x64 with AVX2, without F16C', ['scalar', 'sse2']), only: few },
  qemu64: { ...x64('qemu64', 'x64 baseline, SSE2', ['scalar', 'sse2']), only: tables },
  'cortex-a53': { ...arm64('cortex-a53', 'arm64, in-order'), only: tables },
  // Posits and networks take long emulated: once on NEON is enough, x64 has them natively.
  'cortex-a72': {
    ...arm64('cortex-a72', 'arm64'),
    also: ['unit/nn/gradients', 'unit/posit/arithmetic', 'unit/posit/tables'],
  },
  'neoverse-n1': { ...arm64('neoverse-n1', 'arm64, server'), only: tables },
};
