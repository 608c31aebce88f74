// Calls of Network: layers of all kinds, data of all kinds, other calls in the middle of a step.
import { backend, Network, type LayerSpec } from 'leeway';
import { differenceIn, formats } from '../../support/floats';
import type { Call, World } from './call';
import { anyValue, disguised, tampered } from './values';

const dense: LayerSpec[] = [
  { type: 'dense', units: 5, activation: 'tanh' },
  { type: 'dense', units: 3 },
];
const images: LayerSpec[] = [
  { type: 'conv2d', filters: 2, kernel: 3, padding: 'same', activation: 'isru' },
  { type: 'maxPool', size: 2 },
  { type: 'flatten' },
  { type: 'dropout', keep: 0.8 },
  { type: 'dense', units: 3 },
];
const words: LayerSpec[] = [
  { type: 'embedding', words: 20, size: 4 },
  { type: 'dense', units: 3, activation: { op: 'elu', learnAlpha: true } },
];
const networks: [Network, takesWords: boolean][] =
  backend.name === 'native'
    ? [
        [new Network(dense, { input: 4 }), false],
        [new Network(images, { input: [1, 6, 6] }), false],
        [new Network(words, { input: 5 }), true],
      ]
    : [];

/** Samples and labels; now and then something is wrong with them. */
function anyData({ dice, arena, effect }: World, network: Network, takesWords: boolean): { x: unknown; y: unknown } {
  const samples = 1 + dice.below(10);
  const [channels, height, width] = network.input;
  const length = samples * channels * height * width - (dice.chance(0.04) ? 1 : 0);
  const most = dice.chance(0.05) ? 25 : 20;
  const good = takesWords
    ? new Int32Array(length).map(() => dice.below(most) - 1)
    : arena.place('float32', length, dice.chance(0.05) ? {} : { number: () => dice.unit() });
  const labels = new Uint8Array(samples).map(() => dice.below(dice.chance(0.02) ? 9 : 3));
  return {
    x: dice.chance(0.05) ? anyValue(dice) : dice.chance(0.05) ? disguised(dice, good, effect) : good,
    y: dice.chance(0.05) ? anyValue(dice) : dice.chance(0.1) ? arena.place('float32', 3 * samples) : labels,
  };
}

function constructCall({ dice, effect }: World): Call {
  const spec = dice.pick([dense, images, words]).map((layer) => ({ ...layer }) as Record<string, unknown>);
  const layer = dice.pick(spec);
  if (dice.chance(0.7)) {
    const key = dice.pick([...Object.keys(layer), 'init', 'bias', 'stride', 'activation']);
    layer[key] = dice.chance(0.3) ? anyValue(dice) : dice.pick<unknown>([0, 1, 2, 7, 65, -1, 2 ** 22, 'he', 'relu']);
  }
  const options = { input: dice.pick<unknown>([4, [1, 6, 6], [2, 3, 3], [1, 0, 2], 2 ** 22, anyValue(dice)]) };
  const given = dice.chance(0.2) ? tampered(dice, options, effect) : options;
  return {
    what: 'new Network',
    run: () => new Network(spec as never, given as never),
    check: (made) => ((made as Network).weights.every(Number.isFinite) ? undefined : 'weights that are no numbers'),
  };
}

const outputsOf = (network: Network, x: Float32Array, threads: number): Float32Array => network.predict(x, { threads });

function useCall(world: World, [network, takesWords]: [Network, boolean]): Call {
  const { dice, arena, effect, disturbed } = world;
  const { x, y } = anyData(world, network, takesWords);
  const loss = dice.pick(['softmax', 'softmax', 'softmax', 'mse', 'bce', 'symmetricBce', 'no']);
  const threads = dice.pick<unknown>(['auto', 1, 2, 8, 0, 'all']);
  const options = <T extends object>(wanted: T): never =>
    (dice.chance(0.15) ? tampered(dice, wanted as never, effect) : wanted) as never;
  const out = dice.chance(0.4) ? arena.place('float32', 3 * (1 + dice.below(10))) : undefined;
  const weights = arena.place('float32', network.weights.length, { number: () => dice.unit() - 0.5 });
  const calls: Record<string, () => unknown> = {
    predict: () => network.predict(x as never, options({ ...(out && { out }), ...(dice.chance(0.3) && { threads }) })),
    evaluate: () => network.evaluate(x as never, y as never, options({ loss })),
    gradients: () => network.gradients(x as never, y as never, options({ loss })),
    setWeights: () => network.setWeights((dice.chance(0.2) ? anyValue(dice) : weights) as never),
    step: () =>
      network.step(
        x as never,
        (outputs) => {
          effect();
          return (dice.chance(0.1) ? anyValue(dice) : outputs.map((value) => value / 10)) as Float32Array;
        },
        options({ learningRate: 1e-3, optimizer: dice.pick(['adam', 'sgd', 'no']) }),
      ),
    fit: () => {
      const controller = new AbortController();
      const training = network.fit(
        x as never,
        y as never,
        options({ loss, threads, epochs: 2, signal: controller.signal }),
      );
      if (dice.chance(0.3)) arena.disturb();
      if (dice.chance(0.3)) controller.abort();
      return training;
    },
  };
  const name = dice.pick(Object.keys(calls));
  return {
    what: `network ${name}`,
    run: calls[name]!,
    outputs: out && name === 'predict' ? [out] : [],
    check() {
      if (disturbed() || takesWords) return undefined;
      const same = new Float32Array(4 * 36).fill(0.3);
      const [one, two] = [1, 4].map((count) => outputsOf(network, same, count));
      return differenceIn(formats.float32, one!, two!) < 0 ? undefined : 'other outputs by other numbers of threads';
    },
  };
}

let current = networks[0];

export function layersCall(world: World): Call {
  const { dice } = world;
  if (networks.length === 0 || dice.chance(0.2)) return constructCall(world);
  current = dice.pick(networks);
  return useCall(world, current);
}

/** The network of the call under way, once more. */
export function predictAgain(): void {
  if (current) current[0].setWeights(current[0].weights);
}
