// Runs the tests that run kernels on one target and says what came of it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../build/run.mjs';
import { sources } from '../build/sources.mjs';
import { compiledTests } from '../support/compiled-tests.mjs';

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const reports = join(root, '.build/targets');
/** The tests worth an emulator: every kernel on every instruction set, the facade, functions of one's own, the LSTM against its references, posits. */
const usual = [
  'table/',
  'unit/activations',
  'unit/approximate/saved',
  'unit/float16',
  'unit/lstm/gradients',
  'unit/lstm/training',
  'unit/posit/dot',
];
// Of a target that hangs; the slowest takes two minutes on an idle machine, and many times that on a busy one.
const timeLimit = 30 * 60_000;
const isaNames = new RegExp(`\\b(${Object.keys(sources.isas).join('|')})\\b`, 'g');

/** Runs a command to its end, or to the time limit. Keeps the last lines it wrote to stderr, for when it fails. */
function finish([program, ...args], env) {
  return new Promise((resolve) => {
    // No core dump: QEMU writes one of the whole emulated process when it dies.
    const shell =
      process.platform === 'win32'
        ? [program, ...args]
        : ['sh', '-c', 'ulimit -c 0; exec "$@"', 'sh', program, ...args];
    const child = spawn(shell[0], shell.slice(1), {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: timeLimit,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.on('data', (text) => (said = (said + text).slice(-2000)));
    child.on('error', (error) => resolve({ ending: `does not start: ${error.message}`, said }));
    child.on('close', (status, signal) => resolve({ status, ending: endingOf(status, signal), said }));
  });
}

function endingOf(status, signal) {
  // A shell between us and the program makes 128 + its number of a signal.
  if (signal === 'SIGILL' || status === 132) return 'stopped by SIGILL: it met an instruction that this CPU lacks';
  if (signal === 'SIGKILL') return `killed after ${timeLimit / 60_000} minutes`;
  return signal ? `stopped by ${signal}` : `ended with exit code ${status}`;
}

/** What mocha wrote about the tests; undefined where it did not live to write it. */
function readReport(file) {
  if (!existsSync(file)) return undefined;
  const { stats, passes, failures } = JSON.parse(readFileSync(file, 'utf8'));
  const ran = new Set(passes.flatMap(({ fullTitle }) => fullTitle.match(isaNames) ?? []));
  return {
    passed: stats.passes,
    faults: failures.map(({ fullTitle, err }) => `${fullTitle}: ${(err.message ?? '').split('\n')[0]}`),
    isas: Object.keys(sources.isas).filter((isa) => ran.has(isa)),
  };
}

function isasFault(wanted, ran) {
  if (wanted.join() === ran.join()) return [];
  return [`expected tests of ${wanted.join(', ')} to pass, found ${ran.join(', ') || 'none'}`];
}

/**
 * @param {string} name
 * @param {import('./targets.mjs').Target} target
 * @param {string[]} chosen arguments for mocha: specs instead of the usual ones, --grep …
 * @returns {Promise<{ passed: number, failed: number, isas: string[], seconds: number, faults: string[] }>}
 */
export async function runTarget(name, target, chosen) {
  const started = Date.now();
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  const env = { LEEWAY_TEST_SCALE: target.scale, ...process.env, ...target.env };
  const specs = chosen.some((argument) => argument.endsWith('.js'))
    ? []
    : compiledTests(target.only ?? [...usual, ...(target.also ?? [])]);
  const options = ['--no-config', '--reporter=json', '--reporter-option', `output=${file}`, '--timeout=300000'];
  const command = [...target.node(), mocha, ...options, ...specs, ...chosen];
  const { status, ending, said } = await finish(command, env);
  const report = readReport(file);
  const faults = report?.faults ?? [`${ending}${said ? `\n${said.trimEnd()}` : ''}`];
  if (report && status !== 0 && faults.length === 0) faults.push(ending);
  // Chosen tests need not be of every instruction set.
  if (report && chosen.length === 0) faults.push(...isasFault(target.isas, report.isas));
  if (target.program) {
    const program = await finish(target.program, env);
    if (program.status !== 0) faults.push(`${target.program.at(-1)} ${program.ending}`);
  }
  const seconds = (Date.now() - started) / 1000;
  return { passed: report?.passed ?? 0, failed: faults.length, isas: report?.isas ?? [], seconds, faults };
}
