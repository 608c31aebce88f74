import { readOptions, requireOneOf } from '../checks';
import { LeewayRangeError, LeewayTypeError, received } from '../errors';
import type { Task } from './dataset';
import type { SplitKind } from './splits';

/** How windows are made of a table. */
export interface WindowOptions {
  /** The column to forecast; by default the first that is called a temperature. */
  readonly target?: string | undefined;
  /** Steps from a window's last step to its target: by default 6, for a classification 0 (the state right now). */
  readonly horizon?: number | undefined;
  /** Steps per window; 24 by default. */
  readonly window?: number | undefined;
  /** Columns, clock features or groups of them (`all`, `met`, `clock`): see `resolveFeatures`. `all` by default. */
  readonly features?: readonly string[] | undefined;
  /** How time is cut into training, validation and test: see `makeSplit`. `blocks` by default. */
  readonly split?: SplitKind | undefined;
  /** By default a classification where the target column holds both 0 and 1 and nothing else, else a regression. */
  readonly task?: Task | undefined;
  /** The column of time stamps; by default the first that holds such. */
  readonly time?: string | undefined;
  /** The column that tells stations apart; found by itself where there is one. */
  readonly group?: string | undefined;
}

/** Where the data come from, and how windows are made of them. */
export interface PrepareOptions extends WindowOptions {
  /** The file to read; without one, synthetic weather is made. */
  readonly csv?: string | undefined;
  /** A file of its own for the test part, with the columns of `csv`. */
  readonly test?: string | undefined;
  /** Of the synthetic weather: a whole number in 0..2^32-1; 1 by default. */
  readonly seed?: number | undefined;
  /** The length of the synthetic weather; a year by default. */
  readonly hours?: number | undefined;
}

const known = [
  'csv',
  'test',
  'seed',
  'hours',
  'target',
  'horizon',
  'window',
  'features',
  'split',
  'task',
  'time',
  'group',
] as const;

function checkCount(name: string, value: unknown, least: number): void {
  if (value === undefined) return;
  if (typeof value !== 'number')
    throw new LeewayTypeError(`expected a number for ${name}, received ${received(value)}`);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new LeewayRangeError(`expected a whole number of at least ${least} for ${name}, received ${value}`);
  }
}

function checkString(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'string') return;
  throw new LeewayTypeError(`expected a string for ${name}, received ${received(value)}`);
}

/** The array's names, each of them read once and checked. */
function checkedFeatures(given: unknown): readonly string[] {
  if (!Array.isArray(given)) {
    throw new LeewayTypeError(`expected an array of strings for features, received ${received(given)}`);
  }
  const features: string[] = [];
  for (let index = 0; index < given.length; index++) {
    const name: unknown = given[index];
    if (typeof name !== 'string') {
      throw new LeewayTypeError(`expected a string for features[${index}], received ${received(name)}`);
    }
    features.push(name);
  }
  return features;
}

/**
 * Refuses options of the wrong kind or range before any work is done. Returns them as they were checked.
 *
 * @throws LeewayTypeError or LeewayRangeError
 */
export function checkedOptions(given: PrepareOptions): PrepareOptions {
  const options = readOptions(given, known);
  for (const name of ['csv', 'test', 'target', 'time', 'group'] as const) checkString(name, options[name]);
  checkCount('horizon', options.horizon, 0);
  checkCount('window', options.window, 1);
  if (options.split !== undefined) requireOneOf(options.split, ['time', 'blocks'], 'split');
  if (options.task !== undefined) requireOneOf(options.task, ['regression', 'classification'], 'task');
  if (options.test !== undefined && options.csv === undefined) {
    throw new LeewayRangeError('expected a csv to train on for test, received none');
  }
  return options.features === undefined ? options : { ...options, features: checkedFeatures(options.features) };
}
