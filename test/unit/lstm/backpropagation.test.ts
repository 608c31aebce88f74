import { expect } from 'chai';
import { Lstm, type LstmDtype } from 'leeway';
import { isas } from '../../support/cases';
import { scaled } from '../../support/scale';
import { lossAndGradient, train } from './backpropagation';
import { numbers, relativeError } from './data';
import { exact, gradients, meanLoss } from './reference';

const inputs = 5;
const steps = scaled(24, 6);
const updates = scaled(10, 3);
const learningRate = 1e-3;

const precisions = [
  { dtype: 'float32', Kind: Float32Array, tolerance: 1e-5 },
  { dtype: 'float64', Kind: Float64Array, tolerance: 1e-11 },
] as const;

const jobs = [
  { hidden: 100, batch: 32 },
  { hidden: 50, batch: 1 },
  { hidden: 10, batch: 3 },
].map(({ hidden, batch }) => ({
  hidden,
  batch,
  x: numbers(batch * steps * inputs, 51 + hidden),
  y: numbers(batch, 52 + hidden),
  followed: undefined as ReturnType<typeof train> | undefined,
}));

describe('the float64 backpropagation that networks are compared with', () => {
  it('agrees with central differences', () => {
    const shape = { inputs: 2, hidden: 3, steps: 4 };
    const weights = Float64Array.from(numbers((2 + 3 + 1) * 12 + 4, 9));
    const [x, y] = [numbers(2 * 4 * 2, 10), numbers(2, 11)];
    const net = { inputs: 2, hidden: 3, outputs: 1, activation: exact.tanh, gate: exact.sigmoid };
    const { loss, gradient } = lossAndGradient(shape, weights, x, y);
    expect(loss).to.be.closeTo(meanLoss(net, weights, x, y, 4, 'mse'), 1e-14);
    expect(relativeError(gradient, gradients([...weights.keys()], net, weights, x, y, 4, 'mse'))).to.be.below(1e-8);
  });
});

for (const job of jobs) {
  const { hidden, batch, x, y } = job;
  describe(`LSTM of ${hidden} units, ${batch} at a time`, function () {
    this.timeout(60_000);
    for (const isa of isas) {
      for (const { dtype, Kind, tolerance } of precisions) {
        it(`${updates} Adam steps have the losses of the reference within ${tolerance}, ${dtype}, ${isa}`, async () => {
          const seeded = new Lstm({ inputs, hidden, isa, seed: 2 });
          const want = (job.followed ??= train({ inputs, hidden, steps }, seeded.weights, x, y, {
            updates,
            learningRate,
          }));
          for (const threads of [1, 2, 4]) {
            const lstm = new Lstm<LstmDtype>({ inputs, hidden, isa, dtype, seed: 2 });
            const options = { steps, epochs: updates, batchSize: batch, learningRate, threads };
            const { loss } = await lstm.fit(new Kind(x), new Kind(y), options);
            want.losses.forEach((wanted, step) =>
              expect(Math.abs(loss[step]! - wanted) / wanted, `step ${step}, ${threads} threads`).to.be.below(
                tolerance,
              ),
            );
            expect(relativeError(lstm.weights, want.weights)).to.be.below(10 * tolerance);
          }
        });
      }
    }
  });
}
