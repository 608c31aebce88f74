import { backend, kernels, type Dtype, type KernelInfo } from 'leeway';
import { javascript, javascriptEntry, kernelEntry } from '../harness/entries';
import { bound } from '../harness/figures';
import { plainTable } from '../../tools/support/table';
import { pairedRatio, timeInterleaved, type Timing } from '../harness/timing';

export interface MathRow {
  suite: 'math';
  op: string;
  dtype: Dtype;
  /** The element type of this row where it stands for comparison only, beside the kernels of another. */
  of?: Dtype;
  method: string;
  isa: string;
  n: number;
  nsPerElement: number;
  nsPerElementMinimum: number;
  /** Proven bounds; null where nothing of that kind is promised (JSON has no Infinity), absent for plain JavaScript. */
  maxAbsError?: number | null;
  maxUlp?: number | null;
  /** Time over that of our own ReLU of the same dtype (float32 for the 16-bit ones) and size, in the same run. */
  timesRelu: number;
  /** Time of a plain `Math.tanh` loop of that dtype and size over this one's, in the same run. */
  fasterThanMathTanh: number;
}

const sizes = [4096, 65536];
const dtypes: readonly Dtype[] = ['float32', 'float64', 'float16', 'bfloat16'];

export function runMath({ quick }: { quick: boolean }): MathRow[] {
  const rows: MathRow[] = [];
  for (const dtype of dtypes) for (const n of sizes) rows.push(...measure(dtype, n, quick ? 15 : 101));
  return rows;
}

/** The type of what a 16-bit one is compared with: there is no ReLU of its own, and no plain JavaScript. */
const comparedWith = (dtype: Dtype): 'float32' | 'float64' => (dtype === 'float64' ? dtype : 'float32');

function measure(dtype: Dtype, n: number, rounds: number): MathRow[] {
  const yardstick = comparedWith(dtype);
  const isYardstick = ({ op, method }: KernelInfo): boolean => method === 'exact' && (op === 'relu' || op === 'tanh');
  const entries = kernels()
    .filter((info) => info.dtype === dtype || (info.dtype === yardstick && isYardstick(info)))
    .flatMap((info, i, all) => {
      const first = info.dtype === yardstick && all.findIndex(({ op }) => op === info.op) === i;
      const plain = first ? javascriptEntry(info, n) : undefined;
      return [...(plain ? [plain] : []), kernelEntry(info, n)];
    });
  const timings = timeInterleaved(entries, rounds);
  const of = (op: string, method: string): Timing =>
    timings[entries.findIndex((entry) => entry.dtype === yardstick && entry.op === op && entry.method === method)]!;
  const relu = of('relu', 'exact');
  const mathTanh = of('tanh', javascript);
  return entries.map(({ op, dtype: own, method, isa, info }, i) => ({
    suite: 'math',
    op,
    dtype,
    ...(own === dtype ? {} : { of: own }),
    method,
    isa,
    n,
    nsPerElement: timings[i]!.median / n,
    nsPerElementMinimum: timings[i]!.minimum / n,
    ...(info ? { maxAbsError: finite(info.maxAbsError), maxUlp: finite(info.maxUlp) } : {}),
    timesRelu: pairedRatio(timings[i]!, relu),
    fasterThanMathTanh: pairedRatio(mathTanh, timings[i]!),
  }));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function printMath(rows: MathRow[]): string {
  const tables = dtypes.map((dtype) => {
    const table = plainTable(
      [
        'op',
        'method',
        'max abs error',
        'max ulp',
        ...sizes.flatMap((n) => [`ns/element, ${n / 1024} K`, '× ReLU', '÷ Math.tanh']),
      ],
      2,
    );
    const first = rows.filter((row) => row.dtype === dtype && row.n === sizes[0]);
    for (const row of first) {
      const perSize = sizes.map((n) =>
        rows.find(
          (r) => r.dtype === dtype && r.n === n && r.op === row.op && r.method === row.method && r.of === row.of,
        )!,
      );
      table.push([
        row.op,
        (row.method === javascript ? 'plain JavaScript' : row.method) + (row.of ? `, ${row.of}` : ''),
        bound(row.maxAbsError),
        bound(row.maxUlp),
        ...perSize.flatMap((r) => [r.nsPerElement.toFixed(3), r.timesRelu.toFixed(2), r.fasterThanMathTanh.toFixed(1)]),
      ]);
    }
    return `${dtype}, ${backend.isa}\n${table.toString()}`;
  });
  return `${tables.join('\n\n')}\n
ns/element: median; "max abs error" and "max ulp" are promised (npm run verify checks them), – promises nothing of that kind;
× ReLU: time over our own ReLU's; ÷ Math.tanh: how many times faster than a plain Math.tanh loop; both paired in this run.
`;
}
