import { parseArgs } from 'node:util';
import { UsageError } from '#lib/cli/errors';

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

/** The regular expression of --filter. */
export function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new UsageError(`expected a regular expression for --filter, received "${text}"`);
  }
}

/** A whole number of at least 1. */
export function countOf(text: string, name: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new UsageError(`expected a whole number of at least 1 for ${name}, received "${text}"`);
  return count;
}
