import { expect } from 'chai';
import { kernel } from 'leeway';
import { addon } from '#lib/backend/index';
import { resolveActivation } from '#lib/lstm/activation';
import { isas } from '../../support/cases';
import { numbersOf } from './data';

const steps = 5;
const inputs = 3;

for (const isa of isas) {
  describe(`LSTM, a gate per thread, ${isa}`, () => {
    for (const [hidden, dtype] of [
      [7, 'float32'],
      [32, 'float32'],
      [41, 'float64'],
    ] as const) {
      it(`${hidden} units of ${dtype} learn bit for bit what they learn the usual way`, async () => {
        const samples = 45;
        const data = {
          x: numbersOf(dtype, samples * steps * inputs, 5),
          y: numbersOf(dtype, samples, 6),
          samples,
          steps,
        };
        const learn = async (options: { threads: number; scheme?: 'gates' }, clipNorm: number) => {
          const { native: activation } = resolveActivation('tanh', { isa, dtype }, 'activation');
          const { native: gate } = resolveActivation(kernel('sigmoid', { dtype, isa }), { isa, dtype }, 'gate');
          const network = new addon.Lstm({ inputs, hidden, outputs: 1, activation, gate, isa, dtype, seed: 3n });
          const rates = { learningRate: 0.01, finalLearningRate: 0.01, clipNorm };
          const { loss } = await network.trainEpoch(data, undefined, {
            ...options,
            ...rates,
            loss: 'mse',
            batch: 22, // and a single one at last
            epoch: 0,
          });
          return { loss, weights: [...network.weights()] };
        };
        for (const clipNorm of [0, 0.02])
          expect(await learn({ threads: 5, scheme: 'gates' }, clipNorm)).to.deep.equal(
            await learn({ threads: 1 }, clipNorm),
          );
      });
    }
  });
}

describe('multiply-adds, to measure what a core can do', () => {
  for (const isa of isas)
    it(`counts more operations for more rounds, ${isa}`, () => {
      for (const dtype of ['float32', 'float64'] as const) {
        const few = addon.multiplyAdds(isa, dtype, 10);
        expect(few).to.be.above(0);
        expect(addon.multiplyAdds(isa, dtype, 1000)).to.equal(100 * few);
      }
    });
});
