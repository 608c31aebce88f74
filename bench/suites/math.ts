import { backend, kernel, kernels, type Dtype, type FloatArray, type KernelInfo } from 'leeway';
import { plainTable } from '../../tools/support/table';
import { pairedRatio, timeInterleaved, type Candidate, type Timing } from '../harness/timing';

export interface MathRow {
  suite: 'math';
  op: string;
  dtype: Dtype;
  method: string;
  isa: string;
  n: number;
  nsPerElement: number;
  nsPerElementMinimum: number;
  /** Proven bounds; null where nothing of that kind is promised (JSON has no Infinity), absent for plain JavaScript. */
  maxAbsError?: number | null;
  maxUlp?: number | null;
  /** Time over that of our own ReLU of the same dtype and size, in the same run. */
  timesRelu: number;
  /** Time of a plain `Math.tanh` loop of the same dtype and size over this one's, in the same run. */
  fasterThanMathTanh: number;
}

const sizes = [4096, 65536];
const javascript = 'javascript';

export function runMath({ quick }: { quick: boolean }): MathRow[] {
  const rows: MathRow[] = [];
  for (const dtype of ['float32', 'float64'] as const)
    for (const n of sizes) rows.push(...measure(dtype, n, quick ? 15 : 101));
  return rows;
}

/** Inputs between -4 and 4, half of them negative; without the sign where the op wants none. */
function inputs(dtype: Dtype, n: number, signed: boolean): FloatArray {
  const x = dtype === 'float32' ? new Float32Array(n) : new Float64Array(n);
  let state = 1;
  return x.map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = (state / 2 ** 31 - 1) * 4;
    return signed ? value : Math.abs(value) + 0.01;
  });
}

interface Entry extends Candidate {
  op: string;
  method: string;
  isa: string;
  info?: KernelInfo;
}

function measure(dtype: Dtype, n: number, rounds: number): MathRow[] {
  const entries = kernels()
    .filter((info) => info.dtype === dtype)
    .flatMap((info, i, all) => {
      const x = inputs(dtype, n, info.domain[0] < 0);
      const out = x.slice();
      const first = all.findIndex(({ op }) => op === info.op) === i;
      return [...(first ? [javascriptEntry(info, x, out)] : []), kernelEntry(info, x, out)];
    });
  const timings = timeInterleaved(entries, rounds);
  const of = (op: string, method: string): Timing =>
    timings[entries.findIndex((entry) => entry.op === op && entry.method === method)]!;
  const relu = of('relu', 'exact');
  const mathTanh = of('tanh', javascript);
  return entries.map(({ op, method, isa, info }, i) => ({
    suite: 'math',
    op,
    dtype,
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

function kernelEntry(info: KernelInfo, x: FloatArray, out: FloatArray): Entry {
  const f = kernel(info.op, { dtype: info.dtype, method: info.method }) as (
    x: FloatArray,
    out: FloatArray,
  ) => FloatArray;
  const { op, method } = info;
  return { name: `${op} ${method}`, op, method, isa: backend.isa, info, run: () => f(x, out) };
}

/** The loop a JavaScript program would write: the op's own expression over Math. */
function javascriptEntry({ op, value, alpha }: KernelInfo, x: FloatArray, out: FloatArray): Entry {
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
  return { name: `${op} ${javascript}`, op, method: javascript, isa: 'V8', run: () => loop(x, out, alpha) };
}

export function printMath(rows: MathRow[]): string {
  const tables = (['float32', 'float64'] as const).map((dtype) => {
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
        rows.find((r) => r.dtype === dtype && r.n === n && r.op === row.op && r.method === row.method)!,
      );
      table.push([
        row.op,
        row.method === javascript ? 'plain JavaScript' : row.method,
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
