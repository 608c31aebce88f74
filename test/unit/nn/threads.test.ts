import { expect } from 'chai';
import { backend, Network, type LayerSpec } from 'leeway';
import { lenet, image } from './networks';

const noise = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.abs(Math.sin(0.37 * i * i + 1.3 * i)));

describe('threads of networks', () => {
  const learnt: LayerSpec[] = [
    {
      type: 'conv2d',
      filters: 5,
      kernel: 4,
      stride: 2,
      padding: 'same',
      activation: { op: 'isrlu', learnAlpha: true },
    },
    { type: 'dropout', keep: 0.6 },
    { type: 'maxPool', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 20, activation: { op: 'elu', learnAlpha: true } },
    { type: 'dense', units: 10 },
  ];
  const convolutions: LayerSpec[] = [
    { type: 'conv2d', filters: 4, kernel: 6, padding: 'same', activation: 'relu' },
    { type: 'conv2d', filters: 5, kernel: 3, stride: 2, padding: 'same', activation: 'elu' },
    { type: 'flatten' },
    { type: 'dense', units: 10 },
  ];
  const networks: Record<string, LayerSpec[]> = {
    LeNet: lenet('tanh'),
    'learnt alphas and dropout': learnt,
    'convolutions on one another': convolutions,
  };
  for (const [name, layers] of Object.entries(networks)) {
    for (const isa of backend.available) {
      it(`${name} on ${isa}: the same bits for any number`, async () => {
        const samples = 47; // batches of 40, in leaves of 5, and of 7
        const x = noise(samples * 784);
        const y = Int32Array.from({ length: samples }, (_, i) => i % 10);
        const results: [Float32Array, number[], Float32Array][] = [];
        for (const threads of [1, 2, 3, 8, 'auto'] as const) {
          const network = new Network(layers, { input: image, seed: 3, isa });
          const { training } = await network.fit(x, y, { epochs: 2, batchSize: 40, threads });
          results.push([network.weights, training.map(({ loss }) => loss), network.predict(x, { threads })]);
        }
        for (const result of results) expect(result).deep.equal(results[0]);
      });
    }
  }

  it('words: the same bits for any number', async () => {
    const x = Int32Array.from(noise(100 * 9), (v) => Math.floor(v * 31) - 1);
    const y = Float32Array.from({ length: 100 }, (_, i) => i % 2);
    const results: Float32Array[] = [];
    for (const threads of [1, 2, 5]) {
      const layers: LayerSpec[] = [
        { type: 'embedding', words: 30, size: 12 },
        { type: 'dense', units: 1 },
      ];
      const network = new Network(layers, { input: 9, seed: 3 });
      await network.fit(x, y, { epochs: 2, batchSize: 64, threads, loss: 'bce' });
      results.push(network.weights);
    }
    for (const weights of results) expect(weights).deep.equal(results[0]);
  });

  it("a sample's outputs do not depend on those beside it", () => {
    const network = new Network(lenet('elu'), { input: image });
    const x = noise(21 * 784);
    const together = network.predict(x);
    for (let i = 0; i < 21; i++)
      expect(network.predict(x.slice(784 * i, 784 * (i + 1)))).deep.equal(together.slice(10 * i, 10 * (i + 1)));
  });
});
