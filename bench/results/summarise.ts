import { median, medianDeviation, medianInterval } from '../harness/statistics';
import { keepQuietRounds, undisturbedPairs, type Kept, type Pair } from './quiet';
import { keyOf, type Measured, type Row } from './row';
import { preferWholeCores } from './shared';
import { unsteadiness } from './steadiness';

/**
 * Pools what several processes measured of the same rows, one list per process, and forms times, ratios and their intervals, of
 * the rounds in which nothing else disturbed the machine.
 */
export function summarise(processes: readonly (readonly Measured[])[]): Row[] {
  return judge(processes).map(({ row }) => row);
}

/** A row, and how far it is from steady: over 1 is noisy. */
export interface Judged {
  row: Row;
  unsteadiness: number;
}

/** The same, with what rows are judged by. */
export function judge(processes: readonly (readonly Measured[])[]): Judged[] {
  const pooled = new Map<string, InProcess[]>();
  keepQuietRounds(preferWholeCores(processes)).forEach((rows, process) => {
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

interface InProcess extends Kept {
  process: number;
}

/** Of what was never timed on whole cores, however well its rounds agree. */
const onSharedCores = 2;

const roundsOf = (rows: readonly Measured[]): number[] => rows.flatMap(({ rounds }) => rounds ?? []);

function rowOf(rows: InProcess[], find: (name: string) => InProcess[] | undefined): Judged {
  const { rounds: first, shared, over, ...rest } = rows[0]!;
  const subject: Row & Partial<InProcess> = rest;
  delete subject.process;
  delete subject.leftOut;
  if (!first) return { row: subject, unsteadiness: 0 };
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
      leftOut: rows.reduce((sum, { leftOut }) => sum + (leftOut ?? 0), 0),
      processes: rows.length,
    },
  };
  const ratios = Object.entries(over ?? {}).flatMap(([head, names]) => {
    const base = fastest(names, find);
    const paired = base ? pairUp(rows, base.rows) : [];
    return paired.length > 0 ? [{ head, over: base!.name, paired }] : [];
  });
  if (ratios.length > 0)
    row.ratios = Object.fromEntries(
      ratios.map(({ head, over: name, paired }) => {
        const values = paired.flat();
        return [head, { median: median(values), interval: medianInterval(values), over: name }];
      }),
    );
  // Times follow the clock, which ratios do not: a row that is compared with another is judged by that.
  const apart = unsteadiness(ratios[0]?.paired ?? rows.map(({ rounds }) => rounds!));
  const judged = shared ? Math.max(onSharedCores, apart) : apart;
  if (shared) row.shared = true;
  if (judged > 1) row.noisy = true;
  return { row, unsteadiness: judged };
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

/** The ratios of the rounds, process by process: one that measured one of the two only is left out. */
function pairUp(rows: InProcess[], base: InProcess[]): number[][] {
  const pairs = rows.flatMap(({ rounds, process }) => {
    const other = base.find((row) => row.process === process)?.rounds;
    const paired = rounds && other && other.length === rounds.length;
    return paired ? [rounds.map((time, round): Pair => [time, other[round]!])] : [];
  });
  // What others' libraries take now and then, to collect garbage above all, is theirs.
  const counting = isOfAPeer(rows[0]!) ? pairs : undisturbedPairs(pairs);
  return counting.map((ofProcess) => ofProcess.map(([time, other]) => time / other));
}

const isOfAPeer = ({ library }: Measured): boolean => library !== 'leeway' && library !== 'JavaScript';
