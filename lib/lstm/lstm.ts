import { addon, backend, requireIsa } from '../backend';
import type { Isa, Loss, LstmData, NativeLstm } from '../backend/addon';
import type { KernelInfo } from '../catalogue';
import {
  floatsOf,
  requireFinite,
  requireFunction,
  requireObject,
  requireOneOf,
  requireOptions,
  requirePositive,
  requireSignal,
  requireWhole,
} from '../checks';
import { LeewayError, refusal } from '../errors';
import { resolveActivation, type ActivationSpec } from './activation';
import { ratesOf, type Schedule } from './schedule';

export interface LstmOptions {
  /** Features per time step. */
  inputs: number;
  /** Hidden units. */
  hidden: number;
  /** Outputs of the linear head; 1 unless given. */
  outputs?: number;
  /** The function of the candidate and the cell state; `tanh` unless given. */
  activation?: ActivationSpec;
  /** The function of the input, forget and output gates; `sigmoid` unless given. */
  gate?: ActivationSpec;
  /** Seeds the initial weights and the order of the samples; 1 unless given. */
  seed?: number;
  /** Weights to start from, laid out like `weights`, instead of random ones. */
  initialWeights?: Float32Array;
  /** An instruction set other than the active one, for comparing. */
  isa?: Isa;
}

export interface FitOptions {
  /** Time steps per sample. */
  steps: number;
  /** Passes over the data; 10 unless given. */
  epochs?: number;
  /** Samples per update; 32 unless given. */
  batchSize?: number;
  /** Adam's step size; 1e-3 unless given. */
  learningRate?: number;
  /** How the step size moves; `constant` unless given. */
  schedule?: Schedule;
  /** `mse`, or `bce` for targets in [0, 1] (outputs are then logits); `mse` unless given. */
  loss?: Loss;
  /** Gradients longer than this are scaled down to it; never unless given. */
  clipNorm?: number;
  /**
   * Threads that share a batch, 1 to 8: a power of two of them is used, none for less than 8 samples. `auto` finds out what
   * is fastest and never takes more than there are processors. The result is the same, bit for bit, for any number. On
   * WebAssembly there is one. `auto` unless given.
   */
  threads?: number | 'auto';
  /** Samples whose loss is measured after every epoch; the weights of the best epoch are kept. */
  validation?: { x: Float32Array; y: Float32Array };
  /** Stops after this many epochs without a better validation loss; never unless given. */
  patience?: number;
  /** Stops training when aborted; what was learnt is kept. */
  signal?: AbortSignal;
  /** Called after every epoch. */
  onProgress?: (progress: FitProgress) => void;
}

export interface FitProgress {
  /** From 1. */
  epoch: number;
  epochs: number;
  loss: number;
  validationLoss?: number;
  learningRate: number;
}

export interface FitResult {
  /** Mean training loss of each epoch, as its batches met it. */
  loss: number[];
  /** Validation loss after each epoch, where there was a validation set. */
  validationLoss?: number[];
  /** Epochs completed. */
  epochs: number;
  stoppedBy: 'epochs' | 'patience' | 'signal';
}

const lstmOptions = ['inputs', 'hidden', 'outputs', 'activation', 'gate', 'seed', 'initialWeights', 'isa'];
const fitOptions = [
  'steps',
  'epochs',
  'batchSize',
  'learningRate',
  'schedule',
  'loss',
  'clipNorm',
  'threads',
  'validation',
  'patience',
  'signal',
  'onProgress',
];

/**
 * One LSTM layer and a linear head on its last hidden state, float32; trained by full backpropagation through time and
 * Adam. The same seed, data and instruction set give the same weights, bit for bit, on any number of threads.
 *
 * Equations (Hochreiter & Schmidhuber 1997, with forget gate): z = [x_t, h_(t-1), 1] W; i, f, o = gate(z);
 * g = activation(z); c_t = f c_(t-1) + i g; h_t = o activation(c_t); output = [h_T, 1] V.
 */
export class Lstm {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  /** The kernels in use. */
  readonly activation: KernelInfo;
  readonly gate: KernelInfo;
  readonly isa: Isa;
  readonly seed: number;
  readonly #native: NativeLstm;
  #epochs = 0;
  #training = false;

