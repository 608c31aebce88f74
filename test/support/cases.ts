import {
  backend,
  kernel,
  kernels,
  type ElementArray,
  type FloatArray,
  type Isa,
  type Kernel,
  type KernelInfo,
} from 'leeway';
import { addon } from '#lib/backend/index';
import { formats, type Format } from './floats';

/** One kernel on one instruction set. */
export interface Case {
  readonly name: string;
  readonly info: KernelInfo;
  /** Rows of the addon's lists. */
  readonly op: number;
  readonly index: number;
  readonly lanes: number;
  readonly format: Format;
  readonly alpha: number;
  readonly f: Kernel;
}

const ops = addon.ops();
const rows = addon.kernels();

/** The same kernel for another alpha. */
export function withAlpha(c: Case, alpha: number): Case {
  const { op, method, dtype, isa } = c.info;
  const f = kernel(op, { method, dtype, isa, alpha }) as Kernel;
  return { ...c, name: `${c.name}, alpha ${alpha}`, alpha, f, info: f };
}

/** The instruction sets to test: all that this CPU has, or the one that LEEWAY_ISA forces. */
export const isas: readonly Isa[] = process.env['LEEWAY_ISA'] ? [backend.isa] : backend.available;

/** Every kernel on each of them. */
export const cases: readonly Case[] = isas.flatMap((isa) =>
  kernels(isa).map((info): Case => {
    const { op, method, dtype } = info;
    const row = rows.find((r) => ops[r.op]!.name === op && r.method === method && r.dtype === dtype)!;
    return {
      name: `${op} ${method} ${dtype} ${isa}`,
      info,
      op: row.op,
      index: row.index,
      lanes: backend.lanes(isa)[dtype],
      format: formats[dtype],
      alpha: info.alpha ?? 1,
      f: kernel(op, { method, dtype, isa }) as Kernel,
    };
  }),
);

/** Whether a kernel is valid on less than its op is defined on: outside, x counts as the nearer end. */
export function isRanged({ op, info }: Case): boolean {
  const others = rows.filter((row) => row.op === op && row.dtype === info.dtype);
  return others.some(({ domain: [low, high] }) => low < info.domain[0] || high > info.domain[1]);
}

/** One of a kernel's functions, whatever its number of inputs. */
export interface Way {
  readonly name: 'forward' | 'backward' | 'backwardFromOutput';
  readonly inputs: 1 | 2;
  run(inputs: readonly ElementArray[], out: ElementArray): ElementArray;
}

/** The functions a kernel has. */
export function waysOf({ f, info }: Case): Way[] {
  const forward: Way = { name: 'forward', inputs: 1, run: ([x], out) => f(x!, out) };
  const backward: Way = { name: 'backward', inputs: 2, run: ([x, dy], dx) => f.backward(x!, dy!, dx) };
  const fromOutput: Way = {
    name: 'backwardFromOutput',
    inputs: 2,
    run: ([y, dy], dx) => f.backwardFromOutput(y!, dy!, dx),
  };
  return info.hasBackwardFromOutput ? [forward, backward, fromOutput] : [forward, backward];
}

/** What a kernel gives for numbers, as numbers: both in arrays of the element type in between. */
export function valuesOf({ f, format }: Pick<Case, 'f' | 'format'>, x: Iterable<number>): FloatArray {
  return format.numbers(f(format.array(x)));
}

/** Numbers of the element type next to these. */
export const rounded = ({ format }: Pick<Case, 'format'>, x: Iterable<number>): FloatArray =>
  format.numbers(format.array(x));

/** Ops, with a case to reach each by: what is true of the function rather than of one kernel. */
export const opCases: readonly Case[] = cases.filter(
  (c) => cases.find((other) => other.op === c.op && other.format === c.format) === c,
);

/** `it` for each case and each of its functions. */
export function eachWay(list: readonly Case[], check: (c: Case, way: Way) => void): void {
  for (const c of list) for (const way of waysOf(c)) it(`${c.name} ${way.name}`, () => check(c, way));
}
