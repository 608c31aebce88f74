import { kernel, type FloatArray, type Kernel } from 'leeway';
import { Buffers } from '../harness/buffers';
import { loopEntry } from '../harness/entries';
import { time, times } from '../harness/figures';
import { timeInterleaved, type Candidate } from '../harness/timing';
import type { Measured, Row } from '../results/row';
import type { Table } from '../results/table';
import { selfCheck, selfCheckName } from './self-check';
import type { Group, PlanOptions, Suite } from './suite';

const lengths = [1, 2, 4, 8, 16, 32, 64, 128, 256];

interface Subject {
  name: string;
  op: string;
  method: string;
  library: string;
  run: (x: Float32Array, out: Float32Array, buffers: Buffers) => () => unknown;
  /** The plain loop over the same function. */
  loop?: string;
}

const call =
  (f: Kernel): Subject['run'] =>
  (x, out) =>
  () =>
    f(x, out);
const loop =
  (op: string, expression: string): Subject['run'] =>
  (_x, _out, buffers) =>
    loopEntry({ op, expression, dtype: 'float32' }, buffers).run;

const cheapest = 'relu';

/** Functions whose call is timed: the cheapest there is, and tanh near and far, beside the loops one would write. */
function subjects(): Subject[] {
  const ours = (name: string, f: Kernel, plain: string): Subject => ({
    name,
    op: f.op,
    method: f.method,
    library: 'leeway',
    run: call(f),
    loop: plain,
  });
  const reluLoop = 'relu loop';
  const tanhLoop = 'Math.tanh loop';
  return [
    ours(cheapest, kernel('relu'), reluLoop),
    ours('tanh within 1e-4', kernel('tanh', { maxAbsError: 1e-4 }), tanhLoop),
    ours('tanh exact', kernel('tanh'), tanhLoop),
    { name: reluLoop, op: 'relu', method: 'javascript', library: 'JavaScript', run: loop('relu', 'x < 0 ? 0 : x') },
    { name: tanhLoop, op: 'tanh', method: 'javascript', library: 'JavaScript', run: loop('tanh', 'tanh(x)') },
  ];
}

function groupOf(n: number, { seed }: PlanOptions): Group {
  const id = `call/float32/${n}`;
  return {
    suite: 'call',
    id,
    names: [...subjects().map(({ name }) => name), selfCheckName],
    measure(wanted, pace) {
      const buffers = new Buffers(n, seed);
      const [x, out] = [buffers.input('float32') as FloatArray, buffers.output('float32') as FloatArray];
      const all = subjects();
      const loops = all.filter(({ name, loop }) => loop && wanted(name)).map(({ loop }) => loop);
      const chosen = all.filter(({ name }) => wanted(name) || loops.includes(name) || name === cheapest);
      const candidates = chosen.map(({ name, run }): Candidate => ({
        name,
        run: run(x as Float32Array, out as Float32Array, buffers),
      }));
      const timings = timeInterleaved([...candidates, candidates[0]!], pace);
      const common = { suite: 'call', group: id, dtype: 'float32', n, unit: 'ns/call' } as const;
      const rows = chosen.map(({ name, op, method, library, loop }, i): Measured => ({
        ...common,
        name,
        op,
        method,
        library,
        rounds: timings[i]!.rounds,
        ...(loop ? { over: { loop: [loop], ...(name === cheapest ? {} : { relu: [cheapest] }) } } : {}),
      }));
      return [...rows, selfCheck({ ...common, rounds: timings.at(-1)!.rounds }, chosen[0]!.name)];
    },
  };
}

function tables(rows: Row[]): Table[] {
  const shown = rows.filter(({ name }) => name !== selfCheckName);
  const names = [...new Map(shown.map((row) => [row.name, row])).values()];
  const sizes = [...new Set(shown.map(({ n }) => n!))];
  const ours = names.filter(({ library }) => library === 'leeway');
  const find = (name: string, n: number): Row | undefined => shown.find((row) => row.name === name && row.n === n);
  const overtakes = ours.flatMap(({ name }) => {
    const n = overtakesAt(rows, name);
    return [`${name}: ${n === undefined ? `not up to ${sizes.at(-1)}` : `from ${n} elements on`}`];
  });
  return [
    {
      title: 'What a call costs, float32: ns per call',
      head: ['function', ...sizes.map((n) => `n = ${n}`)],
      names: 1,
      rows: names.map(({ name }) => [name, ...sizes.map((n) => time(find(name, n)))]),
    },
    {
      title: 'Time of a call over that of the plain loop',
      head: ['function', ...sizes.map((n) => `n = ${n}`)],
      names: 1,
      rows: ours.map(({ name }) => [name, ...sizes.map((n) => times(find(name, n)?.ratios?.['loop']))]),
      note: `Faster than the plain loop: ${overtakes.join('; ')}.`,
    },
  ];
}

/** The least length from which a call is faster than the loop, at that length and all longer ones that were measured. */
export function overtakesAt(rows: readonly Row[], name: string): number | undefined {
  const own = rows.filter((row) => row.name === name && row.ratios?.['loop']).sort((a, b) => a.n! - b.n!);
  const lastSlower = own.findLastIndex((row) => row.ratios!['loop']!.median >= 1);
  return own[lastSlower + 1]?.n;
}

export const callSuite: Suite = {
  name: 'call',
  title: 'the cost of a call, and the length at which it overtakes a plain JavaScript loop',
  isDefault: true,
  plan: (options) => lengths.map((n) => groupOf(n, options)),
  pace: (effort) => ({
    rounds: effort === 'full' ? 201 : 101,
    milliseconds: { quick: 150, default: 200, full: 2000 }[effort],
  }),
  tables,
};