  /** @throws TypeError or RangeError for sizes, activations or a seed that will not do. */
  constructor(options: LstmOptions) {
    requireOptions(options, lstmOptions);
    const { inputs, hidden, outputs = 1, activation = 'tanh', gate = 'sigmoid', seed = 1, isa = backend.isa } = options;
    const { initialWeights } = options;
    requireWhole(inputs, 'inputs');
    requireWhole(hidden, 'hidden');
    requireWhole(outputs, 'outputs');
    requireWhole(seed, 'seed', 0, Number.MAX_SAFE_INTEGER);
    requireIsa(isa, 'isa');
    const cell = resolveActivation(activation, isa, 'activation');
    const gates = resolveActivation(gate, isa, 'gate');
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.activation = cell.info;
    this.gate = gates.info;
    this.isa = isa;
    this.seed = seed;
    const native = { activation: cell.native, gate: gates.native, seed: BigInt(seed) };
    this.#native = new addon.Lstm({ inputs, hidden, outputs, isa, ...native });
    if (initialWeights !== undefined) this.setWeights(initialWeights);
  }

  /**
   * A copy of the weights: W [inputs + hidden + 1, 4 · hidden] (columns: gates i, f, o, g; rows: inputs, hidden units, bias),
   * then V [hidden + 1, outputs] (last row: bias).
   */
  get weights(): Float32Array {
    this.#requireIdle('weights');
    return this.#native.weights();
  }

  /** Replaces the weights; the layout is that of `weights`. */
  setWeights(weights: Float32Array): void {
    this.#requireIdle('setWeights()');
    const given = floatsOf(weights, 'weights');
    requireFinite(given, 'weights');
    this.#native.setWeights(given);
  }

  /**
   * Predicts from `x`, a Float32Array laid out [samples, steps, inputs]. Returns [samples, outputs]: the linear head's
   * output, which is a logit for a network trained with `loss: 'bce'`.
   */
  predict(x: Float32Array, options: { steps: number; out?: Float32Array }): Float32Array {
    this.#requireIdle('predict()');
    requireOptions(options, ['steps', 'out']);
    const { steps, out } = options;
    const from = floatsOf(x, 'x');
    const samples = this.#samplesOf(from, steps, 'x');
    if (out === undefined) return this.#native.predict(from, samples, steps, new Float32Array(samples * this.outputs));
    const to = floatsOf(out, 'out');
    this.#requireLength(to, 'out', samples);
    if (
      to.buffer === from.buffer &&
      to.byteOffset < from.byteOffset + from.byteLength &&
      from.byteOffset < to.byteOffset + to.byteLength
    )
      throw refusal('ERR_LEEWAY_OVERLAP', 'memory apart from x', 'out', out);
    this.#native.predict(from, samples, steps, to);
    return out;
  }

  /** The mean loss of the samples and its gradient, laid out like `weights`. Trains nothing. */
  gradients(
    x: Float32Array,
    y: Float32Array,
    options: { steps: number; loss?: Loss },
  ): { loss: number; gradients: Float32Array } {
    this.#requireIdle('gradients()');
    requireOptions(options, ['steps', 'loss']);
    const { steps, loss = 'mse' } = options;
    requireOneOf(loss, ['mse', 'bce'], 'loss');
    return this.#native.gradients(this.#data(x, y, steps, loss, ''), loss);
  }

