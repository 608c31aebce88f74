import type { Measured } from './row';

/** What several processes measured, without what they timed on shared cores where another had whole ones. */
export function preferWholeCores(processes: readonly (readonly Measured[])[]): Measured[][] {
  const whole = new Set(processes.flatMap((rows) => rows.filter(isWhole).map(({ group }) => group)));
  return processes.map((rows) => rows.filter((row) => isWhole(row) || !row.rounds || !whole.has(row.group)));
}

/** Groups that were timed on shared cores by every process. */
export function alwaysShared(processes: readonly (readonly Measured[])[]): string[] {
  return [...new Set(preferWholeCores(processes).flatMap((rows) => rows.filter(isShared).map(({ group }) => group)))];
}

const isShared = ({ rounds, shared }: Measured): boolean => rounds !== undefined && shared === true;
const isWhole = ({ rounds, shared }: Measured): boolean => rounds !== undefined && shared !== true;
