import { areMany } from '../harness/cores';
import type { Measured } from './row';

type Processes = readonly (readonly Measured[])[];

/** What several processes measured, without what they timed on shared cores where another had whole ones. */
export function preferWholeCores(processes: Processes): Measured[][] {
  const known = withLaterKnowledge(processes);
  const whole = new Set(known.flatMap((rows) => rows.filter(isWhole).map(({ group }) => group)));
  return known.map((rows) => rows.filter((row) => isWhole(row) || !row.rounds || !whole.has(row.group)));
}

/** Groups that were timed on shared cores by every process. */
export function alwaysShared(processes: Processes): string[] {
  return [...new Set(preferWholeCores(processes).flatMap((rows) => rows.filter(isShared).map(({ group }) => group)))];
}

/** A process that had not seen what a whole core does took shared ones for such; others may have seen it. */
function withLaterKnowledge(processes: Processes): Measured[][] {
  const most = Math.max(0, ...processes.flatMap((rows) => rows.map(({ chains }) => chains ?? 0)));
  return processes.map((rows) =>
    rows.map(({ chains, ...row }) => (chains === undefined || areMany(chains, most) ? row : { ...row, shared: true })),
  );
}

const isShared = ({ rounds, shared }: Measured): boolean => rounds !== undefined && shared === true;
const isWhole = ({ rounds, shared }: Measured): boolean => rounds !== undefined && shared !== true;
