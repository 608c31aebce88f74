import { Progress } from '#lib/cli/progress';
import { writeWhole } from '#lib/disk';
import { machineLine, describeMachine } from '../machine/describe';
import { disturbances } from '../machine/noise';
import { printCsv } from '../results/csv';
import { resultsOf, type Run } from '../results/document';
import { caveats, markdownOf, printRun } from '../results/print';
import { requireWritable, writeJson } from '../results/write';
import { planGroups } from '../run/plan';
import { measure, type Outcome } from '../run/run';
import { parseShard } from '../run/shard';
import { suites } from '../suites';
import { planOptions, whole, type BenchFlags } from './options';

const known = suites.map(({ name }) => name);
const usual = suites.filter(({ isDefault }) => isDefault).map(({ name }) => name);

/** `leeway bench`: measures, prints and writes. */
export async function run(flags: BenchFlags, command: string): Promise<void> {
  const options = planOptions(flags, known, usual);
  const processes = whole(flags.processes, '--processes', 1) ?? { quick: 1, default: 3, full: 5 }[options.effort];
  const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
  const files = outputs(flags);
  const plan = planGroups(options, shard);
  if (flags.list) {
    process.stdout.write(plan.map(({ group }) => `${group.id} (${group.names.length})\n`).join(''));
    return;
  }
  const machine = describeMachine();
  const warnings = disturbances();
  if (process.stderr.isTTY) process.stderr.write(`${[machineLine(machine), ...warnings].join('\n')}\n`);
  let progress = new Progress('bench', plan.length * processes);
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const outcome = await measure(plan, options, {
    processes,
    onProgress: () => progress.advance(),
    onAgain: (groups) => {
      progress.finish();
      progress = new Progress('bench, what disagreed', groups);
    },
    signal: interrupted.signal,
  });
  progress.finish();
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  const result: Run = {
    machine,
    command,
    options: { ...options, processes },
    ...(shard ? { shards: [shard] } : {}),
    complete: outcome.complete,
    warnings: [...warnings, ...sharing(outcome, plan.length)],
    rows: outcome.rows,
  };
  write(result, files);
  if (!outcome.complete) process.exitCode = 130;
}

/** What to know of cores that were never whole. */
function sharing({ shared }: Outcome, groups: number): string[] {
  if (shared.length === 0) return [];
  const some = shared.slice(0, 3).join(', ') + (shared.length > 3 ? ', …' : '');
  return [
    `others computed on the same cores while ${shared.length} of ${groups} groups were timed (${some}): their rows are noisy`,
  ];
}

interface Outputs {
  json?: string;
  csv?: string | true;
  markdown?: string | true;
}

/** Where results go, each place tried before anything is measured. */
function outputs({ json, csv, markdown }: BenchFlags): Outputs {
  const given = { json, csv, markdown };
  for (const [name, file] of Object.entries(given)) if (typeof file === 'string') requireWritable(file, `--${name}`);
  return Object.fromEntries(Object.entries(given).filter(([, file]) => file !== undefined));
}

export function write(result: Run, { json, csv, markdown }: Outputs): void {
  if (json !== undefined) writeJson(json, resultsOf([result]));
  if (typeof csv === 'string') writeWhole(csv, printCsv([result]));
  if (typeof markdown === 'string') writeWhole(markdown, markdownOf(result));
  if (csv === true) process.stdout.write(printCsv([result]));
  else if (markdown === true) process.stdout.write(markdownOf(result));
  else process.stdout.write(printRun(result));
  // Where the tables went elsewhere, what to know of them is still told.
  if (csv === true) process.stderr.write(`${caveats(result).join('\n')}\n`);
}
