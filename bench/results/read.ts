import { readFileSync } from 'node:fs';
import { UsageError } from '#lib/cli/errors';
import type { Machine } from '../machine/describe';

export type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const machineTexts = ['cpu', 'system', 'node', 'compiler', 'leeway', 'revision', 'backend', 'isa', 'date'];
const machineNumbers = ['cores', 'memory', 'loadAverage'];

export function isMachine(value: unknown): value is Machine {
  if (!isObject(value) || !isTexts(value['features']) || !isObject(value['caches'])) return false;
  return (
    machineTexts.every((name) => isText(value[name])) &&
    [...machineNumbers.map((name) => value[name]), ...Object.values(value['caches'])].every(Number.isFinite)
  );
}

/** The content of a file of results; a UsageError says why there is none. */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`expected a file of results, received "${file}": ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`expected JSON in ${file}: ${(error as Error).message}`);
  }
}
