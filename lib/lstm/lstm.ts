import { addon, backend, requireIsa } from '../backend';
import type { Isa, Loss, NativeLstm } from '../backend/addon';
import type { CustomOp, KernelInfo } from '../catalogue';
import type { Op } from '../generated/ops';
import { floatsOf, requireBytes, requireFinite, requireOneOf, requireOptions, requireWhole } from '../checks';
import { readWhole, writeWhole, type FilePath } from '../disk';
import { LeewayError } from '../errors';
import { decodeModel, encodeModel } from '../model-files';
import { resolveActivation } from './activation';
import { dataOf } from './data';
import { prepareFit, runFit } from './fit';
import { fromFile, lstmKinds, modelOf, settingsOf, weightsOf } from './model-file';
import { onnxOf } from './onnx';
import {
  lstmOptions,
  type FitOptions,
  type FitResult,
  type LstmArray,
  type LstmDtype,
  type LstmOptions,
  type PredictOptions,
} from './options';
import { predictAtOnce, slicesOf } from './predict';
import { LstmStream } from './stream';

/**
 * One LSTM layer and a linear head on its last hidden state, trained by full backpropagation through time and Adam. The same seed, data and instruction set give the same weights, bit for bit, on any number of threads.
 *
 * Equations (Hochreiter & Schmidhuber 1997, with forget gate): z = [x_t, h_(t-1), 1] W; i, f, o = gate(z);
 * g = activation(z); c_t = f c_(t-1) + i g; h_t = o activation(c_t); output = [h_T, 1] V.
 */
export class Lstm<D extends LstmDtype = 'float32'> {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  /** The kernels in use. */
  readonly activation: KernelInfo<Op | CustomOp>;
  readonly gate: KernelInfo<Op | CustomOp>;
  readonly isa: Isa;
  readonly dtype: D;
  readonly seed: number;
  readonly #native: NativeLstm;
  #epochs = 0;
  #training = false;
  #predicting = 0;

  /** @throws TypeError or RangeError for sizes, activations or a seed that will not do. */
  constructor(options: LstmOptions<D>) {
    requireOptions(options, lstmOptions);
    const { inputs, hidden, outputs = 1, activation = 'tanh', gate = 'sigmoid', seed = 1, isa = backend.isa } = options;
    const { dtype = 'float32' as D, initialWeights } = options;
    requireWhole(inputs, 'inputs');
    requireWhole(hidden, 'hidden');
    requireWhole(outputs, 'outputs');
    requireWhole(seed, 'seed', 0, Number.MAX_SAFE_INTEGER);
    requireOneOf(dtype, ['float32', 'float64'], 'dtype');
    requireIsa(isa, 'isa');
    const cell = resolveActivation(activation, { isa, dtype }, 'activation');
    const gates = resolveActivation(gate, { isa, dtype }, 'gate');
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.activation = cell.info;
    this.gate = gates.info;
    this.isa = isa;
    this.dtype = dtype;
    this.seed = seed;
    const native = { activation: cell.native, gate: gates.native, seed: BigInt(seed) };
    this.#native = new addon.Lstm({ inputs, hidden, outputs, isa, dtype, ...native });
    if (initialWeights !== undefined) this.setWeights(initialWeights);
  }

  /**
   * A copy of the weights: W [inputs + hidden + 1, 4 · hidden] (columns: gates i, f, o, g; rows: inputs, hidden units, bias),
   * then V [hidden + 1, outputs] (last row: bias).
   */
  get weights(): LstmArray<D> {
    this.#requireIdle('weights');
    return this.#native.weights() as LstmArray<D>;
  }

  /** Replaces the weights; the layout is that of `weights`. */
  setWeights(weights: LstmArray<D>): void {
    this.#requireStill('setWeights()');
    const given = floatsOf(weights, 'weights', this.dtype);
    requireFinite(given, 'weights');
    this.#native.setWeights(given);
  }

