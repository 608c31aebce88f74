import { LeewayError } from 'leeway';
import type { LeewayErrorCode } from 'leeway';
import { mostChains, noteChains } from '../harness/cores';
import type { Measured } from '../results/row';
import type { PlanOptions } from '../suites/suite';
import type { Patience } from './patience';
import type { Planned } from './plan';
import type { Worker } from './process';
import type { Answer } from './worker';

/** Has a process measure a group, with what patience there is. */
export async function measureGroup(
  { suite, group, wanted }: Planned,
  worker: Worker,
  options: PlanOptions,
  patience: Patience,
  now: () => number,
): Promise<Measured[]> {
  const pace = suite.pace(options.effort);
  const started = now();
  const answer = await worker.ask({
    options,
    group: group.id,
    pace: { ...pace, patience: patience.of(group.id, pace.milliseconds) },
    chains: mostChains(),
  });
  noteChains(answer.chains ?? 0);
  const { waited, shared } = answer.sharing ?? { waited: 0, shared: false };
  patience.took(group.id, now() - started - waited, { whole: !shared, again: !group.once });
  return rowsOf(answer, group, wanted);
}

/** A group that crashed is rows that say so; what is wrong with the user's data ends the run. */
function rowsOf(
  { rows, sharing, chains, error }: Answer,
  group: Planned['group'],
  wanted: Planned['wanted'],
): Measured[] {
  if (rows)
    return rows.map((row) => ({
      ...row,
      ...(sharing?.shared ? { shared: true } : {}),
      ...(chains === undefined ? {} : { chains }),
    }));
  const { message, code, stack } = error!;
  if (code?.startsWith('ERR_LEEWAY_')) throw new LeewayError(message, code as LeewayErrorCode);
  if (code !== 'CRASHED') throw Object.assign(new Error(message), { stack });
  return group.names
    .filter(wanted)
    .map((name) => ({ suite: group.suite, group: group.id, name, library: 'leeway', missing: message }));
}
