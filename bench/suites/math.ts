import { kernels, type Dtype, type KernelInfo } from 'leeway';
import { freemem } from 'node:os';
import { Buffers } from '../harness/buffers';
import { inMath, javascript, javascriptEntry, kernelEntry, type Entry } from '../harness/entries';
import { timeInterleaved } from '../harness/timing';
import { bytesBeyondCaches } from '../machine/caches';
import { peerNames, runMathPeers } from '../peers/math';
import type { Measured } from '../results/row';
import { selfCheck, selfCheckName } from './self-check';
import { mathTables } from './math-tables';
import type { Group, PlanOptions, Suite } from './suite';

const dtypes: readonly Dtype[] = ['float32', 'float64', 'float16', 'bfloat16'];
const bytesOf: Readonly<Record<Dtype, number>> = { float32: 4, float64: 8, float16: 2, bfloat16: 2 };

/** Elements: a short array, then what fits the first, the second and the last cache, and what fits none. */
function sizes(dtype: Dtype, effort: PlanOptions['effort']): number[] {
  if (effort === 'quick') return [4096];
  if (effort === 'default') return [16, 4096, 65536, 2 ** 20];
  return [16, 256, 4096, 65536, 2 ** 20, bytesBeyondCaches() / bytesOf[dtype]];
}

/** The type of what a 16-bit one is compared with: there is no ReLU of its own, and no plain JavaScript. */
const comparedWith = (dtype: Dtype): 'float32' | 'float64' => (dtype === 'float64' ? dtype : 'float32');

const relu = 'relu exact';
const mathTanh = `tanh ${javascript}`;

/** The rows of a dtype and size, and how to make each once it is wanted. */
function rowsOf(dtype: Dtype, n: number, buffers: () => Buffers): { name: string; make: () => Entry }[] {
  const yardstick = comparedWith(dtype);
  const isYardstick = ({ op, method }: KernelInfo): boolean => method === 'exact' && (op === 'relu' || op === 'tanh');
  const seen = new Set<string>();
  return kernels()
    .filter((info) => info.dtype === dtype || (info.dtype === yardstick && isYardstick(info)))
    .flatMap((info) => {
      const { op, method } = info;
      const own = info.dtype === dtype ? '' : `, ${info.dtype}`;
      const rows = [{ name: `${op} ${method}${own}`, make: () => kernelEntry(info, buffers()) }];
      if (info.dtype === yardstick && !seen.has(op) && hasLoop(info, n)) {
        seen.add(op);
        rows.unshift({ name: `${op} ${javascript}${own}`, make: () => javascriptEntry(info, buffers()) });
      }
      return rows;
    });
}

/** Long arrays are for the kernels: of plain JavaScript, which computes on them as on short ones, one loop is enough. */
function hasLoop({ op, value }: KernelInfo, n: number): boolean {
  return inMath(value) && (n <= 65536 || op === 'tanh');
}

function groupOf(dtype: Dtype, n: number, { peers, seed }: PlanOptions): Group {
  const id = `math/${dtype}/${n}`;
  const own = dtype === comparedWith(dtype) ? '' : `, ${comparedWith(dtype)}`;
  const bases = [`${relu}${own}`, `${mathTanh}${own}`];
  // What runs are compared by comes first: ReLU, which does nothing but load and store, feels a neighbour more than others do.
  const over = { 'Math.tanh': [bases[1]!], relu: [bases[0]!] };
  const withPeers = peers && n >= 256 && n <= 2 ** 20 ? peerNames(dtype) : [];
  return {
    suite: 'math',
    id,
    names: [...rowsOf(dtype, n, () => new Buffers(0)).map(({ name }) => name), selfCheckName, ...withPeers],
    measure(wanted, pace) {
      const subject = { suite: 'math', group: id, dtype, n };
      if (2.5 * n * bytesOf[dtype] > freemem())
        return [
          { ...subject, name: bases[0]!, library: 'leeway', missing: 'two such arrays do not fit the free memory' },
        ];
      const buffers = new Buffers(n, seed);
      const chosen = rowsOf(dtype, n, () => buffers).filter(({ name }) => wanted(name) || bases.includes(name));
      const entries = chosen.map(({ name, make }) => ({ ...make(), row: name }));
      const check = entries.find(({ row }) => row === bases[0])!;
      const timings = timeInterleaved([...entries, check], n > 2 ** 20 ? { ...pace, rounds: 15 } : pace);
      const rows = entries.map((entry, i): Measured => ({
        ...subject,
        ...describeEntry(entry),
        name: entry.row,
        rounds: timings[i]!.rounds.map((time) => time / n),
        unit: 'ns/element',
        over: entry.row === bases[0] ? { 'Math.tanh': [bases[1]!] } : over,
      }));
      const perElement = timings.at(-1)!.rounds.map((time) => time / n);
      rows.push(selfCheck({ ...subject, rounds: perElement, unit: 'ns/element' }, bases[0]!));
      const peerRows = withPeers.filter(wanted);
      if (peerRows.length === 0) return rows;
      return runMathPeers({ dtype, buffers, peerRows, pace, subject }).then((more) => [...rows, ...more]);
    },
  };
}

function describeEntry({ op, method, dtype, isa, info }: Entry): Partial<Measured> & { library: string } {
  return {
    op,
    method,
    dtype,
    isa,
    library: info ? 'leeway' : 'JavaScript',
    ...(info ? { maxAbsError: finite(info.maxAbsError), maxUlp: finite(info.maxUlp) } : { version: process.version }),
    ...(info?.alpha === undefined ? {} : { settings: { alpha: info.alpha } }),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export const math: Suite = {
  name: 'math',
  title: 'every kernel beside its bound, our ReLU and plain JavaScript, by size',
  isDefault: true,
  plan: (options) => dtypes.flatMap((dtype) => sizes(dtype, options.effort).map((n) => groupOf(dtype, n, options))),
  pace: (effort) => ({
    rounds: 101,
    milliseconds: { quick: 600, default: 700, full: 6000 }[effort],
    fewest: 9,
  }),
  tables: mathTables,
};
