import { channelKernel, kernels, type KernelInfo } from 'leeway';
import { addon } from '#lib/backend/index';
import type { Isa } from '#lib/backend/addon';
import { plainTable } from '../support/table';
import { minusHalfCube, ulpsFrom, type Scaled } from './alpha-oracle';

type Row = KernelInfo & { dtype: 'float32' | 'float64' };
type Numbers = Float32Array | Float64Array;

/** What was found of ∂f/∂alpha of a kernel on an instruction set. */
interface Found {
  row: Row;
  isa: Isa;
  inputs: number;
  ulp: number;
  absError: number;
  at: [x: number, alpha: number];
}

/** Inputs of each sign, for each alpha and range of magnitudes. */
const inputsOfEach = 1 << 14;
const ordinaryAlphas = [0.07, 0.3, 0.9, 0.992, 1, 3, 13.7];
const alphas = [...ordinaryAlphas, ...Array.from({ length: 25 }, (_, i) => 10 ** (i - 12) * 1.23456789)];

/** lib/channels.ts promises so many ulp of the ops whose derivative is a formula of its own, whatever the method. */
const promisedUlp = 16;

/**
 * Sweeps ∂f/∂alpha of channelKernel(): as many channels of one element, whose sums have one term. Prints what was found
 * and returns whether what is promised held.
 */
export function verifyAlpha(): boolean {
  const isas = addon.isas().filter(({ available }) => available);
  const all = isas.flatMap(({ name: isa }) =>
    kernels(isa)
      .filter(hasAlpha)
      .map((row): Found => ({ row, isa, inputs: 0, ulp: 0, absError: 0, at: [0, 0] })),
  );
  // The truth is the same for all kernels of an op and element type.
  const groups = new Map<string, Found[]>();
  for (const found of all) {
    const key = `${found.row.op} ${found.row.dtype}`;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  for (const group of groups.values()) for (const alpha of alphas) sweep(group, alpha);
  const table = plainTable(['kernel', 'dtype', 'isa', 'inputs', 'max abs error', 'max ulp', 'at x', 'alpha', '']);
  let held = true;
  for (const { row, isa, inputs, ulp, absError, at } of [...groups.values()].flat()) {
    const isElu = row.op === 'elu';
    const holds = isElu ? absError <= row.maxAbsError && ulp <= row.maxUlp : ulp <= promisedUlp;
    held &&= holds;
    const numbers = [ulp, ...at].map((x) => x.toPrecision(4));
    const absolute = isElu ? absError.toPrecision(4) : '–';
    table.push([`${row.op} ${row.method}`, row.dtype, isa, inputs, absolute, ...numbers, holds ? 'holds' : 'BROKEN']);
  }
  process.stdout.write(`df/dalpha\n${table.toString()}\n`);
  return held;
}

const hasAlpha = (row: KernelInfo): row is Row => row.alpha !== undefined && ['float32', 'float64'].includes(row.dtype);

function sweep(group: Found[], wanted: number): void {
  const { op, dtype } = group[0]!.row;
  const [alpha, x] = inputsFor(dtype, wanted);
  const truths = truthsOf(op, dtype, x, alpha);
  const [alphaOfEach, one] = [x.slice().fill(alpha), x.slice().fill(1)];
  for (const found of group) {
    const { method } = found.row;
    const f = channelKernel(op as 'isru', { channels: x.length, method, dtype, isa: found.isa } as never);
    const { dAlpha } = f.backward(x as never, alphaOfEach as never, one as never);
    for (let i = 0; i < x.length; i++) {
      const [truth, got] = [truths[i]!, (dAlpha as Numbers)[i]!];
      const ulp = ulpsFrom(dtype, got, truth);
      if (!(ulp <= found.ulp)) [found.ulp, found.at] = [ulp, [x[i]!, alpha]];
      if (truth.exponent === 0) found.absError = Math.max(found.absError, Math.abs(got - truth.high));
    }
    found.inputs += x.length;
  }
}

/** Numbers of all magnitudes, and of those around 1 / sqrt(alpha), where the functions bend. */
function inputsFor(dtype: Row['dtype'], wanted: number): [alpha: number, x: Numbers] {
  const is32 = dtype === 'float32';
  const alpha = is32 ? Math.fround(wanted) : wanted;
  const bend = 1 / Math.sqrt(alpha);
  const [largest, smallest] = is32 ? [(2 - 2 ** -23) * 2 ** 127, 2 ** -149] : [Number.MAX_VALUE, Number.MIN_VALUE];
  const x = is32 ? new Float32Array(4 * inputsOfEach) : new Float64Array(4 * inputsOfEach);
  const patterns = is32 ? new Uint32Array(x.buffer) : new BigUint64Array(x.buffer);
  const patternOf = (value: number): bigint => {
    x[0] = value;
    return BigInt(patterns[0]!);
  };
  const ranges = [
    [smallest, largest],
    [bend * 2 ** -12, Math.min(bend * 2 ** 8, largest)],
  ].map((ends) => ends.map(patternOf));
  ranges.forEach(([from, to], r) => {
    const stride = ((to! - from!) / BigInt(inputsOfEach)) | 1n;
    for (let i = 0; i < inputsOfEach; i++) {
      const at = from! + stride * BigInt(i);
      const place = 2 * (r * inputsOfEach + i);
      patterns[place] = (is32 ? Number(at < to! ? at : to!) : at < to! ? at : to!) as never;
      x[place + 1] = -x[place]!;
    }
  });
  return [alpha, x];
}

function truthsOf(op: string, dtype: Row['dtype'], x: Numbers, alpha: number): Scaled[] {
  const number = addon.ops().findIndex(({ name }) => name === op);
  const left = (i: number): boolean => op === 'isru' || x[i]! < 0;
  const zero = { high: 0, low: 0, exponent: 0 };
  if (op === 'leaky_relu') return Array.from(x, (high, i) => (left(i) ? { high, low: 0, exponent: 0 } : zero));
  // elu's is elu itself, for an alpha of 1.
  const { high, low } = addon.reference(number, dtype, false, Float64Array.from(x), op === 'elu' ? 1 : alpha);
  return Array.from(x, (_, i) => {
    if (!left(i)) return zero;
    return op === 'elu' ? { high: high[i]!, low: low[i]!, exponent: 0 } : minusHalfCube(high[i]!, low[i]!);
  });
}
