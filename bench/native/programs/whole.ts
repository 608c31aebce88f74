// Rounds in which the cores were whole: nobody was on their other hyperthreads.
import { areWhole } from '../../harness/cores';
import type { Row, Rounds } from './rounds';

/** Fewer than these tell nothing, and all rounds are taken. */
const fewest = 5;

export interface WholeRounds<R extends Rounds> {
  /** The result with these rounds only, or all of it where they are too few or not known. */
  result: R;
  /** "31 of 51" */
  text: string;
}

/** The rounds in which all rows of these names had whole cores. */
export function wholeRounds<R extends Rounds>(result: R, names: string[]): WholeRounds<R> {
  const rounds = result.rows[0]!.cpu.length;
  const rows = result.rows.filter(({ name, cores }) => names.includes(name) && cores?.length === rounds);
  const most = Math.max(...rows.flatMap(({ cores }) => cores!.map(({ chains }) => chains)));
  const whole = Array.from({ length: rounds }, (_, i) => i).filter((i) =>
    rows.every((row) => areWhole(row.cores![i]!, most)),
  );
  if (rows.length === 0) return { result, text: '' };
  if (whole.length < fewest) return { result, text: `all ${rounds}, ${whole.length} whole` };
  const pick = (times: number[]): number[] => whole.map((i) => times[i]!);
  const kept = (row: Row): Row => ({ ...row, cpu: pick(row.cpu), wall: pick(row.wall) });
  return { result: { ...result, rows: result.rows.map(kept) }, text: `${whole.length} of ${rounds}` };
}
