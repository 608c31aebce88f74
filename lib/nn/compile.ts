// From layers as they are written to layers as native code takes them: shapes followed through, defaults filled in.
import { addon } from '../backend';
import type { Isa, NativeLayer } from '../backend/addon';
import { requireAlpha } from '../catalogue';
import { readOptions, requireObject, requireOneOf, requirePositive, requireWhole } from '../checks';
import { refusal } from '../errors';
import { resolveActivation, type ActivationSpec } from '../lstm/activation';
import { initialiser, type Draw } from './initialise';
import {
  referenceFunctions,
  type Conv2dLayer,
  type DenseLayer,
  type DropoutLayer,
  type EmbeddingLayer,
  type LayerActivation,
  type LayerSpec,
  type PoolLayer,
} from './layers';

/** An image's channels, height and width; a row of features has height and width 1. */
export type Shape = readonly [channels: number, height: number, width: number];

/** A kind of weights: where it stands in `weights`, and how it starts. */
export interface TensorLayout {
  /** `0.weight`: the number of its layer, and weight, bias or alpha. */
  name: string;
  shape: readonly number[];
  offset: number;
  length: number;
}

export interface Compiled {
  layers: NativeLayer[];
  input: Shape;
  output: number;
  /** How many words there are, where the network starts with an embedding. */
  words: number | undefined;
  tensors: TensorLayout[];
  draws: Draw[];
}

/** As in leeway_network.h. */
const kinds = { embedding: 0, conv2d: 1, averagePool: 2, maxPool: 3, flatten: 4, dense: 5, dropout: 6, activation: 7 };
const nothing: NativeLayer = {
  ...{ kind: 0, units: 0, count: 0, height: 0, width: 0, stride: 1, top: 0, left: 0, bottom: 0, right: 0 },
  ...{ keep: 1, kernel: 0, alpha: 1, learnsAlpha: false },
};
const weighted = ['init', 'bias', 'activation'] as const;
const mostLayers = 31; // each may bring an activation

export function compile(layers: readonly LayerSpec[], input: number | Shape, isa: Isa): Compiled {
  if (!Array.isArray(layers)) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'an array of layers', 'layers', layers);
  requireWhole(layers.length, 'layers.length', 1, mostLayers);
  const compiler = new Compiler(checkedInput(input), isa);
  layers.forEach((layer: LayerSpec, i) => compiler.add(layer, i));
  return compiler.finish();
}

function checkedInput(input: unknown): Shape {
  const sizes = typeof input === 'number' ? [input, 1, 1] : input;
  if (!Array.isArray(sizes) || sizes.length !== 3)
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number of features, or [channels, height, width],', 'input', input);
  sizes.forEach((size, i) => requireWhole(size, typeof input === 'number' ? 'input' : `input[${i}]`));
  return sizes as unknown as Shape;
}

class Compiler {
  readonly #input: Shape;
  readonly #isa: Isa;
  #shape: Shape;
  #layers: NativeLayer[] = [];
  #tensors: TensorLayout[] = [];
  #draws: Draw[] = [];
  #end = 0;
  #words: number | undefined;

  constructor(input: Shape, isa: Isa) {
    this.#input = this.#shape = input;
    this.#isa = isa;
  }

  add(layer: LayerSpec, i: number): void {
    const at = `layers[${i}]`;
    requireObject(layer, at);
    const { type } = layer;
    const types = ['embedding', 'conv2d', 'averagePool', 'maxPool', 'flatten', 'dense', 'dropout'] as const;
    requireOneOf(type, types, `${at}.type`);
    if (type === 'embedding') this.#embedding(layer, at, i);
    else if (type === 'conv2d') this.#conv2d(layer, at, i);
    else if (type === 'dense') this.#dense(layer, at, i);
    else if (type === 'dropout') this.#dropout(layer, at);
    else if (type === 'flatten') this.#flatten(layer, at);
    else this.#pool(layer, at);
  }

  finish(): Compiled {
    const [output, height, width] = this.#shape;
    if (height * width > 1)
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a flatten layer and a dense one', 'the end of layers', this.#shape);
    const [input, words, layers, tensors, draws] = [this.#input, this.#words, this.#layers, this.#tensors, this.#draws];
    return { input, output, words, layers, tensors, draws };
  }

  #push(type: keyof typeof kinds, settings: Partial<NativeLayer>): void {
    this.#layers.push({ ...nothing, ...settings, kind: kinds[type] });
  }

