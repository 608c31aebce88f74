import { addon } from '#lib/backend/index';
import { kernel, kernels, type FloatArray, type KernelInfo } from 'leeway';

/** Where a curve is drawn, and where peers and kernels are measured. */
const [low, high] = [-4, 4];
const bins = 160;
const samplesPerBin = 40;

export interface Curve {
  method: string;
  /** The middle of each bin, and the largest error in it. */
  points: { x: number; error: number }[];
  largest: number;
}

export interface OpCurves {
  op: string;
  value: string;
  values: { x: number; y: number }[];
  curves: Curve[];
}

const opIndex = new Map(addon.ops().map(({ name }, i) => [name as string, i]));

function truth(info: KernelInfo, x: Float64Array): Float64Array {
  const { high: values } = addon.reference(opIndex.get(info.op)!, 'float64', false, x, info.alpha ?? 1);
  return values;
}

/** The function, and how far every kernel of it is off by x, in float32, computed here and now. */
export function curvesOf(op: string): OpCurves {
  const own = kernels().filter((info) => info.op === op && info.dtype === 'float32');
  const widest = own[0]!;
  const from = Math.max(low, widest.domain[0]);
  const to = Math.min(high, widest.domain[1]);
  const grid = Float64Array.from({ length: 241 }, (_, i) => from + ((to - from) * (i + (from === 0 ? 1 : 0))) / 241);
  const y = truth(widest, grid);
  const values = [...grid].map((x, i) => ({ x, y: y[i]! })).filter((point) => Math.abs(point.y) <= 60);
  return { op, value: widest.value, values, curves: own.map((info) => errorCurve(info)) };
}

function errorCurve(info: KernelInfo): Curve {
  const from = Math.max(low, info.domain[0]);
  const to = Math.min(high, info.domain[1]);
  const n = bins * samplesPerBin;
  const x = Float32Array.from({ length: n }, (_, i) => from + ((to - from) * (i + 0.5)) / n);
  const f = kernel(info.op, { method: info.method }) as (x: Float32Array) => FloatArray;
  const got = f(x);
  const exact = truth(info, Float64Array.from(x));
  const points = Array.from({ length: bins }, (_, bin) => {
    let error = 0;
    for (let i = bin * samplesPerBin; i < (bin + 1) * samplesPerBin; i++)
      error = Math.max(error, Math.abs(got[i]! - exact[i]!));
    return { x: x[bin * samplesPerBin + samplesPerBin / 2]!, error };
  });
  return { method: info.method, points, largest: Math.max(...points.map(({ error }) => error)) };
}

/** What rounding alone costs a float32 result of exact mathematics: the error of plain JavaScript. */
export function roundingError({ values }: OpCurves): number {
  return Math.max(...values.map(({ y }) => Math.abs(Math.fround(y) - y)));
}
