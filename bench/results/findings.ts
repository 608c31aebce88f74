// What the experiments of `npm run experiment` find, and the files they write it into.
import { UsageError } from '#lib/cli/errors';
import type { Machine } from '../machine/describe';
import { isMachine, isObject, isText, isTexts } from './read';

/** Cells are text, the first column names the row. */
export interface FindingsTable {
  title: string;
  head: string[];
  rows: string[][];
  notes?: string[];
}

/** Lines over a common axis, of numbers or of names in their order. */
export interface LineFindings {
  kind: 'lines';
  title: string;
  x: string;
  y: string;
  lines: { name: string; points: [x: number | string, y: number][] }[];
}

/** A quantity by name, group by group. */
export interface BarFindings {
  kind: 'bars';
  title: string;
  /** What the bars count. */
  value: string;
  groups: { name: string; bars: [name: string, value: number][] }[];
}

export type FindingsChart = LineFindings | BarFindings;

/** Filled as an experiment goes, so that what was measured is there when it is stopped. */
export interface Findings {
  /** What it was measured on. */
  data: string;
  tables: FindingsTable[];
  charts: FindingsChart[];
}

const format = 'leeway-experiment';
const version = 1;

/** A file of an experiment. */
export interface ExperimentResults extends Findings {
  format: typeof format;
  version: typeof version;
  experiment: string;
  /** The source, and what it claims. */
  claim: string;
  /** What was typed. */
  command: string;
  machine: Machine;
  quick: boolean;
  /** False where it was stopped, or goes on. */
  complete: boolean;
}

export function experimentResults(of: Omit<ExperimentResults, 'format' | 'version'>): ExperimentResults {
  return { format, version, ...of };
}

/** Files of the first experiments had no format and no version. */
const isOld = (content: unknown): boolean =>
  isObject(content) && content['format'] === undefined && isText(content['experiment']);

/** Whether a file's content says that it is an experiment's; whether it can be read is for `checkedExperiment` to say. */
export const isExperiment = (content: unknown): boolean =>
  isOld(content) || (isObject(content) && content['format'] === format);

/** Checks what a reader of an experiment's file relies on; a UsageError names what is wrong. */
export function checkedExperiment(content: unknown, file: string): ExperimentResults {
  const refuse = (expected: string): never => {
    throw new UsageError(`expected ${expected} in ${file}: is it a result of npm run experiment --json?`);
  };
  if (!isObject(content) || !isExperiment(content)) return refuse(`"format": "${format}"`);
  if (isOld(content) || content['version'] !== version)
    throw new UsageError(
      `expected an experiment of version ${version} in ${file}, received version ${isOld(content) ? 0 : JSON.stringify(content['version'])}: run it again, with this leeway`,
    );
  for (const name of ['experiment', 'claim', 'command', 'data'])
    if (!isText(content[name])) return refuse(`a text as "${name}"`);
  for (const name of ['quick', 'complete'])
    if (typeof content[name] !== 'boolean') return refuse(`true or false as "${name}"`);
  if (!isMachine(content['machine'])) return refuse('a machine');
  listOf(content['tables']).forEach(
    (table, i) => isTable(table) || refuse(`head and rows of the same width in tables[${i}]`),
  );
  listOf(content['charts']).forEach((chart, i) => isChart(chart) || refuse(`lines or bars of numbers in charts[${i}]`));
  return content as unknown as ExperimentResults;

  function listOf(list: unknown): unknown[] {
    return Array.isArray(list) ? list : refuse('lists of tables and charts');
  }
}

function isTable(table: unknown): boolean {
  if (!isObject(table) || !isText(table['title'])) return false;
  const { head, rows, notes } = table;
  if (!isTexts(head) || (notes !== undefined && !isTexts(notes))) return false;
  return Array.isArray(rows) && rows.every((row) => isTexts(row) && row.length === head.length);
}

/** [{ name, [of]: [[place, number], …] }, …] */
const areSeries = (list: unknown, of: string, isPlace: (place: unknown) => boolean): boolean =>
  Array.isArray(list) &&
  list.every((one: unknown) => {
    if (!isObject(one) || !isText(one['name'])) return false;
    const pairs = one[of];
    const isPair = (pair: unknown): boolean => Array.isArray(pair) && isPlace(pair[0]) && Number.isFinite(pair[1]);
    return Array.isArray(pairs) && pairs.every(isPair);
  });

function isChart(chart: unknown): boolean {
  if (!isObject(chart) || !isText(chart['title'])) return false;
  const { kind, x, y, value, lines, groups } = chart;
  if (kind === 'lines')
    return isText(x) && isText(y) && areSeries(lines, 'points', (place) => isText(place) || Number.isFinite(place));
  return kind === 'bars' && isText(value) && areSeries(groups, 'bars', isText);
}
