// Calls of kernel(), of what it returns, and of tanh() and its like.
import * as leeway from 'leeway';
import { backend, kernel, kernels, type Kernel, type Op } from 'leeway';
import { cases } from '../../support/cases';
import { dtypes, formats } from '../../support/floats';
import { anyArrays, anyLength, arrayCall, floats, isArray } from './arrays';
import type { Call, World } from './call';
import { anyValue, tampered } from './values';

const infos = kernels();
const ops = [...new Set(infos.map(({ op }) => op))];
const pool: Kernel[] = cases.map(({ f }) => f);
const found: Kernel[] = [];
const ways = ['forward', 'backward', 'backwardFromOutput'] as const;

type Functions = (...arrays: unknown[]) => unknown;

function functionOf(f: Kernel, way: (typeof ways)[number]): Functions {
  return (way === 'forward' ? f : f[way]) as Functions;
}

/** f(x, out), f.backward(x, dy, dx) or f.backwardFromOutput(y, dy, dx). */
export function kernelCall(world: World): Call {
  const { dice } = world;
  const f = dice.pick(found.length > 0 && dice.chance(0.3) ? found : pool);
  const way = dice.pick(ways);
  const array = floats(world, f.dtype, anyLength(world));
  return arrayCall(world, {
    what: `${f.op} ${f.method} ${f.dtype} ${f.isa} ${way}`,
    slots: way === 'forward' ? [array, array] : [array, array, array],
    run: functionOf(f, way),
    dtype: f.dtype,
  });
}

/** tanh(x, out), isru(x, out, { alpha }) … */
export function opCall(world: World): Call {
  const { dice, effect } = world;
  const op = dice.pick(ops);
  const f = leeway[op] as Functions;
  const array = floats(world, dice.pick(dtypes), anyLength(world)); // bit patterns are refused
  const given = anyArrays(world, [array, array]);
  if (dice.chance(0.3)) {
    const options = dice.chance(0.7) ? { alpha: 4 * dice.unit() } : anyValue(dice);
    given[2] = dice.chance(0.3) ? tampered(dice, { alpha: 1 }, effect) : options;
  }
  const [, output, options] = given;
  return {
    what: `${op}(…)`,
    run: () => f(...given),
    outputs: isArray(output) ? [output] : [],
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
