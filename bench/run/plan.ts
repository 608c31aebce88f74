import { UsageError } from '#lib/cli/errors';
import { suites } from '../suites';
import type { Group, PlanOptions, Suite } from '../suites/suite';
import type { Shard } from './shard';

/** A group, what it is part of, and which of its rows are wanted. */
export interface Planned {
  suite: Suite;
  group: Group;
  wanted: (name: string) => boolean;
}

/** What there is to measure, in order: the same from the same options, whoever asks. */
export function planGroups(options: PlanOptions, shard: Shard = { index: 1, of: 1 }): Planned[] {
  const pattern = options.filter === undefined ? undefined : new RegExp(options.filter);
  const all = options.suites.flatMap((name) => {
    const suite = suites.find((known) => known.name === name)!;
    return suite.plan(options).map((group): Planned => {
      const wanted = (row: string): boolean => pattern?.test(`${group.id}/${row}`) ?? true;
      return { suite, group, wanted };
    });
  });
  const planned = all.filter(({ group, wanted }) => group.names.some(wanted));
  if (planned.length === 0)
    throw new UsageError(
      `expected a --filter that matches a row such as "${all[0]!.group.id}/${all[0]!.group.names[0]!}", received "${options.filter}"`,
    );
  return planned.filter((_, i) => i % shard.of === shard.index - 1);
}
