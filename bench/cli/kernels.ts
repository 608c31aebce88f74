import { backend, kernel, kernels, type Dtype, type Kernel, type KernelInfo } from 'leeway';
import { UsageError } from '#lib/cli/errors';
import { Buffers } from '../harness/buffers';
import { javascriptEntry, kernelEntry } from '../harness/entries';
import { bound, significant } from '../harness/figures';
import { pairRounds } from '../harness/statistics';
import { timeInterleaved } from '../harness/timing';
import { printMarkdown, printText, type Table } from '../results/table';
import { whole } from './options';

export interface CompareFlags {
  dtype: string;
  elements: string;
  json?: boolean;
  markdown?: boolean;
}

const budgets = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7];

interface Timed {
  info: KernelInfo;
  nsPerElement: number;
  /** Time over that of a plain loop; absent where there is none to write. */
  overLoop?: number;
}

interface Pick {
  maxAbsError: number;
  /** Absent where nothing is within the budget. */
  method?: string;
}

/** `leeway compare`: an op's kernels timed here, and which of them `kernel()` takes for which budget. */
export function compareKernels(op: string, { dtype, elements, json, markdown }: CompareFlags): void {
  const n = whole(elements, '--elements', 1)!;
  const own = kernelsOf(op, dtype);
  const timed = timeAll(own, n);
  const picks = budgets.map((maxAbsError) => pick(own[0]!, maxAbsError));
  if (json) {
    const list = timed.map(({ info, ...times }) => ({ ...info, ...times }));
    // JSON has no infinity.
    const text = JSON.stringify(
      { isa: backend.isa, n, kernels: list, picks },
      (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
      2,
    );
    process.stdout.write(`${text}\n`);
    return;
  }
  const print = markdown ? printMarkdown : printText;
  process.stdout.write(`${print(kernelTable(timed, n))}\n${print(pickTable(own[0]!, picks, timed))}`);
}

function kernelsOf(op: string, dtype: string): KernelInfo[] {
  const all = kernels();
  const ops = [...new Set(all.map((info) => info.op as string))];
  if (!ops.includes(op)) throw new UsageError(`expected one of ${ops.join(', ')}, received "${op}"`);
  const ofOp = all.filter((info) => info.op === op);
  const own = ofOp.filter((info) => info.dtype === dtype);
  const dtypes = [...new Set(ofOp.map((info) => info.dtype))].join(', ');
  if (own.length === 0) throw new UsageError(`expected one of ${dtypes} for --dtype of ${op}, received "${dtype}"`);
  return own;
}

function timeAll(own: KernelInfo[], n: number): Timed[] {
  const buffers = new Buffers(n);
  const float = own[0]!.dtype === 'float32' || own[0]!.dtype === 'float64';
  const loop = float ? javascriptEntry(own[0]!, buffers) : undefined;
  const entries = [...own.map((info) => kernelEntry(info, buffers)), ...(loop ? [loop] : [])];
  const timings = timeInterleaved(entries, { rounds: 101, milliseconds: 1500, patience: 1500 });
  return own.map((info, i): Timed => {
    const { rounds, median } = timings[i]!;
    const nsPerElement = median / n;
    return loop
      ? { info, nsPerElement, overLoop: pairRounds(rounds, timings.at(-1)!.rounds).median }
      : { info, nsPerElement };
  });
}

function pick({ op, dtype }: KernelInfo, maxAbsError: number): Pick {
  try {
    const { method } = kernel(op, { dtype: dtype as Dtype & 'float32', maxAbsError }) as Kernel;
    return { maxAbsError, method };
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_LEEWAY_NO_SUCH_KERNEL') throw error;
    return { maxAbsError };
  }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const interval = ([low, high]: readonly [number, number]): string =>
  low === -Infinity && high === Infinity ? 'all' : `[${low}, ${high}]`;

function kernelTable(timed: Timed[], n: number): Table {
  const { op, dtype, isa, value } = timed[0]!.info;
  return {
    title: `${op}, ${dtype}, ${isa}: ${value}`,
    head: ['method', 'max abs error', 'max ulp', 'domain', 'ns/element', '÷ plain JavaScript'],
    names: 1,
    rows: timed.map(({ info, nsPerElement, overLoop }) => [
      info.method,
      bound(finite(info.maxAbsError)),
      bound(finite(info.maxUlp)),
      interval(info.domain),
      significant(nsPerElement),
      overLoop === undefined ? '' : significant(1 / overLoop),
    ]),
    note: `Medians of ${n} elements in [-4, 4], or in the part of it in the domain; – promises nothing of that kind.`,
  };
}

function pickTable({ op, dtype }: KernelInfo, picks: Pick[], timed: Timed[]): Table {
  const query = dtype === 'float32' ? '' : `, dtype: '${dtype}'`;
  return {
    title: `What kernel('${op}', { maxAbsError${query} }) takes on this CPU`,
    head: ['maxAbsError', 'method', 'its bound', 'ns/element'],
    names: 2,
    rows: picks.map(({ maxAbsError, method }) => {
      const found = timed.find(({ info }) => info.method === method);
      return [
        maxAbsError.toExponential(),
        method ?? 'none: an error',
        found ? bound(finite(found.info.maxAbsError)) : '',
        found ? significant(found.nsPerElement) : '',
      ];
    }),
  };
}
