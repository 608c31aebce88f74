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
