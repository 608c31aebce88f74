import type { Planned } from '../../../../bench/run/plan';
import type { Worker } from '../../../../bench/run/process';
import type { Answer, Order } from '../../../../bench/run/worker';
import type { Effort, PlanOptions, Suite } from '../../../../bench/suites/suite';

const suite: Suite = {
  name: 'math',
  title: 'nothing',
  isDefault: true,
  plan: () => [],
  pace: () => ({ rounds: 21 }),
  tables: () => [],
};

export const optionsOf = (effort: Effort): PlanOptions => ({
  suites: ['math'],
  effort,
  peers: false,
  seed: 1,
  data: {},
});

/** Groups of one row each, or of more where they are told. */
export function planOf(ids: readonly string[], once: readonly string[] = []): Planned[] {
  return ids.map((id) => ({
    suite,
    group: { suite: 'math', id, names: [id], measure: () => [], once: once.includes(id) },
    wanted: () => true,
  }));
}

/** What every process measures of a group: the times of its rows, or an error. */
export type Times = (group: string, process: number) => number[] | Answer['error'];

/** Workers whose groups take so many milliseconds each; `asked` lists what every process was asked for, in order. */
export class Machine {
  now = 0;
  ended = 0;
  readonly asked: string[][] = [];

  constructor(
    readonly times: Times,
    readonly milliseconds: number,
  ) {}

  readonly clock = (): number => this.now;

  readonly worker = (): Worker => {
    const process = this.asked.push([]) - 1;
    return {
      ask: (order) => Promise.resolve(this.#measure(order, process)),
      end: () => void this.ended++,
    };
  };

  #measure({ group }: Order, process: number): Answer {
    this.asked[process]!.push(group);
    this.now += this.milliseconds;
    const times = this.times(group, process)!;
    if (!Array.isArray(times)) return { error: times };
    return {
      rows: times.map((time, i) => ({
        ...{ suite: 'math', group, name: `row ${i}`, library: 'leeway', unit: 'ns/element' },
        rounds: Array.from({ length: 21 }, () => time),
      })),
    };
  }
}
