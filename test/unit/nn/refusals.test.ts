import { expect } from 'chai';
import { Network, type LayerSpec } from 'leeway';

const ARGUMENT = 'ERR_LEEWAY_ARGUMENT_';
type Make = () => unknown;
const dense: LayerSpec = { type: 'dense', units: 2 };
const build =
  (layer: unknown, input: unknown = 4): Make =>
  () =>
    new Network([layer] as LayerSpec[], { input } as never);
const image = [1, 8, 8];

const refused: [what: string, make: Make, code: string, message: string][] = [
  ['no layers', () => new Network([], { input: 4 }), `${ARGUMENT}RANGE`, 'layers.length'],
  ['layers that are none', () => new Network('dense' as never, { input: 4 }), `${ARGUMENT}TYPE`, 'an array of layers'],
  ['a layer that is none', build(3), `${ARGUMENT}TYPE`, 'layers[0]'],
  ['an unknown layer', build({ type: 'gru' }), `${ARGUMENT}RANGE`, 'layers[0].type'],
  ['an unknown option', build({ ...dense, unit: 3 }), `${ARGUMENT}RANGE`, '"unit"'],
  ['no units', build({ type: 'dense', units: 0 }), `${ARGUMENT}RANGE`, 'layers[0].units'],
  ['a bias that is no number', build({ ...dense, bias: NaN }), `${ARGUMENT}RANGE`, 'layers[0].bias'],
  ['a bias that float32 does not hold', build({ ...dense, bias: 1e39 }), `${ARGUMENT}RANGE`, 'layers[0].bias'],
  ['an image without flatten', build(dense, image), `${ARGUMENT}RANGE`, 'a flatten layer before a dense one'],
  ['a network that ends in planes', build({ type: 'maxPool', size: 2 }, image), `${ARGUMENT}RANGE`, 'a flatten layer'],
  [
    'a window beyond the image',
    build({ type: 'conv2d', filters: 1, kernel: 9 }, image),
    `${ARGUMENT}RANGE`,
    'a window',
  ],
  [
    'padding of no kind',
    build({ type: 'conv2d', filters: 1, kernel: 3, padding: 'full' }, image),
    `${ARGUMENT}RANGE`,
    'padding',
  ],
  [
    'padding as large as the window',
    build({ type: 'conv2d', filters: 1, kernel: 3, padding: 3 }, image),
    `${ARGUMENT}RANGE`,
    'padding',
  ],
  ['a pool beyond the image', build({ type: 'averagePool', size: 9 }, image), `${ARGUMENT}RANGE`, 'layers[0].size'],
  ['dropout of everything', build({ type: 'dropout', keep: 0 }), `${ARGUMENT}RANGE`, 'layers[0].keep'],
  ['an unknown activation', build({ ...dense, activation: 'sin' }), 'ERR_LEEWAY_NO_SUCH_KERNEL', 'one of'],
  ['an unknown reference', build({ ...dense, activation: { reference: 'relu' } }), `${ARGUMENT}RANGE`, 'reference'],
  [
    'an alpha that is not learnt',
    build({ ...dense, activation: { op: 'tanh', learnAlpha: true } }),
    'ERR_LEEWAY_ARGUMENT_RANGE',
    'alpha',
  ],
  ['a start of no kind', build({ ...dense, init: 'zeros' }), `${ARGUMENT}RANGE`, 'layers[0].init'],
  ['an input of no shape', build(dense, [1, 2]), `${ARGUMENT}TYPE`, 'input'],
  ['too large a seed', () => new Network([dense], { input: 1, seed: 2 ** 32 }), `${ARGUMENT}RANGE`, 'seed'],
];

