import { expect } from 'chai';
import { Network, type LayerSpec, type Optimizer } from 'leeway';

/** Two spirals' worth of points that no line parts: x y > 0 or not. */
function quadrants(count: number): { x: Float32Array; y: Int32Array } {
  const x = Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(0.37 * i * i + 1.3 * i));
  return { x, y: Int32Array.from({ length: count }, (_, i) => Number(x[2 * i]! * x[2 * i + 1]! > 0)) };
}

const layers: LayerSpec[] = [
  { type: 'dense', units: 16, activation: 'tanh' },
  { type: 'dense', units: 2 },
];

describe('training networks', () => {
  const optimizers: [Optimizer, number][] = [
    ['adam', 0.02],
    ['sgd', 0.5],
    [{ type: 'sgd', momentum: 0.9 }, 0.1],
    [{ type: 'adam', epsilon: 1e-7, beta1: 0.8 }, 0.02],
  ];
  for (const [optimizer, learningRate] of optimizers) {
    it(`learns by ${JSON.stringify(optimizer)}`, async () => {
      const network = new Network(layers, { input: 2 });
      const { x, y } = quadrants(400);
      const epochs: number[] = [];
      const result = await network.fit(x, y, {
        epochs: 60,
        optimizer,
        learningRate,
        validation: quadrants(50),
        onProgress: ({ epoch, validation }) => epochs.push(epoch + 0 * validation!.loss),
      });
      expect(result.training.at(-1)!.accuracy).above(0.95);
      expect(result.training.at(-1)!.loss).below(result.training[0]!.loss / 2);
      expect(result.validation).lengthOf(60);
      expect(epochs).deep.equal(Array.from({ length: 60 }, (_, i) => i + 1));
      const { loss, accuracy } = network.evaluate(quadrants(50).x, quadrants(50).y);
      expect(result.validation.at(-1)!.loss).closeTo(loss, 1e-6);
      expect(result.validation.at(-1)!.accuracy).equal(accuracy);
    });
  }

  it('takes a rate for every step of the fit', async () => {
    const { x, y } = quadrants(70);
    const asked: [number, number][] = [];
    const network = new Network(layers, { input: 2 });
    const learningRate = (step: number, steps: number): number => (asked.push([step, steps]), 1e-3 / (1 + step));
    await network.fit(x, y, { epochs: 2, learningRate });
    expect(asked).deep.equal(Array.from({ length: 6 }, (_, i) => [i, 6]));
  });

  it('takes steps by a loss of the caller, the same as its own', async () => {
    const { x, y } = quadrants(30);
    const targets = Float32Array.from(y);
    const one: LayerSpec[] = [layers[0]!, { type: 'dense', units: 1 }];
    const [own, callers] = [new Network(one, { input: 2 }), new Network(one, { input: 2 })];
    await own.fit(x, targets, { loss: 'mse', batchSize: 30 });
    // The order of a batch's samples does not show but in the last bits.
    callers.step(x, (z) => z.map((value, i) => (2 * (value - targets[i]!)) / 30));
    own.weights.forEach((weight, i) => expect(callers.weights[i]).closeTo(weight, 1e-5));
    expect(callers.weights).not.deep.equal(new Network(one, { input: 2 }).weights);
  });

  it('goes on where it stopped, and stops at a signal', async () => {
    const { x, y } = quadrants(64);
    const [once, twice] = [new Network(layers, { input: 2 }), new Network(layers, { input: 2 })];
    await once.fit(x, y, { epochs: 4 });
    const controller = new AbortController();
    const stopped = await twice.fit(x, y, {
      epochs: 9,
      signal: controller.signal,
      onProgress: ({ epoch }) => epoch === 2 && controller.abort(),
    });
    expect(stopped).include({ epochs: 2, stoppedBy: 'signal' });
    await twice.fit(x, y, { epochs: 2 });
    expect(twice.weights).deep.equal(once.weights);
  });

  it('stops within an epoch, not only between two', async () => {
    const { x, y } = quadrants(200_000);
    const network = new Network(layers, { input: 2 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const result = await network.fit(x, y, { epochs: 1000, batchSize: 1, signal: controller.signal });
    expect(result).deep.equal({ training: [], validation: [], epochs: 0, stoppedBy: 'signal' });
  });

  it('refuses other calls while it trains', async () => {
    const { x, y } = quadrants(64);
    const network = new Network(layers, { input: 2 });
    const fit = network.fit(x, y);
    for (const call of [() => network.weights, () => network.predict(x), () => network.evaluate(x, y)])
      expect(call).throw('expected fit() to have finished').property('code', 'ERR_LEEWAY_BUSY');
    await fit;
    expect(network.predict(x)).lengthOf(128);
  });

  it('drops features in training only', () => {
    const dropping: LayerSpec[] = [
      { type: 'dropout', keep: 0.5 },
      { type: 'dense', units: 1 },
    ];
    const network = new Network(dropping, { input: 1000 });
    const weights = network.weights.fill(1);
    weights[1000] = 0;
    network.setWeights(weights);
    const x = new Float32Array(1000).fill(1);
    expect(network.predict(x)[0]).equal(1000);
    const seen = network.step(x, (z) => z.map(() => 0), { optimizer: 'sgd' })[0]!;
    expect(seen).above(850).below(1150).not.equal(1000);
    expect(seen % 2).equal(0);
  });
});
