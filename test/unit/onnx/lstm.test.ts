import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernels, Lstm, type ActivationSpec, type LstmOptions } from 'leeway';
import { platform } from '#lib/backend/platform';
import { temporaryFolder } from '../../support/temporary';
import { numbers } from '../lstm/data';

/** Where onnxruntime-node has a library; nowhere else is there anything to test. */
const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const describeHere = platforms.includes(platform()) ? describe : describe.skip;
const folder = temporaryFolder();
const ops = [...new Set(kernels().map(({ op }) => op))];
const steps = 6;

/**
 * The largest distance of ONNX Runtime's outputs from the network's own, over the largest where that is above 1 (gates
 * without a limit multiply); both have to have NaN in the same places.
 */
async function distance(lstm: Lstm, model: Uint8Array, samples = 5, length = steps): Promise<number> {
  const { evaluate } = await import('./runtime.js');
  const x = numbers(samples * length * lstm.inputs, 7);
  const own = lstm.predict(x, { steps: length });
  const { y, shape } = await evaluate(model, x, [samples, length, lstm.inputs]);
  expect(shape).to.deep.equal([samples, lstm.outputs]);
  expect(y.map(Number.isNaN)).to.deep.equal([...own].map(Number.isNaN));
  const numeric = y.map((value, i) => [value, own[i]!] as const).filter(([value]) => !Number.isNaN(value));
  const errors = numeric.map(([value, wanted]) => Math.abs(value - wanted));
  return Math.max(0, ...errors) / Math.max(1, ...numeric.map(([, wanted]) => Math.abs(wanted)));
}

/** Weights as a long training leaves them: activations away from 0. */
function trained(options: LstmOptions): Lstm {
  const lstm = new Lstm(options);
  lstm.setWeights(lstm.weights.map((weight) => 3 * weight));
  return lstm;
}

describeHere('LSTM as ONNX, evaluated by ONNX Runtime', () => {
  for (const op of ops)
    it(`${op}: the same within 1e-5, as the cell's function and as the gates'`, async () => {
      for (const roles of [{ activation: op }, { gate: op }, { activation: op, gate: op }]) {
        const lstm = new Lstm({ inputs: 3, hidden: 7, outputs: 2, seed: 3, ...roles });
        // More steps, and gates that are exponentials would multiply any last bit.
        expect(await distance(lstm, lstm.toOnnx(), 5, 3), JSON.stringify(roles)).to.be.at.most(1e-5);
      }
    });

  const shapes: [options: LstmOptions, samples: number, steps: number][] = [
    [{ inputs: 1, hidden: 1 }, 1, 1],
    [{ inputs: 5, hidden: 50 }, 1, 24],
    [{ inputs: 11, hidden: 33, outputs: 4 }, 17, 24],
    [{ inputs: 2, hidden: 100 }, 3, 60],
  ];
  for (const [options, samples, length] of shapes)
    for (const activation of ['tanh', 'isru'] as const)
      it(`${JSON.stringify(options)}, ${activation}: [${samples}, ${length}]`, async () => {
        const lstm = trained({ ...options, activation, seed: 5 });
        expect(await distance(lstm, lstm.toOnnx(), samples, length)).to.be.at.most(1e-5);
      });

  it('is in float64 where the network is', async () => {
    const lstm = new Lstm({ inputs: 3, hidden: 7, dtype: 'float64', activation: 'isru' });
    const { evaluate } = await import('./runtime.js');
    const x = Float64Array.from(numbers(4 * steps * 3, 7));
    const { y } = await evaluate(lstm.toOnnx(), x, [4, steps, 3]);
    lstm.predict(x, { steps }).forEach((own, i) => expect(y[i]).to.be.closeTo(own, 1e-14));
  });

  it('keeps alpha', async () => {
    const lstm = trained({
      inputs: 3,
      hidden: 7,
      activation: { op: 'isru', alpha: 3 },
      gate: { op: 'elu', alpha: 0.5 },
    });
    expect(await distance(lstm, lstm.toOnnx())).to.be.at.most(1e-5);
  });

  it('is exact where a kernel approximates: outputs differ by about its error', async () => {
    const activation: ActivationSpec = { op: 'tanh', maxAbsError: 1e-4 };
    const lstm = trained({ inputs: 3, hidden: 7, activation, gate: { op: 'sigmoid', maxAbsError: 1e-4 } });
    expect(await distance(lstm, lstm.toOnnx())).to.be.below(1e-3);
  });

  it('writes a file', async () => {
    const lstm = new Lstm({ inputs: 3, hidden: 7 });
    const file = join(folder, 'lstm.onnx');
    lstm.exportOnnx(file);
    expect(await distance(lstm, readFileSync(file))).to.be.at.most(1e-5);
  });
});
