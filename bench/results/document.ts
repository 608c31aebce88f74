import { UsageError } from '#lib/cli/errors';
import type { Machine } from '../machine/describe';
import type { Shard } from '../run/shard';
import type { PlanOptions } from '../suites/suite';
import { isMachine, isObject, readJson } from './read';
import { keyOf, type Row } from './row';

const format = 'leeway-bench';
/** Version 1 was a list of rows by suite, without intervals. docs/bench-results.md says what each field holds. */
export const version = 2;

/** A file of results. */
export interface Results {
  format: typeof format;
  version: typeof version;
  runs: Run[];
}

/** What one command measured on one machine, or on machines alike that took a shard each. */
export interface Run {
  machine: Machine;
  /** What was typed. */
  command: string;
  options: PlanOptions & { processes: number };
  /** The parts of the work that are in `rows`; absent where all of it is. */
  shards?: Shard[];
  /** False where a signal ended the run. */
  complete: boolean;
  /** What makes the figures worth less, as the machine told before the run. */
  warnings: string[];
  rows: Row[];
}

export function resultsOf(runs: Run[]): Results {
  return { format, version, runs };
}

/** Reads a file of results; a UsageError names what is wrong with it. */
export function readResults(file: string): Results {
  return checked(readJson(file), file);
}

/** Checks what a reader of results relies on. */
export function checked(content: unknown, file: string): Results {
  const refuse = (expected: string): never => {
    throw new UsageError(`expected ${expected} in ${file}: is it a result of leeway bench --json?`);
  };
  if (isObject(content) && content['format'] === undefined && content['schema'] === 1)
    throw new UsageError(`expected results of version ${version} in ${file}, received version 1: run the bench again`);
  if (!isObject(content) || content['format'] !== format) return refuse(`"format": "${format}"`);
  if (content['version'] !== version)
    throw new UsageError(
      `expected results of version ${version} in ${file}, received version ${JSON.stringify(content['version'])}: run the bench again, with this leeway`,
    );
  const { runs } = content;
  if (!Array.isArray(runs) || runs.length === 0) return refuse('a list of runs, one at least,');
  runs.forEach((run: unknown, i) => {
    if (!isObject(run) || !isMachine(run['machine']) || !isObject(run['options']))
      return refuse(`a machine and options in runs[${i}]`);
    if (!Array.isArray(run['rows'])) return refuse(`a list of rows in runs[${i}]`);
    const keys = new Set<string>();
    run['rows'].forEach((row: unknown, k) => {
      if (!isRow(row))
        return refuse(`suite, group, name and library, and numbers for its time, in runs[${i}].rows[${k}]`);
      if (keys.has(keyOf(row))) return refuse(`each row once ("${keyOf(row)}" is there twice)`);
      keys.add(keyOf(row));
    });
  });
  return content as unknown as Results;
}

function isRow(row: unknown): row is Row {
  if (!isObject(row)) return false;
  if (!['suite', 'group', 'name', 'library'].every((name) => typeof row[name] === 'string')) return false;
  const { time, ratios } = row;
  const numbers = (fields: unknown, names: string[]): boolean =>
    isObject(fields) && names.every((name) => Number.isFinite(fields[name])) && isInterval(fields['interval']);
  if (time !== undefined && !numbers(time, ['median', 'minimum', 'deviation'])) return false;
  if (ratios === undefined) return true;
  return isObject(ratios) && Object.values(ratios).every((ratio) => numbers(ratio, ['median']));
}

const isInterval = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((end) => Number.isFinite(end));
