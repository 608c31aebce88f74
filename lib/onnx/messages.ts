// ONNX's messages; the numbers are those of their fields in onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
import { bytes, concatenated, integer, message, string, type Bytes } from './protobuf';

/** Element types by their numbers in ONNX. */
export const elementTypes = { float32: 1, int64: 7, float64: 11 } as const;

export type ElementType = keyof typeof elementTypes;
export type OnnxData = Float32Array | Float64Array | BigInt64Array;

/** A constant of a graph, row-major. */
export interface Initializer {
  name: string;
  shape: readonly number[];
  data: OnnxData;
}

/** An input or output of a graph; a dimension by its name is free. */
export interface Value {
  name: string;
  type: ElementType;
  shape: readonly (number | string)[];
}

export type Attribute = number | readonly number[] | readonly string[] | Graph;

export interface Node {
  operator: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

export interface Graph {
  name: string;
  nodes: readonly Node[];
  initializers: readonly Initializer[];
  inputs: readonly Value[];
  outputs: readonly Value[];
}

function typeOf(data: OnnxData): ElementType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Float64Array ? 'float64' : 'int64';
}

const rawBytes = (data: OnnxData): Bytes =>
  new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);

const tensorFields = ({ name, shape, data }: Initializer): Bytes[] => [
  ...shape.map((size) => integer(1, size)),
  integer(2, elementTypes[typeOf(data)]),
  string(8, name),
  bytes(9, rawBytes(data)),
];

const isStrings = (value: Attribute): value is readonly string[] =>
  Array.isArray(value) && typeof value[0] === 'string';

/** The attributes of the operators leeway uses have these kinds; a number is a whole one. */
function attributeFields(name: string, value: Attribute): Bytes[] {
  const type = (number: number): Bytes => integer(20, number);
  if (typeof value === 'number') return [string(1, name), integer(3, value), type(2)];
  if (isStrings(value)) return [string(1, name), ...value.map((text) => string(9, text)), type(8)];
  if (Array.isArray(value)) return [string(1, name), ...value.map((each: number) => integer(8, each)), type(7)];
  return [string(1, name), message(6, ...graphFields(value as Graph)), type(5)];
}

const nodeFields = ({ operator, inputs, outputs, attributes }: Node): Bytes[] => [
  ...inputs.map((name) => string(1, name)),
  ...outputs.map((name) => string(2, name)),
  string(4, operator),
  ...Object.entries(attributes).map(([name, value]) => message(5, ...attributeFields(name, value))),
];

function valueFields({ name, type, shape }: Value): Bytes[] {
  const dimensions = shape.map((size) => message(1, typeof size === 'number' ? integer(1, size) : string(2, size)));
  return [string(1, name), message(2, message(1, integer(1, elementTypes[type]), message(2, ...dimensions)))];
}

const graphFields = ({ name, nodes, initializers, inputs, outputs }: Graph): Bytes[] => [
  ...nodes.map((node) => message(1, ...nodeFields(node))),
  string(2, name),
  ...initializers.map((initializer) => message(5, ...tensorFields(initializer))),
  ...inputs.map((value) => message(11, ...valueFields(value))),
  ...outputs.map((value) => message(12, ...valueFields(value))),
];

// The oldest that has what leeway writes (the axes of Squeeze and Split as inputs): ONNX 1.8, of November 2020.
const IR_VERSION = 7;
const OPERATOR_SET = 13;

export interface Producer {
  name: string;
  version: string;
}

/** The bytes of an .onnx file. */
export const encodeOnnx = (graph: Graph, producer: Producer): Bytes =>
  concatenated([
    integer(1, IR_VERSION),
    string(2, producer.name),
    string(3, producer.version),
    message(7, ...graphFields(graph)),
    message(8, string(1, ''), integer(2, OPERATOR_SET)),
  ]);
