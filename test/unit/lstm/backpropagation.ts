import type { AdamState } from './reference';
import { adam } from './reference';

export interface Shape {
  inputs: number;
  hidden: number;
  steps: number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * The mean squared error of samples x [samples, steps, inputs] against y [samples] and its gradient in all weights, by
 * backpropagation through time in float64: an LSTM of tanh and sigmoid with one output, a sample at a time.
 */
export function lossAndGradient(
  { inputs, hidden, steps }: Shape,
  weights: Float64Array,
  x: Float32Array,
  y: Float32Array,
): { loss: number; gradient: Float64Array } {
  const columns = 4 * hidden;
  const rows = inputs + hidden + 1;
  const head = rows * columns;
  const gradient = new Float64Array(weights.length);
  const samples = y.length;
  let loss = 0;
  for (let sample = 0; sample < samples; sample++) {
    const joints: Float64Array[] = [];
    const gates: Float64Array[] = [];
    const cells: Float64Array[] = [new Float64Array(hidden)];
    let h = new Float64Array(hidden);
    for (let t = 0; t < steps; t++) {
      const joint = Float64Array.of(...x.subarray((sample * steps + t) * inputs).subarray(0, inputs), ...h, 1);
      const z = new Float64Array(columns);
      for (let row = 0; row < rows; row++)
        for (let j = 0; j < columns; j++) z[j]! += joint[row]! * weights[row * columns + j]!;
      const gate = z.map((value, j) => (j < 3 * hidden ? sigmoid(value) : Math.tanh(value)));
      const c = cells[t]!.map((previous, u) => gate[hidden + u]! * previous + gate[u]! * gate[3 * hidden + u]!);
      h = c.map((state, u) => gate[2 * hidden + u]! * Math.tanh(state));
      joints.push(joint);
      gates.push(gate);
      cells.push(c);
    }
    const last = [...h, 1];
    const error = last.reduce((sum, value, row) => sum + value * weights[head + row]!, 0) - y[sample]!;
    loss += (error * error) / samples;
    const dOutput = (2 * error) / samples;
    last.forEach((value, row) => (gradient[head + row]! += dOutput * value));
    let dh = Float64Array.from({ length: hidden }, (_, u) => dOutput * weights[head + u]!);
    let dc = new Float64Array(hidden);
    for (let t = steps - 1; t >= 0; t--) {
      const gate = gates[t]!;
      const dz = new Float64Array(columns);
      const dcPrevious = new Float64Array(hidden);
      for (let u = 0; u < hidden; u++) {
        const [i, f, o, g] = [gate[u]!, gate[hidden + u]!, gate[2 * hidden + u]!, gate[3 * hidden + u]!];
        const activated = Math.tanh(cells[t + 1]![u]!);
        const d = dc[u]! + dh[u]! * o * (1 - activated ** 2);
        dz[u] = d * g * i * (1 - i);
        dz[hidden + u] = d * cells[t]![u]! * f * (1 - f);
        dz[2 * hidden + u] = dh[u]! * activated * o * (1 - o);
        dz[3 * hidden + u] = d * i * (1 - g ** 2);
        dcPrevious[u] = d * f;
      }
      const dJoint = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        const value = joints[t]![row]!;
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          gradient[row * columns + j]! += value * dz[j]!;
          sum += weights[row * columns + j]! * dz[j]!;
        }
        dJoint[row] = sum;
      }
      dh = dJoint.slice(inputs, inputs + hidden);
      dc = dcPrevious;
    }
  }
  return { loss, gradient };
}

/** The loss before each of `updates` steps of Adam on all samples, and the weights after them. */
export function train(
  shape: Shape,
  initial: Float32Array,
  x: Float32Array,
  y: Float32Array,
  { updates, learningRate }: { updates: number; learningRate: number },
): { losses: number[]; weights: Float64Array } {
  const weights = Float64Array.from(initial);
  const state: AdamState = { m: new Float64Array(weights.length), v: new Float64Array(weights.length), step: 0 };
  const losses: number[] = [];
  for (let update = 0; update < updates; update++) {
    const { loss, gradient } = lossAndGradient(shape, weights, x, y);
    losses.push(loss);
    adam(weights, gradient, state, learningRate);
  }
  return { losses, weights };
}
