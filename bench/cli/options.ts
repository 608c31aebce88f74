import type { Command } from 'commander';
import { UsageError } from '#lib/cli/errors';
import type { DataOptions, Effort, PlanOptions } from '../suites/suite';

/** As commander reads them: texts, where they are not flags. */
export interface BenchFlags {
  suite?: string[];
  filter?: string;
  quick?: boolean;
  full?: boolean;
  processes?: string;
  shard?: string;
  peers?: boolean;
  seed: string;
  json?: string;
  csv?: string | true;
  markdown?: string | true;
  list?: boolean;
  hidden?: string;
  seeds?: string;
  data?: string;
  test?: string;
  target?: string;
  horizon?: string;
  window?: string;
  features?: string;
  split?: string;
}

export function addOptions(command: Command): Command {
  return command
    .option('--suite <names...>', 'math, call, lstm, posit, sources (default: all but sources)')
    .option('--filter <regex>', 'rows whose "suite/…/name" it matches, and what they are compared with')
    .option('--quick', 'a look in under 20 s; figures are rougher')
    .option('--full', 'all sizes, more rounds, five processes: an hour')
    .option('--processes <n>', 'fresh processes, each of which measures everything (default: 3; 1 with --quick)')
    .option('--peers', 'other libraries too, where they are installed')
    .option('--seed <n>', 'of the inputs and networks', '1')
    .option('--shard <i/n>', 'the i-th of n parts of the work; merge puts them together')
    .option('--list', 'print the groups of rows there are, and measure nothing')
    .option('--json <file>', 'write everything to a file: for compare, merge and report')
    .option('--csv [file]', 'a line per row, to a file or instead of the tables')
    .option('--markdown [file]', 'tables in Markdown, to a file or instead of the tables')
    .optionsGroup('The LSTM suite:')
    .option('--hidden <sizes>', 'hidden units, such as 10,50')
    .option('--seeds <n>', 'networks trained per row, 1 to n (default: 1; 5 for a classification)')
    .option('--data <file>', 'observations to train on, as CSV (default: synthetic weather)')
    .option('--test <file>', 'observations to test on, instead of a part of those')
    .option('--target <column>', 'what to forecast (default: the temperature)')
    .option('--horizon <n>', 'how many steps ahead (default: 6; 0 for a column of labels)')
    .option('--window <n>', 'steps a forecast looks back on (default: 24)')
    .option('--features <names>', 'inputs, such as temp,wind (default: all that serve)')
    .option('--split <time|blocks>', 'how time is cut into training, validation and test (default: blocks)');
}

/** The plan that the flags ask for; a UsageError for what makes no sense. `known` are the suites, `usual` those of a run that names none. */
export function planOptions(flags: BenchFlags, known: readonly string[], usual: readonly string[]): PlanOptions {
  const { suite, filter, quick, full, peers, data, test, split } = flags;
  const asked = suite?.flatMap((names) => names.split(','));
  const unknown = asked?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`expected some of ${known.join(', ')} for --suite, received "${unknown}"`);
  if (quick && full) throw new UsageError('expected --quick or --full, received both');
  if (filter !== undefined) requirePattern(filter);
  if (split !== undefined && split !== 'time' && split !== 'blocks')
    throw new UsageError(`expected time or blocks for --split, received "${split}"`);
  if (data === undefined && test !== undefined)
    throw new UsageError('expected --data FILE to train on beside --test FILE, received none');
  const effort: Effort = quick ? 'quick' : full ? 'full' : 'default';
  const suites = asked ?? (data === undefined ? usual : ['lstm']);
  const hidden = flags.hidden?.split(',').map((size) => whole(size, '--hidden', 1)!);
  const seeds = whole(flags.seeds, '--seeds', 1);
  return {
    suites: known.filter((name) => suites.includes(name)),
    effort,
    ...(filter === undefined ? {} : { filter }),
    peers: peers ?? false,
    seed: whole(flags.seed, '--seed', 0)!,
    data: dataOptions(flags),
    ...(hidden ? { hidden } : {}),
    ...(seeds === undefined ? {} : { seeds }),
  };
}

function dataOptions({ data, test, target, horizon, window, features, split }: BenchFlags): DataOptions {
  const given = {
    csv: data,
    test,
    target,
    horizon: whole(horizon, '--horizon', 0),
    window: whole(window, '--window', 1),
    features: features?.split(',').map((name) => name.trim()),
    split,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as DataOptions;
}

export function whole(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least || text.trim() === '')
    throw new UsageError(`expected a whole number of at least ${least} for ${name}, received "${text}"`);
  return value;
}

function requirePattern(text: string): void {
  try {
    new RegExp(text);
  } catch {
    throw new UsageError(`expected a regular expression for --filter, received "${text}"`);
  }
}
