// An LSTM in float64 and plain loops: the oracle of the native one, sharing nothing with it but the layout of the weights.

export interface ReferenceNetwork {
  inputs: number;
  hidden: number;
  outputs: number;
  activation: (x: number) => number;
  gate: (x: number) => number;
}

export const exact = {
  tanh: Math.tanh,
  sigmoid: (x: number): number => 1 / (1 + Math.exp(-x)),
  isru: (x: number): number => x / Math.sqrt(1 + x * x),
  isrlu: (x: number): number => (x < 0 ? x / Math.sqrt(1 + x * x) : x),
};

/** Outputs of one sample x [steps, inputs]. */
export function predictOne(
  net: ReferenceNetwork,
  weights: ArrayLike<number>,
  x: ArrayLike<number>,
  steps: number,
): number[] {
  const { inputs, hidden, outputs, activation, gate } = net;
  const columns = 4 * hidden;
  let h = new Array<number>(hidden).fill(0);
  let c = new Array<number>(hidden).fill(0);
  for (let t = 0; t < steps; t++) {
    const joint = [...Array.from({ length: inputs }, (_, k) => x[t * inputs + k]!), ...h, 1];
    const z = (column: number): number =>
      joint.reduce((sum, value, row) => sum + value * weights[row * columns + column]!, 0);
    const next = c.map((previous, u) => gate(z(hidden + u)) * previous + gate(z(u)) * activation(z(3 * hidden + u)));
    h = next.map((state, u) => gate(z(2 * hidden + u)) * activation(state));
    c = next;
  }
  const head = (inputs + hidden + 1) * columns;
  const last = [...h, 1];
  return Array.from({ length: outputs }, (_, o) =>
    last.reduce((sum, value, row) => sum + value * weights[head + row * outputs + o]!, 0),
  );
}

/** Mean loss of samples x [samples, steps, inputs] against y [samples, outputs]. */
export function meanLoss(
  net: ReferenceNetwork,
  weights: ArrayLike<number>,
  x: Float32Array,
  y: Float32Array,
  steps: number,
  loss: 'mse' | 'bce',
): number {
  const sample = steps * net.inputs;
  let sum = 0;
  for (let s = 0; s < x.length / sample; s++) {
    predictOne(net, weights, x.subarray(s * sample, (s + 1) * sample), steps).forEach((out, o) => {
      const want = y[s * net.outputs + o]!;
      sum += loss === 'mse' ? (out - want) ** 2 : Math.log1p(Math.exp(out)) - want * out;
    });
  }
  return sum / y.length;
}

/** The gradient of the mean loss in some of the weights by central differences; error about 1e-9 in float64. */
export function gradients(
  which: readonly number[],
  net: ReferenceNetwork,
  weights: ArrayLike<number>,
  x: Float32Array,
  y: Float32Array,
  steps: number,
  loss: 'mse' | 'bce',
): Float64Array {
  const w = Float64Array.from(weights);
  const step = 1e-5;
  return Float64Array.from(which, (i) => {
    const value = w[i]!;
    w[i] = value + step;
    const above = meanLoss(net, w, x, y, steps, loss);
    w[i] = value - step;
    const below = meanLoss(net, w, x, y, steps, loss);
    w[i] = value;
    return (above - below) / (2 * step);
  });
}

export interface AdamState {
  m: Float64Array;
  v: Float64Array;
  step: number;
}

/** One step of Adam (Kingma & Ba, algorithm 1), in place. */
export function adam(weights: Float64Array, gradient: Float64Array, state: AdamState, rate: number): void {
  state.step++;
  gradient.forEach((g, i) => {
    state.m[i] = 0.9 * state.m[i]! + 0.1 * g;
    state.v[i] = 0.999 * state.v[i]! + 0.001 * g * g;
    const m = state.m[i]! / (1 - 0.9 ** state.step);
    const v = state.v[i]! / (1 - 0.999 ** state.step);
    weights[i]! -= (rate * m) / (Math.sqrt(v) + 1e-8);
  });
}
