import { addon, backend, requireIsa } from '../backend';
import type { Isa, NativeNetwork } from '../backend/addon';
import {
  floatsOf,
  readOptions,
  requireApart,
  requireBytes,
  requireFinite,
  requireFunction,
  requireOneOf,
  requirePositive,
  requireWhole,
} from '../checks';
import { readWhole, writeWhole, type FilePath } from '../disk';
import { LeewayError, refusal } from '../errors';
import { fromFile } from '../lstm/model-file';
import { decodeModel, encodeModel } from '../model-files';
import { Random } from '../random';
import { compile, type Compiled, type Shape, type TensorLayout } from './compile';
import { dataOf, samplesOf, type Sizes } from './data';
import { optimizerOf, prepareFit, runFit, threadsOf } from './fit';
import type { LayerSpec } from './layers';
import { modelOf, networkKinds, settingsOf, weightsOf } from './model-file';
import {
  losses,
  networkOptions,
  type NetworkFitOptions,
  type NetworkFitResult,
  type NetworkLoss,
  type NetworkOptions,
  type Optimizer,
  type Samples,
  type Score,
  type Targets,
} from './options';

/**
 * Layers one after another, trained in float32 on the CPU: an instrument to measure what an activation costs and gives in a
 * whole network. The same seed, data and instruction set give the same weights, bit for bit, on any number of threads.
 *
 * Not on WebAssembly, where the constructor throws.
 *
 * @example
 * const network = new Network(
 *   [
 *     { type: 'conv2d', filters: 6, kernel: 5, padding: 'same', activation: 'tanh' },
 *     { type: 'averagePool', size: 2 },
 *     { type: 'flatten' },
 *     { type: 'dense', units: 10 },
 *   ],
 *   { input: [1, 28, 28], seed: 1 },
 * );
 * await network.fit(images, labels, { epochs: 2, batchSize: 100 });
 */
export class Network {
  readonly layers: readonly LayerSpec[];
  /** [channels, height, width] of a sample. */
  readonly input: Shape;
  readonly outputs: number;
  /** What `weights` is made of. */
  readonly tensors: readonly TensorLayout[];
  readonly isa: Isa;
  readonly seed: number;
  readonly #native: NativeNetwork;
  readonly #sizes: Sizes;
  #epochs = 0;
  #training = false;

  /** @throws TypeError or RangeError for layers that will not do, each named, and an Error where there are no networks. */
  constructor(layers: readonly LayerSpec[], options: NetworkOptions) {
    const { input, seed = 1, isa = backend.isa } = readOptions(options, networkOptions);
    requireWhole(seed, 'seed', 0, 2 ** 32 - 1);
    requireIsa(isa, 'isa');
    if (!addon.Network)
      throw new LeewayError(
        'expected the native addon for networks of layers, received WebAssembly (docs/experiments.md)',
        'ERR_LEEWAY_NO_BACKEND',
      );
    const compiled = compile(layers, input, isa);
    const [channels, height, width] = compiled.input;
    this.#native = new addon.Network({ layers: compiled.layers, channels, height, width, isa, seed: BigInt(seed) });
    this.layers = structuredCloneOf(layers);
    this.input = compiled.input;
    this.outputs = compiled.output;
    this.tensors = Object.freeze(compiled.tensors.map((tensor) => Object.freeze(tensor)));
    this.isa = isa;
    this.seed = seed;
    this.#sizes = { inputs: channels * height * width, outputs: compiled.output, words: compiled.words };
    this.#native.setWeights(initialWeights(compiled, seed));
  }

  /** A copy of all weights, in the order of `tensors`. */
  get weights(): Float32Array {
    this.#requireIdle('weights');
    return this.#native.weights();
  }

  /** Replaces the weights; the layout is that of `weights`. */
  setWeights(weights: Float32Array): void {
    this.#requireIdle('setWeights()');
    const given = floatsOf(weights, 'weights').slice();
    requireFinite(given, 'weights');
    this.#native.setWeights(given);
  }

