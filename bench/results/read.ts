import { readFileSync } from 'node:fs';
import { UsageError } from '#lib/cli/errors';

export type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