  /**
   * Trains on `x` [samples, steps, inputs] and `y` [samples, outputs], off the event loop. Both are copied first, so they
   * may be changed or transferred meanwhile. Fitting again goes on from where the last fit ended.
   *
   * @throws TypeError or RangeError for data or options that will not do, before anything is changed.
   */
  async fit(x: Float32Array, y: Float32Array, options: FitOptions): Promise<FitResult> {
    this.#requireIdle('fit()');
    requireOptions(options, fitOptions);
    const { steps, epochs = 10, batchSize = 32, learningRate = 1e-3, schedule = 'constant', loss = 'mse' } = options;
    const { clipNorm, threads = 'auto', patience, validation: held, signal, onProgress } = options;
    requireWhole(epochs, 'epochs');
    requireWhole(batchSize, 'batchSize');
    requireOneOf(loss, ['mse', 'bce'], 'loss');
    if (clipNorm !== undefined) requirePositive(clipNorm, 'clipNorm');
    if (threads !== 'auto') requireWhole(threads, 'threads', 1, 8);
    if (patience !== undefined) requireWhole(patience, 'patience');
    if (patience !== undefined && !held)
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a validation set, which patience needs,', 'validation', undefined);
    if (held !== undefined) requireObject(held, 'validation');
    requireSignal(signal, 'signal');
    requireFunction(onProgress, 'onProgress');
    const rates = ratesOf(schedule, learningRate, epochs);
    const data = copied(this.#data(x, y, steps, loss, ''));
    const validation = held && copied(this.#data(held.x, held.y, steps, loss, 'validation.'));

    const result: FitResult = { loss: [], epochs: 0, stoppedBy: 'epochs' };
    if (validation) result.validationLoss = [];
    const abort = (): void => this.#native.cancel();
    let best = { loss: Infinity, epoch: -1, weights: undefined as Float32Array | undefined };
    this.#requireIdle('fit()'); // a getter of the options may have started another
    this.#training = true;
    try {
      signal?.addEventListener('abort', abort, { once: true });
      for (let epoch = 0; epoch < epochs; epoch++) {
        if (signal?.aborted) {
          result.stoppedBy = 'signal';
          break;
        }
        const { from, to } = rates(epoch);
        const trained = await this.#native.trainEpoch(data, validation, {
          loss,
          batch: batchSize,
          learningRate: from,
          finalLearningRate: to,
          clipNorm: clipNorm ?? 0,
          epoch: this.#epochs++,
          threads: threads === 'auto' ? 0 : threads,
        });
        if (!trained.completed) {
          result.stoppedBy = 'signal';
          break;
        }
        result.loss.push(trained.loss);
        result.epochs++;
        const progress: FitProgress = { epoch: epoch + 1, epochs, loss: trained.loss, learningRate: from };
        if (trained.validationLoss !== undefined) {
          result.validationLoss!.push(trained.validationLoss);
          progress.validationLoss = trained.validationLoss;
          if (trained.validationLoss < best.loss)
            best = { loss: trained.validationLoss, epoch, weights: this.#native.weights() };
        }
        onProgress?.(progress);
        if (patience !== undefined && epoch - best.epoch >= patience) {
          result.stoppedBy = 'patience';
          break;
        }
      }
    } finally {
      if (best.weights) this.#native.setWeights(best.weights);
      this.#native.endFit?.();
      this.#training = false;
      signal?.removeEventListener('abort', abort); // last: a signal of the caller's own making may throw
    }
    return result;
  }

  #requireIdle(what: string): void {
    if (this.#training)
      throw new LeewayError(
        `expected fit() to have finished before ${what}, received the call while it runs`,
        'ERR_LEEWAY_BUSY',
      );
  }

  #samplesOf(x: Float32Array, steps: number, argument: string): number {
    requireWhole(steps, 'steps');
    const sample = steps * this.inputs;
    if (x.length === 0 || x.length % sample !== 0)
      throw refusal(
        'ERR_LEEWAY_LENGTH',
        `a multiple of steps · inputs (${steps} · ${this.inputs} = ${sample}) elements`,
        argument,
        x,
      );
    return x.length / sample;
  }

  #requireLength(array: Float32Array, argument: string, samples: number): void {
    const wanted = samples * this.outputs;
    if (array.length !== wanted)
      throw refusal(
        'ERR_LEEWAY_LENGTH',
        `samples · outputs (${samples} · ${this.outputs} = ${wanted}) elements`,
        argument,
        array,
      );
  }

  #data(givenX: Float32Array, givenY: Float32Array, steps: number, loss: Loss, prefix: string): LstmData {
    const x = floatsOf(givenX, `${prefix}x`);
    const y = floatsOf(givenY, `${prefix}y`);
    const samples = this.#samplesOf(x, steps, `${prefix}x`);
    this.#requireLength(y, `${prefix}y`, samples);
    requireFinite(x, `${prefix}x`);
    requireFinite(y, `${prefix}y`);
    if (loss === 'bce') {
      const outside = y.findIndex((target) => target < 0 || target > 1);
      if (outside >= 0)
        throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a target in [0, 1]', `${prefix}y[${outside}]`, y[outside]);
    }
    return { x, y, samples, steps };
  }
}

function copied(data: LstmData): LstmData {
  return { ...data, x: data.x.slice(), y: data.y.slice() };
}
