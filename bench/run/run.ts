import type { Measured, Row } from '../results/row';
import { alwaysShared } from '../results/shared';
import { summarise } from '../results/summarise';
import type { PlanOptions } from '../suites/suite';
import { doubtfulGroups } from './doubts';
import { measureGroup } from './measure-group';
import { Patience } from './patience';
import type { Planned } from './plan';
import { WorkerProcess, type Worker } from './process';

export interface RunOptions {
  /** Fresh processes, each of which measures everything with its share of the time. */
  processes: number;
  /** Called after every group of every process. */
  onProgress?: () => void;
  /** Called when all is measured, before a further process that measures so many groups again. */
  onAgain?: (groups: number) => void;
  /** Stops; what was measured is kept. */
  signal?: AbortSignal;
  /** What measures, and the clock: tests give their own. */
  worker?: () => Worker;
  now?: () => number;
}

export interface Outcome {
  rows: Row[];
  /** Whether nothing was left out. */
  complete: boolean;
  /** Groups that were never timed on whole cores. */
  shared: string[];
}

/**
 * Measures a plan: all groups in one process, then all in the next, so that a group's rounds lie far apart in time. What
 * disagrees then is measured again, in as many further processes at most, where that does not make the run too long.
 */
export async function measure(
  plan: readonly Planned[],
  options: PlanOptions,
  {
    processes,
    onProgress,
    onAgain,
    signal,
    worker = () => new WorkerProcess(),
    now = () => performance.now(),
  }: RunOptions,
): Promise<Outcome> {
  const measured: Measured[][] = [];
  const patience = new Patience(options.effort, processes, now);
  const inOneProcess = async (list: readonly Planned[], has: (planned: Planned) => boolean): Promise<void> => {
    const process = worker();
    const stop = (): void => process.end();
    signal?.addEventListener('abort', stop, { once: true });
    const rows: Measured[] = [];
    measured.push(rows);
    try {
      for (const planned of list) {
        if (signal?.aborted) break;
        if (has(planned)) {
          const more = await measureGroup(planned, process, options, patience, now);
          if (!signal?.aborted) rows.push(...more);
        }
        onProgress?.();
      }
    } finally {
      process.end();
      signal?.removeEventListener('abort', stop);
    }
  };
  for (let process = 0; process < processes; process++)
    await inOneProcess(plan, ({ group }) => process === 0 || !group.once);
  for (let further = 0; further < processes && !signal?.aborted; further++) {
    const allowed = ({ group }: Planned): boolean => patience.allows(group.id);
    const again = doubtfulGroups(measured)
      .flatMap((id) => plan.filter(({ group }) => group.id === id))
      .filter(allowed);
    if (again.length === 0) break;
    onAgain?.(again.length);
    await inOneProcess(again, allowed);
  }
  return { rows: summarise(measured), complete: !signal?.aborted, shared: alwaysShared(measured) };
}
