// Calls of Lstm: construction, weights, predict, gradients, fit, and other calls while it fits.
import { backend, kernel, kernels, Lstm, type Kernel } from 'leeway';
import { dtypes, firstDifference } from '../../support/floats';
import { undisguised } from './arena';
import type { Call, World } from './call';
import { anyValue, disguised, tampered, type Effect } from './values';

const infos = kernels();
const networks: Lstm[] = [new Lstm({ inputs: 2, hidden: 3 }), new Lstm({ inputs: 1, hidden: 17, outputs: 3 })];

function anyActivation({ dice, effect }: World): unknown {
  const { op, method } = dice.pick(infos);
  const choices: (() => unknown)[] = [
    () => undefined,
    () => op,
    () => ({ op, method }),
    () => ({ op, maxAbsError: 10 ** -(10 * dice.unit()) }),
    () => kernel('tanh', { dtype: dice.pick(dtypes) }) as Kernel,
    () => tampered(dice, { op, method }, effect),
    () => anyValue(dice),
  ];
  return dice.pick(choices)();
}

/** Sizes that are small, or beyond any memory: what lies between would be slow, not wrong. */
function anySizes({ dice }: World): Record<string, unknown> {
  if (dice.chance(0.005)) return { inputs: 2 ** 20, hidden: 2 ** 20, outputs: 2 ** 20 };
  const sizes: Record<string, unknown> = {
    inputs: 1 + dice.below(9),
    hidden: 1 + dice.below(20),
    outputs: 1 + dice.below(4),
  };
  if (dice.chance(0.1)) sizes[dice.pick(Object.keys(sizes))] = dice.pick([0, -1, 0.5, NaN, 2 ** 21, '3', null, 3n]);
  return sizes;
}

export function constructCall(world: World): Call {
  const { dice, arena, effect } = world;
  const options: Record<string, unknown> = { ...anySizes(world), seed: dice.below(10) };
  if (dice.chance(0.5)) options['activation'] = anyActivation(world);
  if (dice.chance(0.5)) options['gate'] = anyActivation(world);
  if (dice.chance(0.2)) options['dtype'] = dice.pick(['float32', 'float64', 'float64', 'float16', 5]);
  if (dice.chance(0.2)) options['isa'] = dice.chance(0.7) ? dice.pick(backend.available) : anyValue(dice);
  if (dice.chance(0.1)) options['initialWeights'] = dice.chance(0.5) ? arena.place('float32', 50) : anyValue(dice);
  const given = dice.chance(0.2) ? tampered(dice, options, effect) : options;
  return {
    what: `new Lstm(${Object.keys(options).join()})`,
    run: () => {
      const lstm = new Lstm(given as never);
      networks[networks.length < 8 ? networks.length : dice.below(8)] = lstm;
      return lstm;
    },
    check: (lstm) => ((lstm as Lstm).weights.every(Number.isFinite) ? undefined : 'weights that are no numbers'),
  };
}

/** A sample count, a step count and x for them; now and then of another length or with something wrong in it. */
function anyData(world: World, lstm: Lstm): { samples: number; steps: number; x: unknown; y: unknown } {
  const { dice, arena, effect } = world;
  const [samples, steps] = [dice.chance(0.1) ? 60 + dice.below(80) : 1 + dice.below(6), 1 + dice.below(6)];
  const array = (length: number): unknown => {
    if (dice.chance(0.04)) return anyValue(dice);
    const wrong = dice.chance(0.04) ? dice.below(2 * length + 1) : length;
    const given = arena.place(lstm.dtype, wrong, dice.chance(0.05) ? {} : { number: () => dice.unit() });
    return dice.chance(0.08) ? disguised(dice, given, effect) : given;
  };
  return { samples, steps, x: array(samples * steps * lstm.inputs), y: array(samples * lstm.outputs) };
}

/** A refused call leaves the weights as they are. */
function weightsStay({ disturbed }: World, lstm: Lstm): NonNullable<Call['checkRefused']> {
  const before = lstm.weights;
  return () => (disturbed() || firstDifference(lstm.weights, before) < 0 ? undefined : 'the weights changed');
}

const optionsOf = (world: World, options: Record<string, unknown>): unknown => {
  const { dice, effect } = world;
  if (dice.chance(0.02)) return anyValue(dice);
  return dice.chance(0.15) ? tampered(dice, options, effect) : options;
};

function predictCall(world: World, lstm: Lstm): Call {
  const { dice, arena, disturbed } = world;
  const { samples, steps, x } = anyData(world, lstm);
  const out = dice.chance(0.6) ? arena.place(lstm.dtype, samples * lstm.outputs) : undefined;
  const wanted = out ? { steps, out } : { steps };
  const options = optionsOf(world, wanted);
  return {
    what: 'predict',
    run: () => lstm.predict(x as never, options as never),
    outputs: out ? [out] : [],
    check: (result) => {
      if (disturbed() || options !== wanted) return undefined;
      if (out && result !== out) return 'returned something else than its output';
      const expected = lstm.predict(arena.before(x as Float32Array) as Float32Array, { steps });
      return firstDifference(undisguised(result as Float32Array), expected) < 0
        ? undefined
        : 'other outputs for the same inputs';
    },
    checkRefused: weightsStay(world, lstm),
  };
}

