import type { Measured } from '../results/row';
import { judge } from '../results/summarise';

/**
 * Groups with noisy rows, those first that have most of them and the noisiest; then groups of which the disturbed rounds are
 * all but those of one process, whose figures agree with none.
 */
export function doubtfulGroups(measured: readonly (readonly Measured[])[]): string[] {
  const doubts = new Map<string, number>();
  for (const { row, unsteadiness } of judge(measured)) {
    const isAlone = row.time?.processes === 1 && measured.length > 1;
    if (row.noisy || isAlone) doubts.set(row.group, (doubts.get(row.group) ?? 0) + (row.noisy ? unsteadiness : 0));
  }
  return [...doubts].sort(([, a], [, b]) => b - a).map(([group]) => group);
}
