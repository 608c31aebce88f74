import { LeewayError } from 'leeway';
import type { LeewayErrorCode } from 'leeway';
import type { Measured, Row } from '../results/row';
import { alwaysShared } from '../results/shared';
import { summarise } from '../results/summarise';
import type { PlanOptions } from '../suites/suite';
import { Patience } from './patience';
import type { Planned } from './plan';
import { WorkerProcess } from './process';
import type { Answer } from './worker';

export interface RunOptions {
  /** Fresh processes, each of which measures everything with its share of the time. */
  processes: number;
  /** Called after every group of every process. */
  onProgress?: () => void;
  /** Stops; what was measured is kept. */
  signal?: AbortSignal;
}

export interface Outcome {
  rows: Row[];
  /** Whether nothing was left out. */
  complete: boolean;
  /** Groups that were never timed on whole cores. */
  shared: string[];
}

/** Measures a plan: all groups in one process, then all in the next, so that a group's rounds lie far apart in time. */
export async function measure(
  plan: readonly Planned[],
  options: PlanOptions,
  { processes, onProgress, signal }: RunOptions,
): Promise<Outcome> {
  const measured: Measured[][] = [];
  const patience = new Patience(options.effort, processes);
  let complete = true;
  for (let process = 0; process < processes; process++) {
    const worker = new WorkerProcess();
    const stop = (): void => worker.end();
    signal?.addEventListener('abort', stop, { once: true });
    const rows: Measured[] = [];
    measured.push(rows);
    for (const { suite, group, wanted } of plan) {
      if (signal?.aborted) break;
      if (process === 0 || !group.once) {
        const pace = suite.pace(options.effort);
        const started = performance.now();
        const answer = await worker.ask({
          options,
          group: group.id,
          pace: { ...pace, patience: patience.of(group.id, pace.milliseconds) },
        });
        const { waited, shared } = answer.sharing ?? { waited: 0, shared: false };
        patience.took(group.id, performance.now() - started - waited, { whole: !shared, again: !group.once });
        if (!signal?.aborted) rows.push(...rowsOf(answer, group, wanted));
      }
      onProgress?.();
    }
    if (signal?.aborted) complete = false;
    worker.end();
    signal?.removeEventListener('abort', stop);
  }
  return { rows: summarise(measured), complete, shared: alwaysShared(measured) };
}

/** A group that crashed is rows that say so; what is wrong with the user's data ends the run. */
function rowsOf({ rows, sharing, error }: Answer, group: Planned['group'], wanted: Planned['wanted']): Measured[] {
  if (rows) return sharing?.shared ? rows.map((row) => ({ ...row, shared: true })) : rows;
  const { message, code, stack } = error!;
  if (code?.startsWith('ERR_LEEWAY_')) throw new LeewayError(message, code as LeewayErrorCode);
  if (code !== 'CRASHED') throw Object.assign(new Error(message), { stack });
  return group.names
    .filter(wanted)
    .map((name) => ({ suite: group.suite, group: group.id, name, library: 'leeway', missing: message }));
}
