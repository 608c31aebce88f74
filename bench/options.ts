import { parseArgs } from 'node:util';

export const suiteNames = ['math', 'lstm', 'posit', 'sources'] as const;
export type SuiteName = (typeof suiteNames)[number];

export interface BenchOptions {
  suites: SuiteName[];
  quick: boolean;
  /** Where to write everything as JSON. */
  json: string | undefined;
  data: {
    csv: string | undefined;
    test: string | undefined;
    target: string | undefined;
    horizon: number | undefined;
    window: number | undefined;
    features: string[] | undefined;
    split: 'time' | 'blocks' | undefined;
  };
  hidden: number[] | undefined;
  seeds: number | undefined;
}

/** A mistake on the command line: one line for the user, exit code 2. */
export class UsageError extends Error {}

export const usage = `npm run bench [-- options]

  --suite NAME         math, lstm, posit, or sources (the tables of the documents leeway grew out of) instead of math and lstm
  --quick              a look in under 20 s; figures are rougher
  --json FILE          write everything to FILE too
  --hidden 10,50       sizes of the LSTM's hidden layer (default 10,25,50,100)
  --seeds N            networks trained per row, 1 to N (default 1; 5 for a classification)

the LSTM's data (default: synthetic weather)
  --csv FILE           observations to train on
  --test FILE          observations to test on, instead of a part of FILE
  --target COLUMN      what to forecast (default: the temperature)
  --horizon N          how many steps ahead (default 6; 0 for a column of labels)
  --window N           steps a forecast looks back on (default 24)
  --features a,b,c     inputs (default: all that serve)
  --split time|blocks  how time is cut into training, validation and test (default blocks)
`;

export function parseOptions(args: string[]): BenchOptions | 'help' {
  const values = parseFlags(
    args,
    ['quick'],
    ['suite', 'json', 'csv', 'test', 'target', 'horizon', 'window', 'features', 'split', 'hidden', 'seeds'],
  );
  if (values.help) return 'help';
  const { suite, csv, test, split } = values;
  if (suite !== undefined && !(suiteNames as readonly string[]).includes(suite))
    throw new UsageError(`expected one of ${suiteNames.join(', ')} for --suite, received "${suite}"`);
  if (split !== undefined && split !== 'time' && split !== 'blocks')
    throw new UsageError(`expected time or blocks for --split, received "${split}"`);
  if (csv === undefined && test !== undefined)
    throw new UsageError('expected --csv FILE to train on beside --test FILE, received none');
  return {
    suites: suite ? [suite as SuiteName] : csv ? ['lstm'] : ['math', 'lstm'],
    quick: values.quick,
    json: values.json,
    data: {
      csv,
      test,
      target: values.target,
      horizon: whole(values.horizon, '--horizon', 0),
      window: whole(values.window, '--window', 1),
      features: values.features?.split(',').map((name) => name.trim()),
      split,
    },
    hidden: values.hidden?.split(',').map((size) => whole(size, '--hidden', 1)!),
    seeds: whole(values.seeds, '--seeds', 1),
  };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** The values of a command line of these flags and texts, --help among them. */
export function parseFlags<Flag extends string, Text extends string>(
  args: string[],
  flags: readonly Flag[],
  texts: readonly Text[],
): Record<Flag | 'help', boolean> & Partial<Record<Text, string>> {
  const options = {
    ...Object.fromEntries(flags.map((name) => [name, flag])),
    ...Object.fromEntries(texts.map((name) => [name, text])),
    help: { ...flag, short: 'h' },
  };
  try {
    return parseArgs({ args, options }).values as never;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function whole(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least || text.trim() === '')
    throw new UsageError(`expected a whole number of at least ${least} for ${name}, received "${text}"`);
  return value;
}
