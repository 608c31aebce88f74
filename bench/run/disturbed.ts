import type { Measured } from '../results/row';
import { summarise } from '../results/summarise';

/** The share of its rows that may be noisy before a group counts as disturbed. */
const settled = 0.25;

/** Whether what processes measured of a group, one list of rows each, leaves too much of it noisy. */
export function isDisturbed(group: string, processes: readonly (readonly Measured[])[]): boolean {
  const rows = summarise(processes.map((measured) => measured.filter((row) => row.group === group)));
  const timed = rows.filter(({ time }) => time !== undefined);
  return timed.filter(({ noisy }) => noisy).length > settled * timed.length;
}
