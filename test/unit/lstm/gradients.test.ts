import { expect } from 'chai';
import { Lstm, kernel, type ActivationSpec, type LstmDtype } from 'leeway';
import { isas } from '../../support/cases';
import { scaled } from '../../support/scale';
import { numbers, relativeError } from './data';
import { exact, gradients, meanLoss, type ReferenceNetwork } from './reference';

interface Row {
  what: string;
  dtype?: LstmDtype;
  activation: ActivationSpec;
  gate: ActivationSpec;
  f: (x: number) => number;
  g: (x: number) => number;
  tolerance?: number;
}

const rows: Row[] = [
  {
    what: 'tanh, sigmoid in float64',
    dtype: 'float64',
    activation: 'tanh',
    gate: 'sigmoid',
    f: exact.tanh,
    g: exact.sigmoid,
    tolerance: 1e-7, // that of central differences
  },
  {
    what: 'isrlu, sigmoid in float64',
    dtype: 'float64',
    activation: 'isrlu',
    gate: 'sigmoid',
    f: exact.isrlu,
    g: exact.sigmoid,
    tolerance: 1e-7,
  },
  { what: 'tanh, sigmoid', activation: 'tanh', gate: 'sigmoid', f: exact.tanh, g: exact.sigmoid },
  { what: 'isru, sigmoid', activation: 'isru', gate: 'sigmoid', f: exact.isru, g: exact.sigmoid },
  {
    what: 'isru everywhere',
    activation: { op: 'isru', method: 'rsqrt_newton' },
    gate: 'isru',
    f: exact.isru,
    g: exact.isru,
  },
  { what: 'isrlu, sigmoid', activation: 'isrlu', gate: 'sigmoid', f: exact.isrlu, g: exact.sigmoid },
  {
    what: 'tanh within 3e-7',
    activation: kernel('tanh', { method: 'rational_9_8' }),
    gate: 'sigmoid',
    f: exact.tanh,
    g: exact.sigmoid,
  },
  {
    what: 'tanh within 1e-5',
    activation: { op: 'tanh', maxAbsError: 1e-5 },
    gate: 'sigmoid',
    f: exact.tanh,
    g: exact.sigmoid,
  },
  // An error of 4e-5 in every cell and step cannot give a gradient of 1e-4; against the exact function this one gets 1e-3.
  {
    what: 'tanh within 1e-4',
    activation: { op: 'tanh', maxAbsError: 1e-4 },
    gate: 'sigmoid',
    f: exact.tanh,
    g: exact.sigmoid,
    tolerance: 1e-3,
  },
];

const shapes = [
  { inputs: 1, hidden: 1, outputs: 1, steps: 1, samples: 1 },
  { inputs: 3, hidden: 5, outputs: 2, steps: 7, samples: 4 },
  { inputs: 2, hidden: 17, outputs: 1, steps: 5, samples: 3 },
];

// The reference depends neither on the instruction set nor on the method: one of each function serves them all.
const references = new Map<string, { loss: number; gradients: Float64Array }>();

function reference(
  key: string,
  which: number[],
  ...args: [ReferenceNetwork, ArrayLike<number>, Float32Array, Float32Array, number, 'mse' | 'bce']
): { loss: number; gradients: Float64Array } {
  let found = references.get(key);
  if (!found) {
    found = { loss: meanLoss(...args), gradients: gradients(which, ...args) };
    references.set(key, found);
  }
  return found;
}

/** The weights whose gradients are compared, spread evenly: all of them, but under emulation. */
function probes(count: number): number[] {
  const wanted = Math.min(count, scaled(count, 64));
  return Array.from({ length: wanted }, (_, i) => Math.floor((i * count) / wanted));
}

for (const isa of isas) {
  for (const { what, dtype = 'float32', activation, gate, f, g, tolerance = 1e-4 } of rows) {
    describe(`LSTM gradients: ${what}, ${isa}`, () => {
      for (const shape of shapes) {
        for (const loss of ['mse', 'bce'] as const) {
          const { inputs, hidden, outputs, steps, samples } = shape;
          it(`${JSON.stringify(shape)} ${loss}: within ${tolerance} of central differences in float64`, () => {
            const lstm = new Lstm<LstmDtype>({ inputs, hidden, outputs, activation, gate, isa, dtype, seed: 7 });
            // Weights of a trained size, so that gates work away from the middle of their range too.
            lstm.setWeights(lstm.weights.map((w, i) => 2 * w + 0.3 * Math.sin(i)));
            const x = numbers(samples * steps * inputs, 11).map((v) => 2 * v);
            const y = numbers(samples * outputs, 5).map((v) => (loss === 'bce' ? Number(v > 0) : v));
            const net = { inputs, hidden, outputs, activation: f, gate: g };
            const Kind = dtype === 'float64' ? Float64Array : Float32Array;
            const got = lstm.gradients(new Kind(x), new Kind(y), { steps, loss });
            const which = probes(got.gradients.length);
            const key = `${f.name} ${g.name} ${hidden} ${loss} ${dtype}`;
            const want = reference(key, which, net, lstm.weights, x, y, steps, loss);
            expect(Math.abs(got.loss - want.loss) / want.loss, 'loss').to.be.below(tolerance);
            const probed = which.map((i) => got.gradients[i]!);
            expect(relativeError(probed, want.gradients)).to.be.below(tolerance);
          });
        }
      }
    });
  }
}
