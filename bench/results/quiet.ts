// Rounds in which something else took the machine, a neighbour on the same core above all, are left out: not every row feels it
// alike, a loop that waits for its own division hardly does. Rows are not asked one by one, which would choose each row's
// luckiest rounds: a round stands or falls with all that was timed in it, so that pairs stay pairs.
import { median } from '../harness/statistics';
import type { Measured } from './row';

/** How much longer than in the quiet ones a round may take, by all of its rows. */
const tolerance = 1.1;
/** The same, by a single row. */
const ownTolerance = 1.2;
/** With fewer pairs left than that, a process tells nothing. */
const fewest = 3;
/** The share of rounds that are taken for quiet ones, whatever happens. */
const quiet = 0.2;

export interface Kept extends Measured {
  leftOut?: number;
}

/** What several processes measured, without the disturbed rounds of each; a process of which none is left has no such row. */
export function keepQuietRounds(processes: readonly (readonly Measured[])[]): Kept[][] {
  const passes = new Map<string, Timed[]>();
  processes.forEach((rows, process) => {
    for (const row of rows) {
      if (!row.rounds) continue;
      // Rows of a group that have as many rounds were timed in the same ones.
      const key = `${row.group} ${row.rounds.length}`;
      passes.set(key, [...(passes.get(key) ?? []), { row, process, rounds: row.rounds }]);
    }
  });
  const keep = new Map<Measured, number[]>();
  for (const pass of passes.values()) for (const [row, rounds] of quietOf(pass)) keep.set(row, rounds);
  return processes.map((rows) =>
    rows.flatMap((row): Kept[] => {
      const rounds = keep.get(row);
      if (!rounds) return [row];
      return rounds.length === 0 ? [] : [{ ...row, rounds, leftOut: row.rounds!.length - rounds.length }];
    }),
  );
}

interface Timed {
  row: Measured;
  process: number;
  rounds: number[];
}

function quietOf(pass: Timed[]): [Measured, number[]][] {
  const usual = new Map<string, number>();
  for (const name of new Set(pass.map(({ row }) => row.name)))
    usual.set(name, median(pass.filter(({ row }) => row.name === name).flatMap(({ rounds }) => rounds)));
  const processes = new Map<number, Timed[]>();
  for (const timed of pass) processes.set(timed.process, [...(processes.get(timed.process) ?? []), timed]);
  // How much longer than usual a round took.
  const slowness = new Map(
    [...processes].map(([process, rows]) => [
      process,
      rows[0]!.rounds.map((_, round) => median(rows.map(({ row, rounds }) => rounds[round]! / usual.get(row.name)!))),
    ]),
  );
  const limit = tolerance * quietOfAll([...slowness.values()].flat());
  return pass.map(({ row, process, rounds }) => [
    row,
    rounds.filter((_, round) => slowness.get(process)![round]! <= limit),
  ]);
}

/** What the quietest of them come to. */
function quietOfAll(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(quiet * (sorted.length - 1))]!;
}

/** A row's time in a round, and that of the row it is compared with. */
export type Pair = readonly [time: number, base: number];

/**
 * Of the pairs of each process those in which neither row was disturbed: a look-up table that somebody drove out of the
 * second-level cache costs its own row up to five times as much, and all others of the round nothing. Both rows of a pair have to
 * be quiet in the same round, so that neither is compared at its luckiest; what one process found otherwise than the next stays.
 */
export function undisturbedPairs(processes: readonly Pair[][]): readonly Pair[][] {
  const kept = processes.map(undisturbed).filter(({ length }) => length >= fewest);
  return kept.length > 0 ? kept : processes;
}

function undisturbed(pairs: Pair[]): Pair[] {
  const limits = [0, 1].map((side) => ownTolerance * quietOfAll(pairs.map((pair) => pair[side]!)));
  return pairs.filter((pair) => pair.every((time, side) => time <= limits[side]!));
}