describe('what networks refuse', () => {
  for (const [what, make, code, message] of refused) it(what, () => expect(make).throw(message).property('code', code));

  const network = new Network([dense], { input: 4 });
  const [x, y] = [new Float32Array(8), new Int32Array(2)];
  const words = new Network([{ type: 'embedding', words: 5, size: 3 }], { input: 4 });
  const calls: [what: string, make: Make, code: string, message: string][] = [
    ['an array of the wrong kind', () => network.predict(y), `${ARGUMENT}TYPE`, 'a Float32Array'],
    ['a part of a sample', () => network.predict(new Float32Array(7)), 'ERR_LEEWAY_LENGTH', '4 elements'],
    ['no samples', () => network.predict(new Float32Array()), 'ERR_LEEWAY_LENGTH', '4 elements'],
    ['too short an output', () => network.predict(x, { out: new Float32Array(3) }), 'ERR_LEEWAY_LENGTH', 'out'],
    ['an output over the input', () => network.predict(x, { out: x.subarray(0, 4) }), 'ERR_LEEWAY_OVERLAP', 'out'],
    ['floats for labels', () => network.evaluate(x, new Float32Array(2) as never), `${ARGUMENT}TYPE`, 'y'],
    ['a label beyond the outputs', () => network.evaluate(x, Int32Array.of(0, 2)), `${ARGUMENT}RANGE`, 'y[1]'],
    ['a negative label', () => network.evaluate(x, Int32Array.of(-1, 0)), `${ARGUMENT}RANGE`, 'y[0]'],
    ['labels for none', () => network.evaluate(x, new Uint8Array(3)), 'ERR_LEEWAY_LENGTH', 'a label per sample'],
    [
      'NaN to learn from',
      () =>
        network.gradients(
          x.map(() => NaN),
          y,
        ),
      `${ARGUMENT}RANGE`,
      'x[0]',
    ],
    [
      'a probability above 1',
      () => network.evaluate(x, new Float32Array(4).fill(2), { loss: 'bce' }),
      `${ARGUMENT}RANGE`,
      'y[0]',
    ],
    ['an unknown loss', () => network.evaluate(x, y, { loss: 'hinge' as never }), `${ARGUMENT}RANGE`, 'loss'],
    ['a word too many', () => words.predict(Int32Array.of(0, 1, 5, -1)), `${ARGUMENT}RANGE`, 'x[2]'],
    ['floats for words', () => words.predict(new Float32Array(4)), `${ARGUMENT}TYPE`, 'an Int32Array'],
    ['weights of another network', () => network.setWeights(new Float32Array(3)), 'ERR_LEEWAY_LENGTH', 'weights'],
    ['no gradient', () => network.step(x, () => new Float32Array(1)), 'ERR_LEEWAY_LENGTH', 'gradient'],
    ['nine threads', () => network.predict(x, { threads: 9 }), `${ARGUMENT}RANGE`, 'threads'],
  ];
  for (const [what, make, code, message] of calls) it(what, () => expect(make).throw(message).property('code', code));

  const fits: [what: string, options: object, code: string, message: string][] = [
    ['no epochs', { epochs: 0 }, `${ARGUMENT}RANGE`, 'epochs'],
    ['a rate of 0', { learningRate: () => 0 }, `${ARGUMENT}RANGE`, 'learningRate(0)'],
    ['an unknown optimizer', { optimizer: 'adagrad' }, `${ARGUMENT}RANGE`, 'optimizer'],
    ['a momentum of 1', { optimizer: { type: 'sgd', momentum: 1 } }, `${ARGUMENT}RANGE`, 'momentum'],
    [
      'an option of another optimizer',
      { optimizer: { type: 'adam', momentum: 0.9 } },
      `${ARGUMENT}RANGE`,
      '"momentum"',
    ],
    ['a signal that is none', { signal: {} }, `${ARGUMENT}TYPE`, 'an AbortSignal'],
    ['validation without targets', { validation: { x } }, `${ARGUMENT}TYPE`, 'validation.y'],
  ];
  for (const [what, options, code, message] of fits) {
    it(`a fit with ${what}`, async () => {
      const before = network.weights;
      const error: unknown = await network.fit(x, y, options).catch((refusal: unknown) => refusal);
      expect(error).property('code', code);
      expect((error as Error).message).contain(message);
      expect(network.weights).deep.equal(before);
    });
  }
});
