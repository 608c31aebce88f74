import { kernel, type Dtype, type ElementArray, type FloatArray, type KernelInfo } from 'leeway';
import { type Buffers } from './buffers';
import type { Candidate } from './timing';

/** A row to time: a kernel of the catalogue, or a loop of plain JavaScript. */
export interface Entry extends Candidate {
  op: string;
  method: string;
  dtype: Dtype;
  isa: string;
  info?: KernelInfo;
}

export const javascript = 'javascript';

/** A kernel on inputs of its domain, or of a part of it. */
export function kernelEntry(info: KernelInfo, buffers: Buffers, domain = info.domain): Entry {
  const { op, method, dtype, isa } = info;
  const f = kernel(op, { dtype, method, isa }) as (x: ElementArray, out: ElementArray) => ElementArray;
  const { x, ...reading } = buffers.reading(dtype, domain);
  const out = buffers.output(dtype);
  return { name: `${op} ${method}`, op, method, dtype, isa, info, ...reading, run: () => f(x, out) };
}

/** Whether Math has the functions of an op's expression. */
export const inMath = (expression: string): boolean => !/\berfc?\(/.test(expression);

/** The loop a JavaScript program would write: the op's own expression over Math, which has to have its functions. */
export function javascriptEntry(info: KernelInfo, buffers: Buffers): Entry {
  const { op, value, dtype, domain, alpha } = info;
  return loopEntry({ op, expression: value, dtype, domain, alpha }, buffers);
}

export interface Loop {
  op: string;
  /** Over `x` and `alpha`, with functions by their names in Math. */
  expression: string;
  dtype: Dtype;
  domain?: readonly [number, number];
  alpha?: number | undefined;
}

export function loopEntry({ op, expression, dtype, domain, alpha }: Loop, buffers: Buffers): Entry {
  const names = [...new Set(expression.match(/[a-z_]\w*(?=\()/g) ?? [])];
  const overMath = names.reduce((text, name) => text.replaceAll(`${name}(`, `Math.${name}(`), expression);
  // The sources are the catalogue's and the bench's own.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const loop = new Function(
    'inputs',
    'out',
    'alpha',
    'from',
    'to',
    'back',
    // Views of each part would be as many objects, which come from farther away than the numbers do.
    `for (let i = from; i < to; i++) { const x = inputs[i]; out[i - back] = ${overMath}; }`,
  ) as (x: FloatArray, out: FloatArray, alpha: number | undefined, from: number, to: number, back: number) => void;
  const { x, out, length, ...reading } = buffers.readingInTurn(dtype, domain);
  let from = 0;
  const run = (): void => {
    const to = Math.min(from + length, x.length);
    loop(x, out, alpha, from, to, reading.parts === 1 ? from : 0);
    from = to === x.length ? 0 : to;
  };
  reading.load();
  compile(run);
  return { name: `${op} ${javascript}`, op, method: javascript, dtype, isa: 'V8', ...reading, run };
}

/** V8 compiles what runs often, on another thread: the batch timer's warm-up would be over before it has. */
function compile(run: () => void): void {
  for (const started = performance.now(); performance.now() - started < compiling;) run();
}
const compiling = 25; // ms
