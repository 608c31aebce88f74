// Hardening tests and kernels' tables under AddressSanitizer and UndefinedBehaviorSanitizer, and the LSTM's threads under
// ThreadSanitizer: `npm run test:sanitize`.
//   npm run test:sanitize -- .build/test/hardening/fuzz.test.js …    what follows goes to mocha; specs instead of the usual ones
// LEEWAY_FUZZ_CALLS (2000000), LEEWAY_FUZZ_SEED and LEEWAY_TEST_SCALE (0.05) are what the tests make of them.
import { Buffer } from 'node:buffer';
import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileByCMake } from '../build/cmake.mjs';
import { fail, root } from '../build/run.mjs';
import { requirePrograms } from '../cross/programs.mjs';
import { compiledTests } from '../support/compiled-tests.mjs';

const [folder, threadFolder] = ['build-sanitize', 'build-sanitize-threads'];
const usual = [
  ...['threads', 'stack', 'huge'].map((name) => `hardening/${name}`),
  'table/',
  'unit/lstm/',
  'unit/nn/',
  ...['refused-arrays', 'refused-queries', 'overlap'].map((name) => `unit/${name}`),
];

/** Preloaded, because Node itself is built without: the sanitizer has to be there before its first allocation. */
function runtime() {
  const { stdout } = spawnSync('g++', ['-print-file-name=libasan.so'], { encoding: 'utf8' });
  const file = stdout.trim();
  if (!existsSync(file)) fail('expected the runtime of AddressSanitizer for g++, found none: apt-get install libasan8');
  return file;
}

function run(what, command, args, env) {
  const { status, signal } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, UBSAN_OPTIONS: 'print_stacktrace=1', ...env },
  });
  if (status !== 0) fail(`${what}: ${signal ? `stopped by ${signal}` : `ended with exit code ${status}`}`);
}

if (process.platform !== 'linux') fail(`expected Linux for the sanitizers, found ${process.platform}`);
requirePrograms({ cmake: 'cmake', 'g++': 'g++' });

/** Debug, because Release is -O3: instrumented, that takes four times as long to compile. The rest is in sanitizers.cmake. */
function build(where, sanitizers, ...targets) {
  const settings = join(root, 'tools/sanitize/sanitizers.cmake');
  const definitions = [`--CDCMAKE_PROJECT_leeway_INCLUDE=${settings}`, `--CDLEEWAY_SANITIZERS=${sanitizers}`];
  compileByCMake(where, '--debug', ...definitions, ...targets);
}

// Programs without Node, which leave no block behind. Node itself is not instrumented: ThreadSanitizer would take its
// threads' meetings for races.
build(threadFolder, 'thread', '--target', 'leeway_threads');
run('leeway_threads under ThreadSanitizer', join(root, threadFolder, 'leeway_threads'), [], {});
build(folder, 'address,undefined');
for (const program of ['leeway_embedding', 'leeway_threads'])
  run(program, join(root, folder, program), [], { ASAN_OPTIONS: 'detect_leaks=1' });

// Chosen and said here: of a process that dies, the report may not say what it was doing.
const seed = process.env['LEEWAY_FUZZ_SEED'] ?? String(randomInt(2 ** 31));
process.stderr.write(`leeway: LEEWAY_FUZZ_SEED=${seed}\n`);

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const env = {
  ...process.env,
  UBSAN_OPTIONS: 'print_stacktrace=1',
  LD_PRELOAD: runtime(),
  // Node leaves what it has to the operating system. Where memory is short the kernels' callers are told, not killed.
  ASAN_OPTIONS: 'detect_leaks=0:allocator_may_return_null=1:max_allocation_size_mb=16384',
  LEEWAY_ADDON: join(root, folder, 'Debug/leeway.node'),
  LEEWAY_HARDENING: 'long',
  LEEWAY_FUZZ_SEED: seed,
  LEEWAY_FUZZ_CALLS: process.env['LEEWAY_FUZZ_CALLS'] ?? '2000000',
  LEEWAY_TEST_SCALE: process.env['LEEWAY_TEST_SCALE'] ?? '0.05',
};

/** Runs tests to their end; what they print comes in one piece, for others run at the same time. */
function test(name, args) {
  const started = Date.now();
  const options = ['--no-config', '--reporter=dot', '--timeout=600000', ...args];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [mocha, ...options], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(text));
    child.on('close', (status, signal) => {
      process.stdout.write(`\n== ${name}\n${Buffer.concat(said)}`);
      const outcome = status === 0 ? 'passed' : signal ? `stopped by ${signal}` : `ended with exit code ${status}`;
      process.stderr.write(`leeway: ${name}: ${outcome} (${((Date.now() - started) / 1000).toFixed(0)} s)\n`);
      resolve(status === 0);
    });
  });
}

const fuzz = compiledTests(['hardening/fuzz']);
const usualTests = [
  ['fuzz, seed 1', [...fuzz, '--grep', 'seed 1:']],
  ['fuzz, a new seed', [...fuzz, '--grep', 'a new seed']],
  ['the other tests', compiledTests(usual)],
];
const chosen = process.argv.slice(2);
const namesFiles = chosen.some((argument) => argument.endsWith('.js'));
const runs = namesFiles ? [['tests', chosen]] : usualTests.map(([name, args]) => [name, [...args, ...chosen]]);
// At once, however few the processors: the longest decides.
const outcomes = await Promise.all(runs.map(([name, args]) => test(name, args)));
if (!outcomes.every(Boolean)) fail('a sanitizer or a test found something');
process.stderr.write('leeway: the sanitizers found nothing\n');
