// A fresh process of the bench: measures the groups it is told to, one at a time.
import { takeSharing, type Sharing } from '../harness/cores';
import type { Pace } from '../harness/timing';
import type { Measured } from '../results/row';
import type { PlanOptions } from '../suites/suite';
import { planGroups, type Planned } from './plan';

/** What a worker is asked, and answers. */
export interface Order {
  options: PlanOptions;
  group: string;
  pace: Pace;
}

export interface Answer {
  rows?: Measured[];
  sharing?: Sharing;
  /** An error of the user's making, or of a program's. */
  error?: { message: string; code?: string; stack?: string };
}

let plan: Planned[] | undefined;

async function obey({ options, group: id, pace }: Order): Promise<Answer> {
  try {
    plan ??= planGroups(options);
    const { group, wanted } = plan.find((planned) => planned.group.id === id)!;
    const rows = await group.measure(wanted, pace);
    return { rows, sharing: takeSharing() };
  } catch (error) {
    const { message, code, stack } = error as Error & { code?: string };
    return { error: { message, ...(code === undefined ? {} : { code }), ...(stack === undefined ? {} : { stack }) } };
  }
}

process.on('message', (order: Order) => void obey(order).then((answer) => process.send!(answer)));
// The parent is gone, killed perhaps: nobody wants what we measure.
process.on('disconnect', () => process.exit());
