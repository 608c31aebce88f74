import type { Measured, Row } from '../results/row';

/** The row that times what another of its group times: their ratio is 1, or the machine was disturbed. */
export const selfCheckName = 'self-check';

export function selfCheck(row: Omit<Measured, 'name' | 'library'>, original: string): Measured {
  return { ...row, name: selfCheckName, library: 'leeway', over: { itself: [original] } };
}

export interface SelfCheck {
  group: string;
  ratio: number;
  interval: [number, number];
  /** Whether 1 is in the interval, or the ratio within 1 % of it. */
  passed: boolean;
}

export function selfChecks(rows: readonly Row[]): SelfCheck[] {
  return rows.flatMap(({ group, ratios }) => {
    const itself = ratios?.['itself'];
    if (!itself) return [];
    const [low, high] = itself.interval;
    const passed = (low <= 1 && high >= 1) || Math.abs(itself.median - 1) <= 0.01;
    return [{ group, ratio: itself.median, interval: itself.interval, passed }];
  });
}

/** One line for the head of a report. */
export function selfCheckLine(checks: readonly SelfCheck[]): string {
  if (checks.length === 0) return 'self-check: none in these groups';
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return `self-check: a kernel against itself gives 1 in all of ${checks.length} groups`;
  const list = failed.map(
    ({ group, ratio, interval }) => `${group} ${ratio.toFixed(3)} [${interval.map((x) => x.toFixed(3)).join(', ')}]`,
  );
  return `self-check: a kernel against itself does not give 1 in ${failed.length} of ${checks.length} groups: ${list.join('; ')}`;
}
