// Builds dist/leeway.wasm, the addon's C++ for wasm32 with SIMD128, by Debian's clang 16: `npm run build:wasm`.
//   node tools/build/wasm.mjs --check    builds it once more elsewhere and compares: the same sources give the same bytes
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirePrograms } from '../cross/programs.mjs';
import { fail, newest, root } from './run.mjs';
import { sources } from './sources.mjs';

const clang = 'clang++-16';
const llvm = '/usr/lib/llvm-16';
// What each of Debian's packages brings.
const toolchain = {
  [clang]: 'clang-16',
  'wasm-ld-16': 'lld-16',
  'wasm-opt': 'binaryen',
  '/usr/include/wasm32-wasi/stdlib.h': 'wasi-libc',
  [`${llvm}/include/wasm32-wasi/c++/v1/vector`]: 'libc++-16-dev-wasm32',
  [`${llvm}/lib/wasm32-wasi/libc++abi.a`]: 'libc++abi-16-dev-wasm32',
  [`${llvm}/lib/clang/16/lib/wasi/libclang_rt.builtins-wasm32.a`]: 'libclang-rt-16-dev-wasm32',
};

const target = ['--target=wasm32-wasi'];
const compilerFlags = [
  ...['-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics'],
  ...['-stdlib=libc++', '-isystem', `${llvm}/include/wasm32-wasi/c++/v1`, '-Inative', '-Inative/include'],
];
const linkerFlags = [
  ...['-mexec-model=reactor', `-L${llvm}/lib/wasm32-wasi`],
  // A stack that overflows then traps instead of running into the data.
  ...['-Wl,--strip-all', '-Wl,--stack-first'],
  ...sources.wasm.exports.map((name) => `-Wl,--export=${name}`),
];

/** What the code uses beyond WebAssembly's first version: SIMD, and what clang takes for granted. */
const features = ['simd', 'bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int'].map(
  (name) => `--enable-${name}`,
);

const compile = (...args) => command(clang, ...target, ...args);

function command(program, ...args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => (code === 0 ? resolve() : fail('building leeway.wasm failed')));
  });
}

/** A download: only what is meant to be fast is compiled for speed, and kernels before all. */
const optimise = (isa, source) => {
  if (isa !== 'wasm') return ['-Oz'];
  return source.startsWith('native/kernels/') ? ['-O2'] : ['-Os'];
};

/** Every source with the flags of its own. */
function units() {
  const isas = Object.entries(sources.isas).filter(([, { architectures }]) => architectures.includes('wasm32'));
  return [
    ...[...sources.core, ...sources.wasm.sources].map((source) => ({ source, flags: optimise() })),
    ...isas.flatMap(([isa, { flags }]) =>
      sources.isa_sources.map((source) => ({
        source: source.replace('{isa}', isa),
        flags: [...optimise(isa, source), ...flags],
      })),
    ),
  ];
}

async function build(output, objects) {
  mkdirSync(objects, { recursive: true });
  const all = units().map((unit) => ({
    ...unit,
    object: join(objects, `${unit.source.replaceAll('/', '-').replace('.cc', '')}.o`),
  }));
  const waiting = [...all];
  const work = async () => {
    for (let unit = waiting.shift(); unit; unit = waiting.shift())
      await compile(...compilerFlags, ...sources.flags, ...unit.flags, '-c', unit.source, '-o', unit.object);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const linked = join(objects, 'linked.wasm');
  await compile(...linkerFlags, ...all.map(({ object }) => object), '-o', linked);
  // The stack comes first, so nothing of the program's lies in the first kilobyte: offsets then fold into loads.
  await command('wasm-opt', '-Os', '--low-memory-unused', ...features, linked, '-o', output);
}

const output = join(root, 'dist/leeway.wasm');
const size = () => `${(statSync(output).size / 1024).toFixed(0)} KB`;
const inputs = ['native', 'tools/build/wasm.mjs'].map((path) => newest(join(root, path)));

if (Math.max(...inputs) > newest(output)) {
  requirePrograms(toolchain);
  const started = Date.now();
  mkdirSync(join(root, 'dist'), { recursive: true });
  await build(output, join(root, '.build/wasm'));
  chmodSync(output, 0o644);
  process.stderr.write(`leeway: built dist/leeway.wasm, ${size()} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

if (process.argv.includes('--check')) {
  requirePrograms(toolchain);
  const folder = mkdtempSync(join(tmpdir(), 'leeway-wasm-'));
  try {
    await build(join(folder, 'leeway.wasm'), folder);
    if (!readFileSync(join(folder, 'leeway.wasm')).equals(readFileSync(output)))
      fail(
        'expected the same bytes from the same sources for dist/leeway.wasm, received others: npm run clean, and again',
      );
    process.stderr.write(`leeway: dist/leeway.wasm is what its sources give, ${size()}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
