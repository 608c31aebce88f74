import { expect } from 'chai';
import { Lstm } from 'leeway';
import { isas } from '../../support/cases';
import { scaled } from '../../support/scale';
import { numbers, relativeError } from './data';
import { adam, exact, gradients, meanLoss, predictOne } from './reference';

const steps = 4;
const shape = { inputs: 2, hidden: 6, outputs: 1 };
const x = numbers(12 * steps * shape.inputs, 3);
const y = numbers(12 * shape.outputs, 4);

const updates = scaled(10, 3);
const training = { steps, epochs: updates, batchSize: 12, learningRate: 1e-2 };
let followed: { losses: number[]; weights: Float64Array } | undefined;

/** What the updates do in float64, from the same weights: independent of the instruction set, so computed once. */
function reference(initial: Float32Array): { losses: number[]; weights: Float64Array } {
  if (followed) return followed;
  const net = { ...shape, activation: exact.tanh, gate: exact.sigmoid };
  const weights = Float64Array.from(initial);
  const state = { m: new Float64Array(weights.length), v: new Float64Array(weights.length), step: 0 };
  const losses: number[] = [];
  for (let step = 0; step < updates; step++) {
    losses.push(meanLoss(net, weights, x, y, steps, 'mse'));
    adam(weights, gradients([...weights.keys()], net, weights, x, y, steps, 'mse'), state, training.learningRate);
  }
  return (followed = { losses, weights });
}

for (const isa of isas) {
  describe(`LSTM training, ${isa}`, () => {
    it(`${updates} Adam steps follow a float64 reference within 1e-5`, async () => {
      const lstm = new Lstm({ ...shape, isa, seed: 3 });
      const want = reference(lstm.weights);
      // One batch of everything: the order of the samples then leaves only the last bits of the sums.
      const { loss } = await lstm.fit(x, y, training);
      want.losses.forEach((wanted, step) =>
        expect(Math.abs(loss[step]! - wanted) / wanted, `loss of step ${step}`).to.be.below(1e-5),
      );
      expect(relativeError(lstm.weights, want.weights)).to.be.below(1e-4);
    });

    it('predicts what a float64 reference predicts, at every batch position', () => {
      const lstm = new Lstm({ ...shape, outputs: 3, isa, seed: 5 });
      const many = numbers(130 * steps * shape.inputs, 9);
      const got = lstm.predict(many, { steps });
      const net = { ...shape, outputs: 3, activation: exact.tanh, gate: exact.sigmoid };
      const sample = steps * shape.inputs;
      for (const s of [0, 1, 63, 64, 65, 128, 129]) {
        const one = many.subarray(s * sample, (s + 1) * sample);
        expect(relativeError(got.subarray(3 * s, 3 * s + 3), predictOne(net, lstm.weights, one, steps))).to.be.below(
          1e-5,
        );
        expect([...lstm.predict(one.slice(), { steps })], 'alone or among others').to.deep.equal([
          ...got.subarray(3 * s, 3 * s + 3),
        ]);
      }
    });

    it('gives the same bits for the same seed, others for another', async () => {
      const run = async (seed: number): Promise<Float32Array> => {
        const lstm = new Lstm({ ...shape, isa, seed });
        await lstm.fit(x, y, { steps, epochs: 3, batchSize: 5 });
        return lstm.weights;
      };
      const [first, second, other] = [await run(1), await run(1), await run(2)];
      expect([...second]).to.deep.equal([...first]);
      expect([...other]).to.not.deep.equal([...first]);
    });
  });
}

describe('Lstm.fit', () => {
  it('learns what needs memory: the sign of the first step', async () => {
    const [samples, length] = [scaled(256, 64), scaled(8, 4)];
    const sequences = numbers(samples * length, 21);
    const first = Float32Array.from({ length: samples }, (_, s) => Math.sign(sequences[s * length]!));
    const lstm = new Lstm({ inputs: 1, hidden: 12, seed: 3 });
    const { loss } = await lstm.fit(sequences, first, {
      ...training,
      steps: length,
      schedule: 'cosine',
      epochs: scaled(60, 40),
      batchSize: 16,
    });
    expect(loss[0]).to.be.above(0.9);
    expect(loss.at(-1)).to.be.below(0.2);
  });

  it('keeps the weights of the best epoch and stops when patience runs out', async () => {
    const lstm = new Lstm({ ...shape, seed: 8 });
    const validation = { x: numbers(6 * steps * shape.inputs, 31), y: numbers(6, 32) };
    const options = { steps, epochs: 400, batchSize: 4, learningRate: 0.02, validation, patience: 5 };
    const result = await lstm.fit(x, y, options);
    expect(result.stoppedBy).to.equal('patience');
    const best = Math.min(...result.validationLoss!);
    expect(result.validationLoss!.indexOf(best)).to.equal(result.epochs - 6);
    expect(lstm.gradients(validation.x, validation.y, { steps }).loss).to.be.closeTo(best, 1e-6);
  });

  it('stops on an AbortSignal and keeps what was learnt', async () => {
    const lstm = new Lstm({ ...shape, seed: 8 });
    const before = lstm.weights;
    const controller = new AbortController();
    const onProgress = ({ epoch }: { epoch: number }): void => {
      if (epoch === 3) controller.abort();
    };
    const result = await lstm.fit(x, y, { steps, epochs: 1000, signal: controller.signal, onProgress });
    expect(result).to.include({ stoppedBy: 'signal', epochs: 3 });
    expect([...lstm.weights]).to.not.deep.equal([...before]);
  });

  it('leaves the event loop free and refuses other calls meanwhile', async () => {
    const lstm = new Lstm({ inputs: 8, hidden: 32, seed: 1 });
    const samples = scaled(512, 32);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const training = lstm.fit(numbers(samples * 24 * 8, 1), numbers(samples, 2), { steps: 24, epochs: scaled(4) });
    expect(() => lstm.predict(new Float32Array(24 * 8), { steps: 24 }))
      .to.throw('expected fit() to have finished')
      .with.property('code', 'ERR_LEEWAY_BUSY');
    await training;
    clearInterval(timer);
    expect(ticks).to.be.above(0);
  });

  it('follows its schedule', async () => {
    const seen: number[] = [];
    const onProgress = ({ learningRate }: { learningRate: number }): number => seen.push(learningRate);
    const lstm = new Lstm({ ...shape });
    await lstm.fit(x, y, { steps, epochs: 3, learningRate: 0.5, schedule: { decay: 0.5 }, onProgress });
    await lstm.fit(x, y, { steps, epochs: 2, learningRate: 0.5, schedule: 'cosine', onProgress });
    await lstm.fit(x, y, { steps, epochs: 2, schedule: (epoch) => 0.1 + epoch, onProgress });
    expect(seen.map((rate) => +rate.toFixed(6))).to.deep.equal([0.5, 0.25, 0.125, 0.5, 0.25, 0.1, 1.1]);
  });
});
