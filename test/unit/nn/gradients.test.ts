// Every layer and every activation: the gradient beside what the loss does when the weights move along it, and across it.
import { expect } from 'chai';
import { kernels, Network, type LayerActivation, type LayerSpec, type NetworkLoss, type NetworkOptions } from 'leeway';
import { referenceFunctions } from '#lib/nn/layers';
import { norm } from './networks';

/** Numbers in [-1, 1] that repeat nowhere: the sine of squares. */
const wave = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(0.37 * i * i + 1.3 * i + 0.3));
const convolution = (activation: LayerActivation): LayerSpec => ({ type: 'conv2d', filters: 3, kernel: 3, activation });
const dense = (activation: LayerActivation): LayerSpec => ({ type: 'dense', units: 5, activation });
const [flatten, head]: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: 3 }];

function check(layers: LayerSpec[], input: NetworkOptions['input'], loss: NetworkLoss = 'softmax'): void {
  const network = new Network(layers, { input, seed: 7 });
  const size = [input].flat().reduce((product, side) => product * side, 1);
  const count = 9; // more than one leaf of the batch
  const x =
    layers[0]!.type === 'embedding'
      ? Int32Array.from(wave(size * count), (v) => Math.floor(6 * v))
      : wave(size * count);
  const y =
    loss === 'softmax'
      ? Int32Array.from({ length: count }, (_, i) => i % network.outputs)
      : wave(count * network.outputs).map((v) => (loss === 'mse' ? v : Number(v > 0)));
  const at = network.weights;
  const { gradients, loss: here } = network.gradients(x, y, { loss });
  expect(network.evaluate(x, y, { loss }).loss).closeTo(here, 1e-6);
  const across = wave(at.length);
  for (const { name, offset, length } of network.tensors) {
    for (const along of [gradients, across]) {
      const direction = along.subarray(offset, offset + length);
      const total = norm(direction);
      expect(total, `${name}: gradient`).above(0);
      const slope = direction.reduce((sum, d, i) => sum + d * gradients[offset + i]!, 0) / total;
      const step = 1e-3;
      const moved = (by: number): number => {
        const weights = at.slice();
        for (let i = 0; i < length; i++) weights[offset + i]! += (by * direction[i]!) / total;
        network.setWeights(weights);
        return network.evaluate(x, y, { loss }).loss;
      };
      const measured = (moved(step) - moved(-step)) / (2 * step);
      expect(measured, name).closeTo(slope, 1e-3 + 0.05 * Math.abs(slope));
    }
  }
}

describe('gradients of networks', () => {
  // Ops that are not activations: not defined below 0, or growing without bound.
  const others = ['rsqrt', 'log1p', 'exp', 'expm1'];
  const ops = [...new Set(kernels().map(({ op }) => op))].filter((op) => !others.includes(op));
  const learnt = [
    ...new Set(
      kernels()
        .filter(({ alpha }) => alpha !== undefined)
        .map(({ op }) => op),
    ),
  ];
  const activations: LayerActivation[] = [
    ...ops,
    ...referenceFunctions.map((reference) => ({ reference })),
    ...learnt.map((op) => ({ op, learnAlpha: true, alpha: 0.7 }) as LayerActivation),
    { op: 'tanh', maxAbsError: 1e-5 },
  ];
  for (const activation of activations) {
    it(`${JSON.stringify(activation)}, dense and convolution`, () => {
      check([convolution(activation), flatten!, dense(activation), head!], [2, 6, 5]);
    });
  }

  const kinds: Record<string, LayerSpec[]> = {
    'average pooling': [convolution('tanh'), { type: 'averagePool', size: 2 }, flatten!, head!],
    'maximum pooling': [convolution('tanh'), { type: 'maxPool', size: 2 }, flatten!, head!],
    'maximum pooling by 3': [convolution('tanh'), { type: 'maxPool', size: 3 }, flatten!, head!],
    'average pooling by 3': [convolution('tanh'), { type: 'averagePool', size: 3 }, flatten!, head!],
    'pooling first': [{ type: 'averagePool', size: 2 }, convolution('elu'), flatten!, head!],
    'convolution on convolution': [convolution('tanh'), convolution('softplus'), flatten!, head!],
    dropout: [convolution('tanh'), { type: 'dropout', keep: 0.5 }, flatten!, { type: 'dropout', keep: 0.5 }, head!],
  };
  for (const [name, layers] of Object.entries(kinds)) it(name, () => check(layers, [2, 9, 8]));

  for (const stride of [1, 2, 3])
    for (const padding of ['valid', 'same', 1] as const)
      for (const kernel of [1, 2, 3, [4, 2]] as const)
        it(`convolutions, stride ${stride}, padding ${padding}, window ${String(kernel)}`, () => {
          if (padding === 1 && kernel === 1) return check([dense('tanh'), head!], 4);
          const layer = { type: 'conv2d', filters: 3, kernel, stride, padding, activation: 'tanh' } as LayerSpec;
          check([convolution('tanh'), layer, flatten!, head!], [2, 10, 9]);
        });

  for (const type of ['averagePool', 'maxPool'] as const)
    for (const width of [75, 76])
      it(`rows of ${width} pixels, more than a few vectors, stride 2 and ${type}`, () => {
        const layer = {
          type: 'conv2d',
          filters: 2,
          kernel: 3,
          stride: 2,
          padding: 'same',
          activation: 'tanh',
        } as const;
        check([convolution('tanh'), layer, { type, size: 2 }, flatten!, head!], [1, 8, width]);
      });

  it('embedding', () => check([{ type: 'embedding', words: 6, size: 5 }, dense('tanh'), head!], 7));
  for (const loss of ['mse', 'bce'] as const)
    it(loss, () => check([dense('tanh'), { type: 'dense', units: 2 }], 4, loss));
  it('symmetricBce', () => check([dense('tanh'), { type: 'dense', units: 2, activation: 'tanh' }], 4, 'symmetricBce'));
});
