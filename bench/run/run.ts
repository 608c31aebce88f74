import { LeewayError } from 'leeway';
import type { LeewayErrorCode } from 'leeway';
import type { Measured, Row } from '../results/row';
import { summarise } from '../results/summarise';
import type { PlanOptions } from '../suites/suite';
import { isDisturbed } from './disturbed';
import type { Planned } from './plan';
import { WorkerProcess } from './process';
import type { Answer } from './worker';

export interface RunOptions {
  /** Fresh processes, each of which measures everything. */
  processes: number;
  /** Called after every group of every process; for one that is measured again, with its name. */
  onProgress?: (again?: string) => void;
  /** Stops; what was measured is kept. */
  signal?: AbortSignal;
}

export interface Outcome {
  rows: Row[];
  /** Whether nothing was left out. */
  complete: boolean;
}

/** Of the time that all processes took, how much groups may take that were disturbed in them. */
const patience = 0.25;

/**
 * Measures a plan: all groups in one process, then all in the next, so that a group's rounds lie far apart in time. Groups that
 * were disturbed in all of several processes get another turn or two, in processes of their own.
 */
export async function measure(
  plan: readonly Planned[],
  options: PlanOptions,
  { processes, onProgress, signal }: RunOptions,
): Promise<Outcome> {
  const measured: Measured[][] = [];
  const started = performance.now();
  const measureIn = async (process: number, groups: readonly Planned[], until = Infinity): Promise<void> => {
    const worker = new WorkerProcess();
    const stop = (): void => worker.end();
    signal?.addEventListener('abort', stop, { once: true });
    const rows: Measured[] = [];
    measured.push(rows);
    for (const { suite, group, wanted } of groups) {
      if (signal?.aborted || performance.now() > until) break;
      if (process === 0 || !group.once) {
        const answer = await worker.ask({ options, group: group.id, pace: suite.pace(options.effort) });
        if (!signal?.aborted) rows.push(...rowsOf(answer, group, wanted));
      }
      onProgress?.(process < processes ? undefined : group.id);
    }
    worker.end();
    signal?.removeEventListener('abort', stop);
  };
  for (let process = 0; process < processes; process++) await measureIn(process, plan);
  const complete = !signal?.aborted;
  const until = performance.now() + patience * (performance.now() - started);
  // One process is asked for where a look will do.
  for (let process = processes; process > 1 && process < 2 * processes && performance.now() < until; process++) {
    const again = plan.filter(({ group }) => !group.once && isDisturbed(group.id, measured));
    if (again.length === 0 || signal?.aborted) break;
    await measureIn(process, again, until);
  }
  return { rows: summarise(measured), complete };
}

/** A group that crashed is rows that say so; what is wrong with the user's data ends the run. */
function rowsOf({ rows, error }: Answer, group: Planned['group'], wanted: Planned['wanted']): Measured[] {
  if (rows) return rows;
  const { message, code, stack } = error!;
  if (code?.startsWith('ERR_LEEWAY_')) throw new LeewayError(message, code as LeewayErrorCode);
  if (code !== 'CRASHED') throw Object.assign(new Error(message), { stack });
  return group.names
    .filter(wanted)
    .map((name) => ({ suite: group.suite, group: group.id, name, library: 'leeway', missing: message }));
}