  /** Outputs [samples, outputs] of `x` [samples, channels, height, width]: logits under `softmax` and `bce`. */
  predict(x: Samples, options: { out?: Float32Array; threads?: number | 'auto' } = {}): Float32Array {
    this.#requireIdle('predict()');
    const { out, threads = 'auto' } = readOptions(options, ['out', 'threads']);
    const from = samplesOf(x, this.#sizes, 'x');
    const wanted = from.samples * this.outputs;
    const team = threadsOf(threads);
    if (out === undefined) return this.#native.predict(from.x, from.samples, team, new Float32Array(wanted));
    const to = floatsOf(out, 'out');
    if (to.length !== wanted) throw refusal('ERR_LEEWAY_LENGTH', `samples · outputs (${wanted}) elements`, 'out', out);
    if (from.x instanceof Float32Array) requireApart(to, 'out', from.x, 'x');
    this.#native.predict(from.x, from.samples, team, to);
    return out;
  }

  /** The mean loss of the samples, and how many of them are right. */
  evaluate(x: Samples, y: Targets, options: { loss?: NetworkLoss; threads?: number | 'auto' } = {}): Score {
    this.#requireIdle('evaluate()');
    const { loss = 'softmax', threads = 'auto' } = readOptions(options, ['loss', 'threads']);
    requireOneOf(loss, losses, 'loss');
    const data = dataOf({ x, y }, this.#sizes, loss);
    const score = this.#native.evaluate(data, losses.indexOf(loss), threadsOf(threads));
    return { loss: score.loss, accuracy: score.correct / (data.samples * (loss === 'softmax' ? 1 : this.outputs)) };
  }

  /** The mean loss of the samples as one batch and its gradient, laid out like `weights`. Trains nothing, drops nothing. */
  gradients(x: Samples, y: Targets, options: { loss?: NetworkLoss } = {}): { loss: number; gradients: Float32Array } {
    this.#requireIdle('gradients()');
    const { loss = 'softmax' } = readOptions(options, ['loss']);
    requireOneOf(loss, losses, 'loss');
    const result = this.#native.gradients(dataOf({ x, y }, this.#sizes, loss), losses.indexOf(loss));
    return { loss: result.loss, gradients: result.gradients };
  }

  /**
   * Trains on `x` [samples, channels, height, width] and its targets, off the event loop. Both are copied first. Fitting again
   * goes on from where the last fit ended.
   *
   * @throws TypeError or RangeError for data or options that will not do, before anything is changed.
   */
  async fit(x: Samples, y: Targets, options: NetworkFitOptions = {}): Promise<NetworkFitResult> {
    this.#requireIdle('fit()');
    const fit = prepareFit(x, y, options, this.#sizes);
    this.#requireIdle('fit()'); // a function or getter among the options may have started another
    this.#training = true;
    try {
      return await runFit(this.#native, fit, () => this.#epochs++);
    } finally {
      this.#training = false;
    }
  }

  /**
   * One step on one batch, here and now, with a loss of your own: `gradientOf` gets the outputs [samples, outputs] and
   * returns the gradient of your loss by them. Returns the outputs.
   */
  step(
    x: Samples,
    gradientOf: (outputs: Float32Array) => Float32Array,
    options: { learningRate?: number; optimizer?: Optimizer } = {},
  ): Float32Array {
    this.#requireIdle('step()');
    const { learningRate = 1e-3, optimizer = 'adam' } = readOptions(options, ['learningRate', 'optimizer']);
    requirePositive(learningRate, 'learningRate');
    requireFunction(gradientOf, 'gradientOf');
    const chosen = optimizerOf(optimizer);
    const from = samplesOf(x, this.#sizes, 'x');
    const outputs = this.#native.beginStep(from.x, from.samples, new Float32Array(from.samples * this.outputs));
    this.#training = true;
    try {
      const gradient = floatsOf(gradientOf(outputs), 'the gradient').slice();
      requireFinite(gradient, 'the gradient');
      this.#native.endStep(gradient, chosen, learningRate);
    } finally {
      this.#training = false;
    }
    return outputs;
  }

  /**
   * Writes the network into a safetensors file, whole or not at all: weights as tensors, layers in the metadata. A fit of
   * what is loaded goes on, but with the optimizer's moments at 0.
   *
   * @throws LeewayError ERR_LEEWAY_FILE where it cannot be written
   */
  save(file: FilePath): void {
    writeWhole(file, this.toBytes());
  }

  /** What `save` writes. */
  toBytes(): Uint8Array<ArrayBuffer> {
    this.#requireIdle('save()');
    return encodeModel(modelOf(this, this.#native.weights(), this.#epochs));
  }

  /**
   * The network that `save` wrote.
   *
   * @throws LeewayError ERR_LEEWAY_FILE where the file cannot be read; ERR_LEEWAY_MODEL_FOREIGN, _TRUNCATED, _DAMAGED or
   * _NEWER where it holds no network that this leeway can make
   */
  static load(file: FilePath): Network {
    return Network.fromBytes(readWhole(file), String(file));
  }

  /** The same from what `toBytes` returned. @param name what errors call it */
  static fromBytes(bytes: Uint8Array, name = 'bytes'): Network {
    requireBytes(bytes, 'bytes');
    const model = decodeModel(bytes, networkKinds, name);
    return fromFile(name, () => {
      const { layers, input, seed, epochs } = settingsOf(model);
      const network = new Network(layers, { input, ...(seed === undefined ? {} : { seed }) });
      network.setWeights(weightsOf(model, network, name));
      network.#epochs = epochs;
      return network;
    });
  }

  #requireIdle(what: string): void {
    if (this.#training)
      throw new LeewayError(
        `expected fit() to have finished before ${what}, received the call while it runs`,
        'ERR_LEEWAY_BUSY',
      );
  }
}

const structuredCloneOf = (layers: readonly LayerSpec[]): readonly LayerSpec[] =>
  Object.freeze(layers.map((layer) => Object.freeze({ ...layer })));

function initialWeights({ tensors, draws }: Compiled, seed: number): Float32Array {
  const random = Random.fromSeed(seed);
  const last = tensors.at(-1);
  const weights = new Float32Array(last ? last.offset + last.length : 0);
  tensors.forEach(({ offset, length }, t) => {
    for (let i = offset; i < offset + length; i++) weights[i] = draws[t]!(random);
  });
  return weights;
}
