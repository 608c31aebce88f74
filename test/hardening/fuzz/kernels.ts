// Calls of kernel(), of what it returns, and of tanh() and its like.
import { types } from 'node:util';
import * as leeway from 'leeway';
import { backend, kernel, kernels, type Dtype, type ElementArray, type Kernel, type Op } from 'leeway';
import { cases } from '../../support/cases';
import { differenceIn, dtypes, formats } from '../../support/floats';
import { homes, undisguised } from './arena';
import type { Call, World } from './call';
import { anyValue, disguised, tampered } from './values';

const infos = kernels();
const ops = [...new Set(infos.map(({ op }) => op))];
const pool: Kernel[] = cases.map(({ f }) => f);
const found: Kernel[] = [];
const ways = ['forward', 'backward', 'backwardFromOutput'] as const;

type Functions = (...arrays: unknown[]) => unknown;

function functionOf(f: Kernel, way: (typeof ways)[number]): Functions {
  return (way === 'forward' ? f : f[way]) as Functions;
}

/** Arguments for `count` arrays, the last of them the output; mostly good ones. */
function anyArrays({ dice, arena, effect }: World, dtype: Dtype, count: number): unknown[] {
  const length = dice.chance(0.05) ? 1000 + dice.below(3000) : dice.below(100);
  const arrays = Array.from({ length: count }, () => arena.place(dtype, length));
  const last = count - 1;
  if (dice.chance(0.2)) arrays[last] = arrays[dice.below(count)]!;
  else if (dice.chance(0.1)) {
    // Overlapping in part, or side by side.
    const both = arena.place(dtype, 2 * length, { home: dice.pick(['own', 'within', 'shared']) });
    const shift = dice.below(length + 1);
    arrays[dice.below(last) || 0] = both.subarray(0, length);
    arrays[last] = both.subarray(shift, shift + length);
  }
  const given: unknown[] = arrays;
  const at = dice.below(count);
  const oddities = [
    () => arena.place(dtype, dice.below(2 * length + 2), { home: dice.pick(homes) }),
    () => arena.place(dtype === 'float32' ? dice.pick(['float64', 'float16']) : 'float32', length),
    () => anyValue(dice),
    () => disguised(dice, arrays[at]!, effect),
  ];
  if (dice.chance(0.25)) given[at] = dice.pick(oddities)();
  if (dice.chance(0.15)) given[last] = undefined;
  return dice.chance(0.02) ? given.slice(0, dice.below(count)) : given;
}

/** The result has to be what the same numbers give elsewhere. */
function checkOf(world: World, f: Kernel, way: (typeof ways)[number], given: unknown[]): NonNullable<Call['check']> {
  return (result) => {
    if (world.disturbed()) return undefined;
    const output = given[way === 'forward' ? 1 : 2];
    if (output !== undefined && result !== output) return 'returned something else than its output';
    const inputs = given.slice(0, way === 'forward' ? 1 : 2) as ElementArray[];
    const expected = functionOf(f, way)(...inputs.map((input) => world.arena.before(input))) as ElementArray;
    const got = undisguised(result as ElementArray);
    const i = differenceIn(formats[f.dtype], got, expected);
    return i < 0 ? undefined : `${got[i]} where the same numbers give ${expected[i]}, at ${i}`;
  };
}

const isElements = (value: unknown): value is ElementArray =>
  types.isFloat32Array(value) || types.isFloat64Array(value) || types.isUint16Array(value);

/** f(x, out), f.backward(x, dy, dx) or f.backwardFromOutput(y, dy, dx). */
export function kernelCall(world: World): Call {
  const { dice } = world;
  const f = dice.pick(found.length > 0 && dice.chance(0.3) ? found : pool);
  const way = dice.pick(ways);
  const given = anyArrays(world, f.dtype, way === 'forward' ? 2 : 3);
  const output = given.at(-1);
  return {
    what: `${f.op} ${f.method} ${f.dtype} ${f.isa} ${way}`,
    run: () => functionOf(f, way)(...given),
    ...(isElements(output) && { output }),
    check: checkOf(world, f, way, given),
  };
}

/** tanh(x, out), isru(x, out, { alpha }) … */
export function opCall(world: World): Call {
  const { dice, effect } = world;
  const op = dice.pick(ops);
  const f = leeway[op] as Functions;
  const given = anyArrays(world, dice.pick(dtypes), 2); // bit patterns are refused
  if (dice.chance(0.3)) {
    const options = dice.chance(0.7) ? { alpha: 4 * dice.unit() } : anyValue(dice);
    given[2] = dice.chance(0.3) ? tampered(dice, { alpha: 1 }, effect) : options;
  }
  const [, output, options] = given;
  return {
    what: `${op}(…)`,
    run: () => f(...given),
    ...(isElements(output) && { output }),
    check: () => (options === undefined || Object(options) === options ? undefined : 'took options that are no object'),
  };
}

function anyQuery({ dice, effect }: World): unknown {
  if (dice.chance(0.05)) return anyValue(dice);
  const info = dice.pick(infos);
  const fields: Record<string, unknown> = {
    dtype: dice.pick(dtypes),
    method: info.method,
    maxAbsError: 10 ** -(18 * dice.unit()),
    maxUlp: 10 ** (8 * dice.unit() - 1),
    domain: dice.chance(0.5) ? info.domain : [-dice.unit(), 100 * dice.unit()],
    alpha: 10 ** (80 * dice.unit() - 40),
    isa: dice.pick([...backend.available, info.isa, 'neon', 'avx512']),
  };
  const query = Object.fromEntries(Object.entries(fields).filter(() => dice.chance(0.25)));
  return dice.chance(0.15) ? tampered(dice, query, effect) : query;
}

function isUsable(result: unknown): string | undefined {
  const f = result as Kernel;
  const x = formats[f.dtype].array(5);
  const y = f(x);
  return y.length === 5 && y.constructor === x.constructor ? undefined : 'a kernel that does not run';
}

/** kernel(op, query): what it finds joins the kernels that are called. */
export function queryCall(world: World): Call {
  const { dice } = world;
  const op = dice.chance(0.95) ? dice.pick(ops) : anyValue(dice);
  const query = anyQuery(world);
  return {
    what: `kernel(${typeof op === 'string' ? op : typeof op}, …)`,
    run: () => {
      const f = kernel(op as Op, query as object) as Kernel;
      found[found.length < 50 ? found.length : dice.below(50)] = f;
      return f;
    },
    check: isUsable,
  };
}

/** kernels(isa), backend.lanes(isa) */
export function listCall({ dice }: World): Call {
  const isa = dice.chance(0.7) ? dice.pick([...backend.available, 'neon', 'avx512']) : anyValue(dice);
  const list = dice.chance(0.5);
  return {
    what: `${list ? 'kernels' : 'backend.lanes'}(${typeof isa})`,
    run: () => (list ? kernels(isa as never).length : backend.lanes(isa as never).float32),
    check: (result) =>
      Number.isInteger(result) && (result as number) > 0 ? undefined : `returned ${result as number}`,
  };
}
