// The few messages of ONNX's protocol buffers (onnx.proto3) that a model of one or two nodes takes, to measure ONNX Runtime.

type Field = [number: number, value: number | string | Uint8Array];

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

function message(...fields: Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return Buffer.from([...varint(number * 8), ...varint(value)]);
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
  });
  return Buffer.concat(parts);
}

const float = 1;

function valueInfo(name: string, shape: number[]): Uint8Array {
  const dimensions = shape.map((size): Field => [1, message([1, size])]);
  return message([1, name], [2, message([1, message([1, float], [2, message(...dimensions)])])]);
}

function tensor(name: string, shape: number[], values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(...shape.map((size): Field => [1, size]), [2, float], [8, name], [9, bytes]);
}

function node(operator: string, inputs: string[], outputs: string[], attributes: Uint8Array[] = []): Uint8Array {
  return message(
    ...inputs.map((name): Field => [1, name]),
    ...outputs.map((name): Field => [2, name]),
    [4, operator],
    ...attributes.map((attribute): Field => [5, attribute]),
  );
}

const wholeAttribute = (name: string, value: number): Uint8Array => message([1, name], [3, value], [20, 2]);

function model(nodes: Uint8Array[], tensors: Uint8Array[], input: Uint8Array, output: Uint8Array): Uint8Array {
  const graph = message(
    ...nodes.map((each): Field => [1, each]),
    [2, 'leeway'],
    ...tensors.map((each): Field => [5, each]),
    [11, input],
    [12, output],
  );
  return message([1, 8], [7, graph], [8, message([2, 14])]);
}

/** y = tanh(x) and the like, of n numbers. */
export function unaryModel(operator: string, n: number): Uint8Array {
  return model([node(operator, ['x'], ['y'])], [], valueInfo('x', [n]), valueInfo('y', [n]));
}

export interface LstmShape {
  steps: number;
  samples: number;
  inputs: number;
  hidden: number;
}

/** An LSTM layer and a linear head on its last hidden state, with weights that are small and all different. */
export function lstmModel({ steps, samples, inputs, hidden }: LstmShape): Uint8Array {
  const weights = (name: string, shape: number[]): Uint8Array =>
    tensor(
      name,
      shape,
      new Float32Array(shape.reduce((a, b) => a * b)).map((_, i) => 0.1 * Math.sin(i)),
    );
  return model(
    [
      node('LSTM', ['x', 'W', 'R', 'B'], ['', 'h'], [wholeAttribute('hidden_size', hidden)]),
      node('MatMul', ['h', 'V'], ['y']),
    ],
    [
      weights('W', [1, 4 * hidden, inputs]),
      weights('R', [1, 4 * hidden, hidden]),
      weights('B', [1, 8 * hidden]),
      weights('V', [hidden, 1]),
    ],
    valueInfo('x', [steps, samples, inputs]),
    valueInfo('y', [1, samples, 1]),
  );
}
