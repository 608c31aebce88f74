import { expect } from 'chai';
import { Lstm, type ActivationSpec, type LstmDtype } from 'leeway';
import { isas } from '../../support/cases';
import { scaled } from '../../support/scale';
import { numbers, numbersOf } from './data';

const steps = 6;
const inputs = 3;

interface Case {
  what: string;
  hidden: number;
  samples: number;
  batchSize: number;
  outputs?: number;
  clipNorm?: number;
  activation?: ActivationSpec;
  dtype?: LstmDtype;
}

// Batches that divide among threads and that do not, the last one short; panels full, left over, one or many.
const cases: Case[] = [
  { what: '32 at a time', hidden: 20, samples: 96, batchSize: 32 },
  { what: '37 at a time, the last ones fewer', hidden: 17, samples: 100, batchSize: 37, outputs: 3 },
  { what: 'more than a hundred, gradients clipped', hidden: 5, samples: 130, batchSize: 128, clipNorm: 0.05 },
  { what: '64, a cell that is not compiled in', hidden: 33, samples: 64, batchSize: 64, activation: 'softsign' },
  { what: 'too few to share', hidden: 16, samples: 20, batchSize: 7 },
  { what: '48 of float64', hidden: 19, samples: 96, batchSize: 48, dtype: 'float64' },
  { what: 'one of float64', hidden: 19, samples: 3, batchSize: 1, dtype: 'float64' },
  { what: 'one', hidden: 9, samples: 3, batchSize: 1 },
];

async function train(one: Case, isa: Lstm['isa'], threads?: number) {
  const { samples, batchSize, clipNorm, hidden, outputs = 1, activation = 'tanh', dtype = 'float32' } = one;
  const lstm = new Lstm<LstmDtype>({ inputs, dtype, hidden, outputs, activation, isa, seed: 6 });
  const x = numbersOf(dtype, samples * steps * inputs, 41);
  const y = numbersOf(dtype, samples * lstm.outputs, 42);
  const options = { steps, epochs: 3, batchSize, learningRate: 1e-2, ...(threads === undefined ? {} : { threads }) };
  const { loss } = await lstm.fit(x, y, { ...options, ...(clipNorm === undefined ? {} : { clipNorm }) });
  return { loss, weights: [...lstm.weights] };
}

for (const isa of isas) {
  describe(`LSTM threads, ${isa}`, () => {
    for (const one of cases)
      it(`${one.what}: losses and weights have the same bits on any number`, async () => {
        const alone = await train(one, isa, 1);
        for (const threads of [2, 3, 4, 8, undefined])
          expect(await train(one, isa, threads), `${threads} threads`).to.deep.equal(alone);
      });
  });
}

describe('Lstm.fit on threads', () => {
  it('many networks at once, each with threads of its own, learn what they learn alone', async () => {
    const alone = await train(cases[0]!, isas.at(-1)!, 1);
    const together = await Promise.all(
      Array.from({ length: scaled(12, 4) }, (_, i) => train(cases[0]!, isas.at(-1)!, 2 + (i % 3))),
    );
    for (const trained of together) expect(trained).to.deep.equal(alone);
  });

  it('stops on an AbortSignal in the middle of an epoch', async () => {
    const lstm = new Lstm({ inputs, hidden: 64 });
    const samples = 4096;
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const result = await lstm.fit(numbers(samples * 24 * inputs, 1), numbers(samples, 2), {
      steps: 24,
      epochs: 10_000,
      threads: 4,
      signal: controller.signal,
    });
    expect(result.stoppedBy).to.equal('signal');
    expect(lstm.weights.every(Number.isFinite)).to.equal(true);
  });
});
