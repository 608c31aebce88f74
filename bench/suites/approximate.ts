import { approximate, kernel, type Approximation, type FloatArray } from 'leeway';
import { Buffers } from '../harness/buffers';
import { loopEntry } from '../harness/entries';
import { time, times } from '../harness/figures';
import { timeInterleaved, type Candidate } from '../harness/timing';
import type { Measured, Row } from '../results/row';
import type { Table } from '../results/table';
import { creation, creationGroup, creationTable } from './approximate-creation';
import { selfCheck, selfCheckName } from './self-check';
import type { Group, PlanOptions, Suite } from './suite';

const domain = [-8, 8] as const;
/** Its ends lie on a grid of halves, of which 32 pieces have enough. */
const narrower = [-6, 6] as const;
const mish = (x: number): number => x * Math.tanh(Math.log1p(Math.exp(x)));
const plain = 'mish javascript';
const relu = 'relu exact';
/** Budgets that take one degree more each where 32 pieces fit into registers. */
const budgets = [3e-2, 1e-3, 1e-4, 4e-6];

const nameOf = (budget: number, how: string): string => `mish within ${budget}${how}`;
const clamped = { domain, tails: ['clamp', 'clamp'] } as const;
const subjects = [
  ...budgets.map((budget) => ({ ...clamped, name: nameOf(budget, ''), budget })),
  { ...clamped, name: nameOf(1e-4, ', from -6 to 6'), budget: 1e-4, domain: narrower },
  { domain, tails: ['clamp', 'linear'] as const, name: nameOf(1e-4, ', a line above'), budget: 1e-4 },
];

function groupOf(n: number, { seed }: PlanOptions): Group {
  const id = `approximate/float32/${n}`;
  return {
    suite: 'approximate',
    id,
    names: [relu, plain, ...subjects.map(({ name }) => name), selfCheckName],
    measure(wanted, pace) {
      const buffers = new Buffers(n, seed);
      const [x, out] = [buffers.input('float32', domain) as FloatArray, buffers.output('float32') as FloatArray];
      const run = (f: { (x: Float32Array, out: Float32Array): unknown }) => () =>
        f(x as Float32Array, out as Float32Array);
      const loop = loopEntry({ op: 'mish', expression: 'x * tanh(log1p(exp(x)))', dtype: 'float32', domain }, buffers);
      const made = subjects
        .filter(({ name }) => wanted(name))
        .map(({ name, budget, ...where }) => ({
          name,
          f: approximate(mish, { ...where, maxAbsError: budget, name: 'mish' }),
        }));
      const entries: (Candidate & { f?: Approximation<'float32'> })[] = [
        { name: relu, run: run(kernel('relu')) },
        { ...loop, name: plain },
        ...made.map(({ name, f }) => ({ name, f, run: run(f) })),
      ];
      const timings = timeInterleaved([...entries, entries[0]!], pace);
      const common = { suite: 'approximate', group: id, dtype: 'float32', n, unit: 'ns/element' } as const;
      const perElement = (i: number): number[] => timings.at(i)!.rounds.map((total) => total / n);
      const rows = entries.map(({ name, f }, i): Measured => ({
        ...common,
        name,
        op: name.split(' ')[0]!,
        method: f?.method ?? (name === plain ? 'javascript' : 'exact'),
        library: name === plain ? 'JavaScript' : 'leeway',
        rounds: perElement(i),
        ...(f ? { isa: f.isa, maxAbsError: f.maxAbsError } : {}),
        ...(name === relu ? {} : { over: { relu: [relu], javascript: [plain] } }),
      }));
      return [...rows, selfCheck({ ...common, rounds: perElement(-1) }, relu)];
    },
  };
}

function tables(rows: Row[]): Table[] {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups.map((group) => {
    if (group === creation) return creationTable(rows.filter((row) => row.group === group));
    const own = rows.filter((row) => row.group === group && row.name !== selfCheckName);
    return {
      title: `A function of one's own, float32, ${own[0]?.n} elements: ns per element`,
      head: ['function', 'table', 'error at most', 'time', 'over ReLU', 'over the JavaScript loop'],
      names: 2,
      rows: own.map((row) => [
        row.name,
        row.method ?? '',
        row.maxAbsError === undefined || row.maxAbsError === null ? '' : row.maxAbsError.toExponential(1),
        time(row),
        times(row.ratios?.['relu']),
        times(row.ratios?.['javascript']),
      ]),
    };
  });
}

export const approximateSuite: Suite = {
  name: 'approximate',
  title: "a function of one's own by approximate(), beside our ReLU and the JavaScript loop",
  isDefault: true,
  plan: (options) =>
    options.effort === 'quick'
      ? [groupOf(4096, options)]
      : [...[4096, 65536].map((n) => groupOf(n, options)), creationGroup],
  pace: (effort) => ({
    rounds: effort === 'full' ? 101 : 51,
    milliseconds: { quick: 400, default: 400, full: 3000 }[effort],
  }),
  tables,
};
