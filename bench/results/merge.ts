import { UsageError } from '#lib/cli/errors';
import { significant } from '../harness/figures';
import { machineLine } from '../machine/describe';
import type { Run } from './document';
import { keyOf, type Row } from './row';
import type { Table } from './table';

/** Puts shards of the same work together, and leaves everything else side by side. */
export function mergeRuns(runs: readonly Run[]): Run[] {
  const merged = new Map<string, Run[]>();
  for (const run of runs) {
    const key = run.shards ? shardedWork(run) : JSON.stringify([run.machine, run.command, merged.size]);
    merged.set(key, [...(merged.get(key) ?? []), run]);
  }
  return [...merged.values()].map((parts) => (parts.length === 1 ? parts[0]! : joinShards(parts)));
}

/** What shards have to agree in, so that together they are what one machine would have measured. */
function shardedWork({ machine, options, shards }: Run): string {
  const { cpu, cores, node, leeway, revision, isa, backend, system } = machine;
  return JSON.stringify([{ cpu, cores, node, leeway, revision, isa, backend, system }, options, shards![0]!.of]);
}

function joinShards(parts: Run[]): Run {
  const shards = parts.flatMap((part) => part.shards!).sort((a, b) => a.index - b.index);
  const twice = shards.find(({ index }, i) => shards[i - 1]?.index === index);
  if (twice) throw new UsageError(`expected each shard once, received ${twice.index}/${twice.of} twice`);
  const sorted = [...parts].sort((a, b) => a.shards![0]!.index - b.shards![0]!.index);
  const { shards: _, ...first } = sorted[0]!;
  return {
    ...first,
    command: first.command.replace(/ --shard[ =]\S+/, ''),
    complete: parts.every(({ complete }) => complete),
    warnings: [...new Set(sorted.flatMap(({ warnings }) => warnings))],
    rows: sorted.flatMap(({ rows }) => rows),
    ...(shards.length === shards[0]!.of ? {} : { shards }),
  };
}

/** Which shards of a run are not there; none where it is whole. */
export function missingShards({ shards }: Run): string[] {
  if (!shards) return [];
  const { of } = shards[0]!;
  const there = new Set(shards.map(({ index }) => index));
  return Array.from({ length: of }, (_, i) => i + 1)
    .filter((index) => !there.has(index))
    .map((index) => `${index}/${of}`);
}

/** Several machines side by side: a time and the first ratio per machine. */
export function sideBySide(runs: readonly Run[]): Table {
  const keys = [...new Set(runs.flatMap(({ rows }) => rows.filter(({ time }) => time).map(keyOf)))];
  const rows = runs.map((run) => new Map(run.rows.map((row) => [keyOf(row), row])));
  return {
    title: `${runs.length} runs side by side`,
    head: ['row', 'unit', ...runs.flatMap((_, i) => [`[${i + 1}] median`, 'ratio'])],
    names: 2,
    rows: keys.map((key) => {
      const unit = rows.map((run) => run.get(key)?.unit).find((found) => found !== undefined);
      return [key, unit ?? '', ...rows.flatMap((run) => cells(run.get(key)))];
    }),
    note: [...runs.map(({ machine }, i) => `[${i + 1}] ${machineLine(machine)}`), 'ratio: the first of the row’s paired ratios.'].join('\n'),
  };
}

function cells(row: Row | undefined): [string, string] {
  const [ratio] = Object.values(row?.ratios ?? {});
  return [row?.time ? significant(row.time.median) + (row.noisy ? '?' : '') : '', ratio ? significant(ratio.median) : ''];
}
