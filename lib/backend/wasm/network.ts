// An LSTM in WebAssembly's memory, run by the thread that calls it.
import { bufferOf, byteOffsetOf, lengthOf } from '../../checks';
import { bytesPer, type FloatArray } from '../../dtypes';
import { refusal } from '../../errors';
import type { Addon, Loss, LstmData, NativeLstm } from '../addon';
import { lstmConfig, lstmData, lstmTraining } from './abi';
import { elementOf, outOfMemory, status, type FloatDtype, type Instance } from './instance';
import { isaNames } from './kernels';

export type LstmConfig = ConstructorParameters<Addon['Lstm']>[0];
export type EpochOptions = Parameters<NativeLstm['trainEpoch']>[2];
export type EpochResult = Awaited<ReturnType<NativeLstm['trainEpoch']>>;

const lossOf: Record<Loss, number> = { mse: 0, bce: 1 };

/** Samples that are predicted from at a time: a multiple of the kernels' own batches, up to a megabyte of inputs. */
const samplesPerPass = (sample: number): number => 64 * Math.max(1, Math.floor(2 ** 18 / (64 * sample)));

function check(result: number): void {
  if (result === status.ok) return;
  if (result === status.outOfMemory) throw outOfMemory();
  throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'sizes and kernels that a network can have', 'the network', 'others');
}

/** Puts samples and targets into memory, to be freed at the address of their struct. */
export function place(instance: Instance, { x, y, samples, steps }: LstmData, dtype: FloatDtype): number {
  const bytes = bytesPer[dtype];
  const at = instance.allocate(lstmData.size + bytes * (lengthOf(x) + lengthOf(y)));
  const xAt = at + lstmData.size;
  const yAt = xAt + bytes * lengthOf(x);
  lstmData.write(instance.view, at, { x: xAt, y: yAt, samples, steps });
  instance.writeFloats(xAt, x, dtype);
  instance.writeFloats(yAt, y, dtype);
  return at;
}

export class Network {
  readonly #instance: Instance;
  readonly #inputs: number;
  readonly #outputs: number;
  readonly #dtype: FloatDtype;
  readonly #bytes: number;
  /** Of the leeway_lstm. */
  readonly address: number;
  readonly weightCount: number;

  constructor(instance: Instance, { activation, gate, isa, dtype, ...config }: LstmConfig) {
    const { exports } = instance;
    this.#instance = instance;
    this.#inputs = config.inputs;
    this.#outputs = config.outputs;
    this.#dtype = dtype;
    this.#bytes = bytesPer[dtype];
    this.address = instance.lend(lstmConfig.size + 8, (at) => {
      const made = at + lstmConfig.size;
      lstmConfig.write(instance.view, at, {
        ...config,
        activationKernel: activation.kernel,
        activationAlpha: activation.alpha,
        gateKernel: gate.kernel,
        gateAlpha: gate.alpha,
        isa: isaNames(instance).indexOf(isa),
        element: elementOf(dtype),
      });
      check(exports.leeway_lstm_create(at, made));
      return instance.view.getUint32(made, true);
    });
    this.weightCount = exports.leeway_lstm_weight_count(this.address) >>> 0;
  }

  weights(): FloatArray {
    return this.#instance.lend(this.#bytes * this.weightCount, (at) => {
      this.#instance.exports.leeway_lstm_get_weights(this.address, at);
      return this.#instance.readFloats(at, this.weightCount, this.#dtype);
    });
  }

  setWeights(weights: FloatArray): void {
    this.#instance.lend(this.#bytes * this.weightCount, (at) => {
      this.#instance.writeFloats(at, weights, this.#dtype);
      this.#instance.exports.leeway_lstm_set_weights(this.address, at);
    });
  }

  /** All that training goes on from; another network of the same configuration can take it up. */
  state(): Uint8Array {
    const { exports } = this.#instance;
    const size = exports.leeway_lstm_state_size(this.address) >>> 0;
    return this.#instance.lend(size, (at) => {
      exports.leeway_lstm_get_state(this.address, at);
      return this.#instance.bytes.slice(at, at + size);
    });
  }

  setState(state: Uint8Array): void {
    this.#instance.lend(state.length, (at) => {
      this.#instance.bytes.set(state, at);
      this.#instance.exports.leeway_lstm_set_state(this.address, at);
    });
  }

  predict(x: FloatArray, samples: number, steps: number, out: FloatArray): FloatArray {
    const instance = this.#instance;
    const [dtype, bytes] = [this.#dtype, this.#bytes];
    const Kind = dtype === 'float64' ? Float64Array : Float32Array;
    const sample = steps * this.#inputs;
    const pass = Math.min(samples, samplesPerPass(sample));
    return instance.lend(bytes * pass * (sample + this.#outputs), (at) => {
      const y = at + bytes * pass * sample;
      for (let first = 0; first < samples; first += pass) {
        const count = Math.min(pass, samples - first);
        const start = byteOffsetOf(x) + bytes * first * sample;
        instance.writeFloats(at, new Kind(bufferOf(x), start, count * sample), dtype);
        check(instance.exports.leeway_lstm_predict(this.address, at, count, steps, y));
        Kind.prototype.set.call(out, instance.readFloats(y, count * this.#outputs, dtype), first * this.#outputs);
      }
      return out;
    });
  }

  gradients(data: LstmData, loss: Loss): { loss: number; gradients: FloatArray } {
    const instance = this.#instance;
    const at = place(instance, data, this.#dtype);
    try {
      return instance.lend(8 + this.#bytes * this.weightCount, (mean) => {
        check(instance.exports.leeway_lstm_gradients(this.address, at, lossOf[loss], mean, mean + 8));
        return {
          loss: instance.view.getFloat64(mean, true),
          gradients: instance.readFloats(mean + 8, this.weightCount, this.#dtype),
        };
      });
    } finally {
      instance.exports.free(at);
    }
  }

  /** Trains on data that was placed, then measures the loss of `validation`. Returns when that is done. */
  trainEpoch(data: number, validation: number | undefined, options: EpochOptions): EpochResult {
    const instance = this.#instance;
    return instance.lend(lstmTraining.size + 8, (at) => {
      const mean = at + lstmTraining.size;
      const loss = lossOf[options.loss];
      const epoch = BigInt(options.epoch);
      lstmTraining.write(instance.view, at, { ...options, loss, epoch, cancelled: 0, cancelledContext: 0 });
      const trained = instance.exports.leeway_train_epoch(this.address, data, at, mean);
      if (trained !== status.cancelled) check(trained);
      const result: EpochResult = { loss: instance.view.getFloat64(mean, true), completed: trained === status.ok };
      if (!result.completed || validation === undefined) return result;
      check(instance.exports.leeway_lstm_evaluate(this.address, validation, loss, mean));
      result.validationLoss = instance.view.getFloat64(mean, true);
      return result;
    });
  }
}
