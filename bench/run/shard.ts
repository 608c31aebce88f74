import { UsageError } from '#lib/cli/errors';

/** The `index`-th (from 1) of `of` parts of a run. */
export interface Shard {
  index: number;
  of: number;
}

export function parseShard(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index >= 1 && shard.index <= shard.of))
    throw new UsageError(`expected i/n with i from 1 to n for --shard, received "${text}"`);
  return shard;
}
