// Calls of channelKernel() and of what it returns.
import { backend, channelKernel, kernels, type ChannelGradients, type ChannelKernel } from 'leeway';
import { dtypes, formats } from '../../support/floats';
import { arrayCall, floats, type Slot } from './arrays';
import type { Call, World } from './call';
import { anyValue, tampered } from './values';

type Functions = (...arrays: unknown[]) => unknown;

const infos = kernels().filter(({ alpha, dtype }) => alpha !== undefined && dtype.startsWith('float'));
const ops = [...new Set(infos.map(({ op }) => op))] as ChannelKernel['op'][];
const found: ChannelKernel[] = ops.flatMap((op) =>
  (['float32', 'float64'] as const).map((dtype) => channelKernel(op, { channels: 3, inner: 2, dtype })),
) as ChannelKernel[];

function anyQuery({ dice, effect }: World): unknown {
  const { method, isa } = dice.pick(infos);
  const query: Record<string, unknown> = { channels: 1 + dice.below(20) };
  const extras: Record<string, () => unknown> = {
    inner: () => 1 + dice.below(40),
    dtype: () => dice.pick([...dtypes.slice(0, 2), ...dtypes]),
    method: () => method,
    maxUlp: () => 10 ** (8 * dice.unit() - 1),
    isa: () => dice.pick([...backend.available, isa, 'neon', 'avx512']),
    channels: () => dice.pick([0, -1, 1.5, 300, 2 ** 16, 2 ** 25, '3', null, NaN]),
    alpha: () => 1,
  };
  for (const [name, value] of Object.entries(extras)) if (dice.chance(0.2)) query[name] = value();
  if (dice.chance(0.03)) return anyValue(dice);
  return dice.chance(0.15) ? tampered(dice, query, effect) : query;
}

/** channelKernel(op, query): what it finds joins the kernels that are called. */
function queryCall(world: World): Call {
  const { dice } = world;
  const op = dice.chance(0.9) ? dice.pick(ops) : dice.chance(0.5) ? 'tanh' : anyValue(dice);
  const query = anyQuery(world);
  return {
    what: `channelKernel(${typeof op === 'string' ? op : typeof op}, …)`,
    run: () => channelKernel(op as never, query as never),
    check(result) {
      const f = result as ChannelKernel;
      if (f.channels * f.inner > 3000) return undefined; // arrays that take long, or fit no memory
      found[found.length < 50 ? found.length : dice.below(50)] = f;
      const { array } = formats[f.dtype];
      const one = array(Array.from({ length: f.channels }, () => 1));
      const y = (f as unknown as Functions)(array(0), one);
      return y instanceof one.constructor ? undefined : 'a kernel that does not run';
    },
  };
}

/** Alphas: positive, few of them something else. */
function alphas({ dice }: World, { dtype, channels }: ChannelKernel): Slot {
  const bad = dice.chance(0.05);
  const number = (): number =>
    bad && dice.chance(0.2) ? dice.pick([0, -1, NaN, Infinity, 1e-40, 5e-324]) : 4 * dice.unit() + 0.1;
  return { length: channels, contents: (n) => formats[dtype].array(Array.from({ length: n }, number)) };
}

/** f(x, alpha, out) and f.backward(x, alpha, dy, dx, dAlpha). */
function runCall(world: World, f: ChannelKernel): Call {
  const { dice } = world;
  const row = f.channels * f.inner;
  const elements = floats(world, f.dtype, row * dice.below(1 + Math.ceil(100 / row)));
  const alpha = alphas(world, f);
  const what = `channels ${f.op} ${f.method} ${f.dtype} ${f.isa}`;
  if (dice.chance(0.5))
    return arrayCall(world, { what, slots: [elements, alpha, elements], run: f as unknown as Functions });
  const sums = floats(world, f.dtype, f.channels);
  return arrayCall(world, {
    what: `${what} backward`,
    slots: [elements, alpha, elements, elements, sums],
    outputs: 2,
    run: f.backward as unknown as Functions,
    resultsOf: (result) => [(result as ChannelGradients).dx, (result as ChannelGradients).dAlpha],
  });
}

let current = found[0]!;

export function channelCall(world: World): Call {
  current = world.dice.pick(found);
  return world.dice.chance(0.3) ? queryCall(world) : runCall(world, current);
}

/** The kernel of the call under way once more, with an alpha of its own. */
export function callAgain(): void {
  const { array } = formats[current.dtype];
  const [x, alpha] = [current.inner * current.channels, current.channels].map((n) => array(Array<number>(n).fill(0.7)));
  (current as unknown as Functions)(x, alpha);
}