  #tensor(i: number, kind: string, shape: number[], draw: Draw): void {
    const length = shape.reduce((product, size) => product * size, 1);
    this.#tensors.push({ name: `${i}.${kind}`, shape, offset: this.#end, length });
    this.#draws.push(draw);
    this.#end += length;
  }

  #embedding(given: EmbeddingLayer, at: string, i: number): void {
    const { words, size, init = { uniform: 0.05 } } = readOptions(given, ['type', 'words', 'size', 'init'], at);
    requireWhole(words, `${at}.words`);
    requireWhole(size, `${at}.size`);
    if (i > 0) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'an embedding as the first layer', at, 'a later one');
    this.#words = words;
    this.#push('embedding', { units: size, count: words });
    this.#shape = [size, 1, 1];
    this.#tensor(i, 'weight', [words, size], initialiser(init, { in: words, out: size }, `${at}.init`));
  }

  #conv2d(given: Conv2dLayer, at: string, i: number): void {
    const options = readOptions(given, ['type', 'filters', 'kernel', 'stride', 'padding', ...weighted], at);
    const { filters, kernel, stride = 1, padding = 'valid', init = 'glorot', bias = 0, activation } = options;
    requireWhole(filters, `${at}.filters`);
    requireWhole(stride, `${at}.stride`, 1, 64);
    const window: readonly unknown[] = Array.isArray(kernel) ? (kernel as unknown[]) : [kernel, kernel];
    if (window.length !== 2)
      throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number, or [height, width],', `${at}.kernel`, kernel);
    for (const size of window) requireWhole(size, `${at}.kernel`, 1, 64);
    const [height, width] = window as [number, number];
    const [channels, ...image] = this.#shape;
    const [top, bottom, outHeight] = padded(image[0], height, stride, padding, at);
    const [left, right, outWidth] = padded(image[1], width, stride, padding, at);
    this.#push('conv2d', { units: filters, height, width, stride, top, left, bottom, right });
    const fan = { in: channels * height * width, out: filters * height * width };
    this.#tensor(i, 'weight', [filters, channels, height, width], initialiser(init, fan, `${at}.init`));
    this.#tensor(i, 'bias', [filters], constant(bias, `${at}.bias`));
    this.#shape = [filters, outHeight, outWidth];
    if (activation !== undefined) this.#activation(activation, at, i);
  }

  #dense(given: DenseLayer, at: string, i: number): void {
    const { units, init = 'glorot', bias = 0, activation } = readOptions(given, ['type', 'units', ...weighted], at);
    requireWhole(units, `${at}.units`);
    const [inputs, height, width] = this.#shape;
    if (height * width > 1)
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a flatten layer before a dense one', at, this.#shape);
    this.#push('dense', { units });
    this.#tensor(i, 'weight', [units, inputs], initialiser(init, { in: inputs, out: units }, `${at}.init`));
    this.#tensor(i, 'bias', [units], constant(bias, `${at}.bias`));
    this.#shape = [units, 1, 1];
    if (activation !== undefined) this.#activation(activation, at, i);
  }

  #pool(given: PoolLayer, at: string): void {
    const { type, size } = readOptions(given, ['type', 'size'], at);
    const [channels, height, width] = this.#shape;
    requireWhole(size, `${at}.size`, 1, Math.min(height, width));
    this.#push(type, { height: size });
    this.#shape = [channels, Math.floor(height / size), Math.floor(width / size)];
  }

  #flatten(given: LayerSpec, at: string): void {
    readOptions(given, ['type'], at);
    const [channels, height, width] = this.#shape;
    this.#push('flatten', {});
    this.#shape = [channels * height * width, 1, 1];
  }

  #dropout(given: DropoutLayer, at: string): void {
    const { keep } = readOptions(given, ['type', 'keep'], at);
    requirePositive(keep, `${at}.keep`);
    if (keep > 1) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a probability', `${at}.keep`, keep);
    this.#push('dropout', { keep });
  }

  #activation(spec: LayerActivation, layer: string, i: number): void {
    const at = `${layer}.activation`;
    if (typeof spec === 'object' && spec !== null && 'reference' in spec) {
      const { reference } = readOptions(spec, ['reference'], at);
      requireOneOf(reference, referenceFunctions, `${at}.reference`);
      this.#push('activation', { kernel: addon.kernels().length + referenceFunctions.indexOf(reference) });
      return;
    }
    if (typeof spec === 'object' && spec !== null && 'learnAlpha' in spec) {
      const { op, alpha = 1 } = readOptions(spec, ['op', 'learnAlpha', 'alpha'], at);
      requireAlpha(alpha, 'float32', `${at}.alpha`);
      const { native } = resolveActivation({ op, alpha } as ActivationSpec, { isa: this.#isa, dtype: 'float32' }, at);
      this.#push('activation', { ...native, learnsAlpha: true });
      this.#tensor(i, 'alpha', [this.#shape[0]], () => alpha);
      return;
    }
    this.#push('activation', resolveActivation(spec, { isa: this.#isa, dtype: 'float32' }, at).native);
  }
}

function constant(value: unknown, argument: string): Draw {
  if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', argument, value);
  if (!Number.isFinite(Math.fround(value)))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a number that is finite in float32', argument, value);
  return () => value;
}

/** Zeros before and after one dimension, and how large it comes out. */
function padded(
  size: number,
  window: number,
  stride: number,
  padding: unknown,
  at: string,
): [before: number, after: number, out: number] {
  let [before, after] = [0, 0];
  if (padding === 'same') {
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + window - size, 0);
    before = Math.floor(total / 2);
    after = total - before;
  } else if (typeof padding === 'number') {
    requireWhole(padding, `${at}.padding`, 0, window - 1);
    before = after = padding;
  } else {
    requireOneOf(padding as string, ['valid', 'same'], `${at}.padding`);
  }
  const whole = size + before + after;
  if (whole < window)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `a window within the padded image (${whole})`, `${at}.kernel`, window);
  return [before, after, Math.floor((whole - window) / stride) + 1];
}
