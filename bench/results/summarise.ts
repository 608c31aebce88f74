import { median, medianDeviation, medianInterval, pairRounds } from '../harness/statistics';
import { keyOf, type Measured, type Row } from './row';

// Beyond these, rounds do not agree: the deviation over the median, the spread of the processes' medians, the interval's width.
const steadyDeviation = 0.1;
const steadyProcesses = 0.1;
const steadyInterval = 0.1;

/** Pools what several processes measured of the same rows, one list per process, and forms times, ratios and their intervals. */
export function summarise(processes: readonly (readonly Measured[])[]): Row[] {
  const pooled = new Map<string, InProcess[]>();
  processes.forEach((rows, process) => {
    for (const row of rows) pooled.set(keyOf(row), [...(pooled.get(keyOf(row)) ?? []), { ...row, process }]);
  });
  // A row that one process has figures of and another has not is one with figures.
  const complete = [...pooled.values()].map((rows) => {
    const timed = rows.filter(({ rounds }) => rounds !== undefined);
    return timed.length > 0 ? timed : rows;
  });
  const byKey = new Map(complete.map((rows) => [keyOf(rows[0]!), rows]));
  return complete.map((rows) => rowOf(rows, (name) => byKey.get(keyOf({ group: rows[0]!.group, name }))));
}

interface InProcess extends Measured {
  process: number;
}

const roundsOf = (rows: readonly Measured[]): number[] => rows.flatMap(({ rounds }) => rounds ?? []);

function rowOf(rows: InProcess[], find: (name: string) => InProcess[] | undefined): Row {
  const { rounds: first, over, process: _, ...subject } = rows[0]!;
  if (!first) return subject;
  const all = roundsOf(rows);
  const middle = median(all);
  const row: Row = {
    ...subject,
    time: {
      median: middle,
      minimum: all.reduce((least, time) => Math.min(least, time)),
      deviation: medianDeviation(all, middle),
      interval: medianInterval(all),
      rounds: all.length,
      processes: rows.length,
    },
  };
  const ratios = Object.entries(over ?? {}).flatMap(([head, names]) => {
    const base = fastest(names, find);
    const paired = base && pairUp(rows, base.rows);
    return paired ? [[head, { ...paired, over: base.name }] as const] : [];
  });
  if (ratios.length > 0) row.ratios = Object.fromEntries(ratios);
  if (disagrees(rows, row)) row.noisy = true;
  return row;
}

function fastest(
  names: readonly string[],
  find: (name: string) => InProcess[] | undefined,
): { name: string; rows: InProcess[] } | undefined {
  return names
    .map((name) => ({ name, rows: find(name) ?? [] }))
    .filter(({ rows }) => roundsOf(rows).length > 0)
    .map((base) => ({ ...base, time: median(roundsOf(base.rows)) }))
    .sort((a, b) => a.time - b.time)[0];
}

/** Rounds pair within a process: a process that measured one of the two only is left out. */
function pairUp(rows: InProcess[], base: InProcess[]): { median: number; interval: [number, number] } | undefined {
  const pairs = rows.flatMap(({ rounds, process }) => {
    const other = base.find((row) => row.process === process)?.rounds;
    return rounds && other && other.length === rounds.length ? rounds.map((time, k) => [time, other[k]!] as const) : [];
  });
  if (pairs.length === 0) return undefined;
  const { median: middle, interval } = pairRounds(
    pairs.map(([time]) => time),
    pairs.map(([, time]) => time),
  );
  return { median: middle, interval };
}

function disagrees(rows: InProcess[], { time, ratios }: Row): boolean {
  const medians = rows.map(({ rounds }) => median(rounds!));
  const spread = (Math.max(...medians) - Math.min(...medians)) / time!.median;
  const [ratio] = Object.values(ratios ?? {});
  const [low, high] = ratio?.interval ?? time!.interval;
  return (
    time!.deviation > steadyDeviation * time!.median ||
    spread > steadyProcesses ||
    high - low > steadyInterval * (ratio?.median ?? time!.median)
  );
}
