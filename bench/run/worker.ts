// A fresh process of the bench: measures the groups it is told to, one at a time.
import { mostChains, noteChains, takeSharing, type Sharing } from '../harness/cores';
import type { Pace } from '../harness/timing';
import type { Measured } from '../results/row';
import type { PlanOptions } from '../suites/suite';
import { planGroups, type Planned } from './plan';

/** What a worker is asked, and answers. */
export interface Order {
  options: PlanOptions;
  group: string;
  pace: Pace;
  /** What a whole core was seen to do (`mostChains`), which a new process cannot know. */
  chains: number;
}

export interface Answer {
  rows?: Measured[];
  sharing?: Sharing;
  /** The same, as of now. */
  chains?: number;
  /** An error of the user's making, or of a program's. */
  error?: { message: string; code?: string; stack?: string };
}

let plan: Planned[] | undefined;

async function obey({ options, group: id, pace, chains }: Order): Promise<Answer> {
  try {
    noteChains(chains);
    plan ??= planGroups(options);
    const { group, wanted } = plan.find((planned) => planned.group.id === id)!;
    const rows = await group.measure(wanted, pace);
    return { rows, sharing: takeSharing(), chains: mostChains() };
  } catch (error) {
    const { message, code, stack } = error as Error & { code?: string };
    return { error: { message, ...(code === undefined ? {} : { code }), ...(stack === undefined ? {} : { stack }) } };
  }
}

process.on('message', (order: Order) => void obey(order).then((answer) => process.send!(answer)));
// The parent is gone, killed perhaps: nobody wants what we measure.
process.on('disconnect', () => process.exit());
