// The kernels' tests on every CPU there is a way to run here: `npm run test:targets`.
//   npm run test:targets -- nehalem avx2      these only
//   npm run test:targets -- haswell --grep tanh …    what follows the names goes to mocha, specs ending in .js too
// LEEWAY_TEST_SCALE sets the share of the samples for all of them.
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fail } from '../build/run.mjs';
import { runTarget } from './run.mjs';
import { targets } from './targets.mjs';

const { plainTable } = createRequire(import.meta.url)('../../.build/tools/support/table.js');

/** Splits the arguments into targets and what is for mocha. */
function readArguments(args) {
  const first = args.findIndex((argument) => argument.startsWith('-') || argument.endsWith('.js'));
  const [named, chosen] = first < 0 ? [args, []] : [args.slice(0, first), args.slice(first)];
  const unknown = named.find((name) => !(name in targets));
  if (unknown) fail(`expected one of ${Object.keys(targets).join(', ')} for a target, received "${unknown}"`);
  return { named, chosen };
}

/** Runs `work` on all of `list`, as many at a time as there are processors. */
async function inParallel(list, work) {
  const queue = [...list];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

const { named, chosen } = readArguments(process.argv.slice(2));
const names = named.length > 0 ? named : Object.keys(targets);
const skipped = new Map(names.flatMap((name) => (targets[name].missing() ? [[name, targets[name].missing()]] : [])));
for (const [name, reason] of skipped) if (named.length > 0) fail(`${name} cannot run here: ${reason}`);
const running = names.filter((name) => !skipped.has(name));
// Targets of one kind share what they need.
for (const prepare of new Set(running.map((name) => targets[name].prepare))) prepare?.();

const outcomes = new Map();
// Of the slow ones the slowest first: then no processor waits for it at the end. Few samples are taken where they take long.
const effort = (name) => {
  const { isas, scale, only } = targets[name];
  const each = isas.map((isa) => (isa === 'avx2' ? 4 : 1)); // emulated, AVX2 takes that much longer
  return (each.reduce((a, b) => a + b) / Number(scale)) * (only ? 0.5 : 1);
};
const bySlowness = running.toSorted((a, b) => effort(b) - effort(a));
await inParallel(bySlowness, async (name) => {
  const outcome = await runTarget(name, targets[name], chosen);
  outcomes.set(name, outcome);
  process.stderr.write(
    `leeway: ${name}: ${outcome.faults.length > 0 ? 'FAILED' : 'passed'} (${outcome.seconds.toFixed(0)} s)\n`,
  );
});

const table = plainTable(['target', 'CPU', 'instruction sets', 'passed', 'failed', 'seconds'], 3);
for (const name of names) {
  const { what } = targets[name];
  const o = outcomes.get(name);
  table.push(
    o
      ? [name, what, o.isas.join(' '), o.passed, o.failed, o.seconds.toFixed(1)]
      : [name, what, `skipped: ${skipped.get(name)}`, '-', '-', '-'],
  );
}
console.log(table.toString());
for (const [name, { faults }] of outcomes) for (const fault of faults.slice(0, 10)) console.log(`${name}: ${fault}`);

// As mocha says it, for .ci/run to count.
const total = (key) => [...outcomes.values()].reduce((sum, outcome) => sum + outcome[key], 0);
console.log(`\n  ${total('passed')} passing`);
if (skipped.size > 0) console.log(`  ${skipped.size} pending`);
if (total('failed') > 0) {
  console.log(`  ${total('failed')} failing`);
  process.exitCode = 1;
}
