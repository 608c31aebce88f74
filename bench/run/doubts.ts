import type { Measured } from '../results/row';
import { judge } from '../results/summarise';

/** Groups with noisy rows, those first that have most of them and the noisiest. */
export function doubtfulGroups(measured: readonly (readonly Measured[])[]): string[] {
  const doubts = new Map<string, number>();
  for (const { row, unsteadiness } of judge(measured))
    if (row.noisy) doubts.set(row.group, (doubts.get(row.group) ?? 0) + unsteadiness);
  return [...doubts].sort(([, a], [, b]) => b - a).map(([group]) => group);
}
