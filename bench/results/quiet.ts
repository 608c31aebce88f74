// Rounds in which something else took the machine, a neighbour on the same core above all, are left out: not every row feels it
// alike, a loop that waits for its own division hardly does. Rows are not asked one by one, which would choose each row's
// luckiest rounds: a round stands or falls with all that was timed in it, so that pairs stay pairs.
import { median } from '../harness/statistics';
import type { Measured } from './row';

/** How much longer than in the quiet ones a round may take. */
const tolerance = 1.1;
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
  const all = [...slowness.values()].flat().sort((a, b) => a - b);
  const limit = tolerance * all[Math.floor(quiet * (all.length - 1))]!;
  return pass.map(({ row, process, rounds }) => [
    row,
    rounds.filter((_, round) => slowness.get(process)![round]! <= limit),
  ]);
}