function gradientsCall(world: World, lstm: Lstm): Call {
  const { dice } = world;
  const { steps, x, y } = anyData(world, lstm);
  const options = optionsOf(world, { steps, ...(dice.chance(0.3) && { loss: dice.pick(['mse', 'bce', 'mae']) }) });
  const stay = weightsStay(world, lstm);
  return {
    what: 'gradients',
    run: () => lstm.gradients(x as never, y as never, options as never),
    check: (result) => {
      const { gradients } = result as ReturnType<Lstm['gradients']>;
      return gradients.length === lstm.weights.length ? stay() : 'gradients of another length';
    },
    checkRefused: stay,
  };
}

function weightsCall(world: World, lstm: Lstm): Call {
  const { dice, arena, effect, disturbed } = world;
  const { length } = lstm.weights;
  const weights = arena.place(lstm.dtype, dice.chance(0.8) ? length : dice.below(2 * length), {
    number: dice.chance(0.1) ? () => dice.pick([0, 0.1, NaN]) : () => dice.unit() - 0.5,
  });
  const given = dice.chance(0.1) ? anyValue(dice) : dice.chance(0.1) ? disguised(dice, weights, effect) : weights;
  return {
    what: 'setWeights',
    run: () => lstm.setWeights(given as never),
    check: () =>
      disturbed() || firstDifference(lstm.weights, arena.before(weights)) < 0 ? undefined : 'other weights than given',
    checkRefused: weightsStay(world, lstm),
  };
}

/** A signal of the caller's own making, which does something whenever it is asked. */
const ownSignal = (effect: Effect): unknown => ({
  get aborted() {
    effect();
    return false;
  },
  addEventListener: effect,
  removeEventListener: effect,
});

function fitCall(world: World, lstm: Lstm): Call {
  const { dice, arena, effect } = world;
  const { steps, x, y } = anyData(world, lstm);
  const controller = new AbortController();
  const held = anyData(world, lstm);
  const options: Record<string, unknown> = { steps, epochs: 1 + dice.below(3), batchSize: 1 + dice.below(8) };
  const extras: Record<string, () => unknown> = {
    validation: () => ({ x: held.x, y: held.y }),
    patience: () => 1 + dice.below(2),
    clipNorm: () => dice.unit(),
    loss: () => dice.pick(['mse', 'bce']),
    learningRate: () => dice.unit() / 100,
    schedule: () =>
      dice.pick(['constant', 'cosine', { decay: 0.5 }, () => 0.01, () => -1, 'no', effect, anyValue(dice)]),
    signal: () => (dice.chance(0.6) ? controller.signal : dice.chance(0.5) ? anyValue(dice) : ownSignal(effect)),
    onProgress: () => dice.pick([effect, () => controller.abort(), anyValue(dice)]),
    batchSize: () => dice.pick([2 ** 20, 1]),
    threads: () => dice.pick<unknown>(['auto', 1, 2, 3, 4, 8, 0, 9, 1.5, 'all', anyValue(dice)]),
  };
  for (const [name, value] of Object.entries(extras)) if (dice.chance(0.15)) options[name] = value();
  const given = optionsOf(world, options);
  let served: string[] = [];
  return {
    what: `fit(${Object.keys(options).join()})`,
    run: () => {
      const training = lstm.fit(x as never, y as never, given as never);
      // While it trains: memory moves, and other calls have to be refused.
      if (dice.chance(0.3)) arena.disturb();
      if (dice.chance(0.3)) controller.abort();
      served = callsServedWhileBusy(lstm);
      return training;
    },
    check: (result) => {
      if (served.length > 0) return `${served.join()} served while it trained`;
      const { loss, epochs } = result as Awaited<ReturnType<Lstm['fit']>>;
      return loss.length === epochs ? undefined : `${loss.length} losses of ${epochs} epochs`;
    },
  };
}

const whileBusy: Record<string, (lstm: Lstm) => unknown> = {
  predict: (lstm) => lstm.predict(new Float32Array(lstm.inputs), { steps: 1 }),
  gradients: (lstm) => lstm.gradients(new Float32Array(lstm.inputs), new Float32Array(lstm.outputs), { steps: 1 }),
  setWeights: (lstm) => lstm.setWeights(new Float32Array(9)),
};

/** The calls that a network that trains takes all the same; a network that does not train takes any. */
function callsServedWhileBusy(lstm: Lstm): string[] {
  const isRefused = (call: () => unknown): boolean => {
    try {
      call();
      return false;
    } catch (error) {
      return (error as { code?: unknown }).code === 'ERR_LEEWAY_BUSY';
    }
  };
  if (!isRefused(() => lstm.weights)) return [];
  return Object.keys(whileBusy).filter((name) => !isRefused(() => whileBusy[name]!(lstm)));
}

/** The network of the call under way, and what getters have set it to do. */
let current = networks[0]!;
const pending: Promise<unknown>[] = [];

export function lstmCall(world: World): Call {
  const { dice } = world;
  current = dice.pick(networks);
  return dice.pick([predictCall, predictCall, gradientsCall, weightsCall, fitCall])(world, current);
}

/** Waits for what getters started. */
export async function settled(): Promise<void> {
  while (pending.length > 0) await pending.pop();
}

/** What a getter may call in the middle of another call: the same network too. */
export const reentrantCalls: readonly (() => void)[] = [
  () => void kernel('tanh')(new Float32Array(9)),
  () => void current.predict(new Float32Array(current.inputs), { steps: 1 }),
  () => current.setWeights(current.weights.map((weight) => weight / 2)),
  () => {
    const [x, y] = [new Float32Array(current.inputs), new Float32Array(current.outputs)];
    pending.push(current.fit(x, y, { steps: 1, epochs: 1 }).catch(() => 0));
  },
];