  /**
   * Predicts from `x`, laid out [samples, steps, inputs]. Returns [samples, outputs]: the linear head's
   * output, which is a logit for a network trained with `loss: 'bce'`.
   */
  predict(x: LstmArray<D>, options: PredictOptions<D>): LstmArray<D> {
    this.#requireIdle('predict()');
    return predictAtOnce(this.#native, this, x, options);
  }

  /**
   * What `predict` returns, in slices of about a millisecond between which the event loop goes on: for a server that has many
   * samples to predict and other requests to answer. `x` is copied first; `out` is filled slice by slice. Meanwhile the
   * network predicts for others too, but is not to be trained or changed.
   */
  async predictAsync(x: LstmArray<D>, options: PredictOptions<D>): Promise<LstmArray<D>> {
    this.#requireIdle('predictAsync()');
    const slices = slicesOf(this.#native, this, x, options);
    this.#predicting++;
    try {
      return await slices();
    } finally {
      this.#predicting--;
    }
  }

  /** Opens a stream: the network, as it is now, on one sequence that comes step by step. */
  stream(): LstmStream<D> {
    this.#requireIdle('stream()');
    return new LstmStream(this.#native.stream(), this);
  }

  /** The mean loss of the samples and its gradient, laid out like `weights`. Trains nothing. */
  gradients(
    x: LstmArray<D>,
    y: LstmArray<D>,
    options: { steps: number; loss?: Loss },
  ): { loss: number; gradients: LstmArray<D> } {
    this.#requireIdle('gradients()');
    requireOptions(options, ['steps', 'loss']);
    const { steps, loss = 'mse' } = options;
    requireOneOf(loss, ['mse', 'bce'], 'loss');
    const { loss: mean, gradients } = this.#native.gradients(dataOf({ x, y }, this, steps, loss), loss);
    return { loss: mean, gradients: gradients as LstmArray<D> };
  }

  /**
   * Trains on `x` [samples, steps, inputs] and `y` [samples, outputs], off the event loop. Both are copied first, so they
   * may be changed or transferred meanwhile. Fitting again goes on from where the last fit ended.
   *
   * @throws TypeError or RangeError for data or options that will not do, before anything is changed.
   */
  async fit(x: LstmArray<D>, y: LstmArray<D>, options: FitOptions<D>): Promise<FitResult> {
    this.#requireStill('fit()');
    const fit = prepareFit(x, y, options, this);
    this.#requireStill('fit()'); // a getter of the options may have started another
    this.#training = true;
    try {
      return await runFit(this.#native, fit, () => this.#epochs++);
    } finally {
      this.#training = false;
    }
  }

  /**
   * Writes the network into a safetensors file, whole or not at all: weights as tensors named and laid out as PyTorch has
   * them, everything else in the metadata (docs/models.md). A fit of what is loaded goes on, but with Adam's moments at 0.
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
   * The network that `save` wrote; of a weather model the one inside. Its element type is the file's, of which only the
   * caller can tell TypeScript: `Lstm.load<'float64'>(file)`.
   *
   * @throws LeewayError ERR_LEEWAY_FILE where the file cannot be read; ERR_LEEWAY_MODEL_FOREIGN, _TRUNCATED, _DAMAGED or
   * _NEWER where it holds no network that this leeway can make
   */
  static load<D extends LstmDtype = 'float32'>(file: FilePath): Lstm<D> {
    return Lstm.fromBytes(readWhole(file), String(file));
  }

  /** The same from what `toBytes` returned. @param name what errors call it */
  static fromBytes<D extends LstmDtype = 'float32'>(bytes: Uint8Array, name = 'bytes'): Lstm<D> {
    requireBytes(bytes, 'bytes');
    const model = decodeModel(bytes, lstmKinds, name);
    return fromFile(name, () => {
      const { epochs, ...options } = settingsOf<D>(model);
      const lstm = new Lstm<D>(options);
      lstm.setWeights(weightsOf(model, lstm, name));
      lstm.#epochs = epochs;
      return lstm;
    });
  }

  /**
   * Writes the network as an ONNX file of standard operators (opset 13), input `x` [batch, steps, inputs], output `y`
   * [batch, outputs]: the LSTM operator where it knows the functions, else a Scan with the functions written out. Functions
   * are exact there: outputs of an approximate kernel differ by about its error.
   *
   * @throws LeewayError ERR_LEEWAY_FILE where it cannot be written
   */
  exportOnnx(file: FilePath): void {
    writeWhole(file, this.toOnnx());
  }

  /** What `exportOnnx` writes. */
  toOnnx(): Uint8Array<ArrayBuffer> {
    this.#requireIdle('exportOnnx()');
    return onnxOf(this, this.#native.weights());
  }

  /** Neither in training nor predicting in slices, of which the later ones would meet other weights. */
  #requireStill(what: string): void {
    this.#requireIdle(what);
    if (this.#predicting > 0)
      throw new LeewayError(
        `expected predictAsync() to have finished before ${what}, received the call while it runs`,
        'ERR_LEEWAY_BUSY',
      );
  }

  #requireIdle(what: string): void {
    if (this.#training)
      throw new LeewayError(
        `expected fit() to have finished before ${what}, received the call while it runs`,
        'ERR_LEEWAY_BUSY',
      );
  }
}
