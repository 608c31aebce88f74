// Models that measure ONNX Runtime: an operator alone, and an LSTM whose weights are nobody's.
import { encodeOnnx, type Graph, type Initializer, type Node, type Value } from '#lib/onnx/messages';

const encode = (graph: Omit<Graph, 'name'>): Uint8Array =>
  encodeOnnx({ name: 'peer', ...graph }, { name: 'leeway bench', version: '' });

const value = (name: string, ...shape: number[]): Value => ({ name, type: 'float32', shape });
const node = (operator: string, inputs: string[], outputs: string[], attributes: Node['attributes'] = {}): Node => ({
  operator,
  inputs,
  outputs,
  attributes,
});

/** y = tanh(x) and the like, of n numbers. */
export const unaryModel = (operator: string, n: number): Uint8Array =>
  encode({
    nodes: [node(operator, ['x'], ['y'])],
    initializers: [],
    inputs: [value('x', n)],
    outputs: [value('y', n)],
  });

export interface LstmShape {
  steps: number;
  samples: number;
  inputs: number;
  hidden: number;
}

/** Weights that are small and all different. */
function weights(name: string, ...shape: number[]): Initializer {
  const count = shape.reduce((a, b) => a * b);
  return { name, shape, data: new Float32Array(count).map((_, i) => 0.1 * Math.sin(i)) };
}

/** An LSTM layer and a linear head on its last hidden state. */
export const lstmModel = ({ steps, samples, inputs, hidden }: LstmShape): Uint8Array =>
  encode({
    nodes: [node('LSTM', ['x', 'W', 'R', 'B'], ['', 'h'], { hidden_size: hidden }), node('MatMul', ['h', 'V'], ['y'])],
    initializers: [
      weights('W', 1, 4 * hidden, inputs),
      weights('R', 1, 4 * hidden, hidden),
      weights('B', 1, 8 * hidden),
      weights('V', hidden, 1),
    ],
    inputs: [value('x', steps, samples, inputs)],
    outputs: [value('y', 1, samples, 1)],
  });
