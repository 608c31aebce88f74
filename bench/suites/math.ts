import {
  backend,
  kernel,
  kernels,
  toBfloat16,
  toFloat16,
  type Dtype,
  type ElementArray,
  type FloatArray,
  type Kernel,
  type KernelInfo,
} from 'leeway';
import { plainTable } from '../../tools/support/table';
import { pairedRatio, timeInterleaved, type Candidate, type Timing } from '../harness/timing';

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
const javascript = 'javascript';

export function runMath({ quick }: { quick: boolean }): MathRow[] {
  const rows: MathRow[] = [];
  for (const dtype of dtypes) for (const n of sizes) rows.push(...measure(dtype, n, quick ? 15 : 101));
  return rows;
}

/** The type of what a 16-bit one is compared with: there is no ReLU of its own, and no plain JavaScript. */
const comparedWith = (dtype: Dtype): 'float32' | 'float64' => (dtype === 'float64' ? dtype : 'float32');

/** Inputs between -4 and 4, half of them negative; without the sign where the op wants none. */
function numbers(dtype: 'float32' | 'float64', n: number, signed: boolean): FloatArray {
  const x = dtype === 'float32' ? new Float32Array(n) : new Float64Array(n);
  let state = 1;
  return x.map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = (state / 2 ** 31 - 1) * 4;
    return signed ? value : Math.abs(value) + 0.01;
  });
}

function inputs(dtype: Dtype, n: number, signed: boolean): ElementArray {
  if (dtype === 'float16') return toFloat16(numbers('float32', n, signed) as Float32Array);
  if (dtype === 'bfloat16') return toBfloat16(numbers('float32', n, signed) as Float32Array);
  return numbers(dtype, n, signed);
}

interface Entry extends Candidate {
  op: string;
  dtype: Dtype;
  method: string;
  isa: string;
  info?: KernelInfo;
}

function measure(dtype: Dtype, n: number, rounds: number): MathRow[] {
  const yardstick = comparedWith(dtype);
  const isYardstick = ({ op, method }: KernelInfo): boolean => method === 'exact' && (op === 'relu' || op === 'tanh');
  const entries = kernels()
    .filter((info) => info.dtype === dtype || (info.dtype === yardstick && isYardstick(info)))
    .flatMap((info, i, all) => {
      const x = inputs(info.dtype, n, info.domain[0] < 0);
      const out = x.slice();
      const first = info.dtype === yardstick && all.findIndex(({ op }) => op === info.op) === i;
      return [...(first ? [javascriptEntry(info, x as FloatArray, out as FloatArray)] : []), kernelEntry(info, x, out)];
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

function kernelEntry(info: KernelInfo, x: ElementArray, out: ElementArray): Entry {
  const { op, dtype, method } = info;
  const f = kernel(op, { dtype, method }) as Kernel;
  return { name: `${op} ${method} ${dtype}`, op, dtype, method, isa: backend.isa, info, run: () => f(x, out) };
}

/** The loop a JavaScript program would write: the op's own expression over Math. */
function javascriptEntry({ op, dtype, value, alpha }: KernelInfo, x: FloatArray, out: FloatArray): Entry {
  const names = [...new Set(value.match(/[a-z_]\w*(?=\()/g) ?? [])];
  const expression = names.reduce((text, name) => text.replaceAll(`${name}(`, `Math.${name}(`), value);
  // The source is the catalogue's own.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const loop = new Function(
    'inputs',
    'out',
    'alpha',
    `for (let i = 0; i < inputs.length; i++) { const x = inputs[i]; out[i] = ${expression}; }`,
  ) as (x: FloatArray, out: FloatArray, alpha: number | undefined) => void;
  return { name: `${op} ${javascript}`, op, dtype, method: javascript, isa: 'V8', run: () => loop(x, out, alpha) };
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

function bound(value: number | null | undefined): string {
  if (value === undefined) return '';
  if (value === null) return '–';
  if (value >= 0.01 && value < 1000) return String(Number(value.toPrecision(2)));
  return value === 0 ? '0' : value.toExponential(1).replace('.0e', 'e');
}
