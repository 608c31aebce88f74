// The LSTM as lib/lstm uses it: native/binding/lstm.cc over leeway.wasm.
import { requireArray } from '../../checks';
import { refusal } from '../../errors';
import type { FloatArray } from '../../dtypes';
import type { Addon, Loss, LstmData, NativeLstm, NativeLstmStream } from '../addon';
import { checkLength } from './arguments';
import type { Instance } from './instance';
import { streamsOf } from './lstm-stream';
import { Network, type EpochOptions, type EpochResult, type LstmConfig } from './network';
import { Trainer, type StartThread } from './trainer';

/** Defines the class over a module, its instance on this thread, and the host's way to start others. */
export function wasmLstm(module: WebAssembly.Module, instance: Instance, startThread: StartThread): Addon['Lstm'] {
  const abandoned = new FinalizationRegistry((address: number) => instance.exports.leeway_lstm_destroy(address));
  const openStream = streamsOf(instance);
  // Starting a thread takes longer than a small epoch, so one that is done waits for the next fit.
  let idle: Trainer | undefined;

  function take(): Trainer {
    const trainer = idle ?? new Trainer(startThread);
    idle = undefined;
    return trainer;
  }

  function giveBack(trainer: Trainer): void {
    if (trainer.worthKeeping && !idle) idle = trainer;
    else trainer.stop();
  }

  return class implements NativeLstm {
    readonly #config: LstmConfig;
    readonly #network: Network;
    readonly #stop = typeof SharedArrayBuffer === 'undefined' ? undefined : new Int32Array(new SharedArrayBuffer(4));
    #busy = false;
    #trainer: Trainer | undefined;
    /** What the trainer has. */
    #data: LstmData | undefined;

    constructor(config: LstmConfig) {
      this.#config = config;
      this.#network = new Network(instance, config);
      abandoned.register(this, this.#network.address);
    }

    #requireIdle(): void {
      if (this.#busy) throw refusal('ERR_LEEWAY_BUSY', 'a network that is not being trained', 'this', this);
    }

    #requireFloats(array: FloatArray, argument: string, length: number): void {
      requireArray(array, this.#config.dtype, argument);
      checkLength(array, argument, length, 'its samples');
    }

    #requireData({ x, y, samples, steps }: LstmData): void {
      this.#requireFloats(x, 'x', samples * steps * this.#config.inputs);
      this.#requireFloats(y, 'y', samples * this.#config.outputs);
    }

    weights(): FloatArray {
      this.#requireIdle();
      return this.#network.weights();
    }

    setWeights(weights: FloatArray): void {
      requireArray(weights, this.#config.dtype, 'weights');
      checkLength(weights, 'weights', this.#network.weightCount, "the network's weights");
      this.#requireIdle();
      this.#network.setWeights(weights);
    }

    predict(x: FloatArray, samples: number, steps: number, out: FloatArray): FloatArray {
      this.#requireFloats(x, 'x', samples * steps * this.#config.inputs);
      this.#requireFloats(out, 'out', samples * this.#config.outputs);
      this.#requireIdle();
      return this.#network.predict(x, samples, steps, out);
    }

    stream(): NativeLstmStream {
      this.#requireIdle();
      return openStream(this.#network.address, this.#config);
    }

    gradients(data: LstmData, loss: Loss): { loss: number; gradients: FloatArray } {
      this.#requireData(data);
      this.#requireIdle();
      return this.#network.gradients(data, loss);
    }

    async trainEpoch(data: LstmData, validation: LstmData | undefined, options: EpochOptions): Promise<EpochResult> {
      this.#requireData(data);
      if (validation) this.#requireData(validation);
      this.#requireIdle();
      this.#busy = true;
      try {
        this.#trainer ??= take();
        const stop = this.#stop;
        stop?.fill(0);
        const fit = this.#data === data ? undefined : { module, config: this.#config, data, validation, stop };
        this.#data = data;
        const { result, state } = await this.#trainer.run({ fit, state: this.#network.state(), options });
        this.#network.setState(state);
        return result;
      } catch (error) {
        this.endFit();
        throw error;
      } finally {
        this.#busy = false;
      }
    }

    endFit(): void {
      if (this.#trainer) giveBack(this.#trainer);
      this.#trainer = undefined;
      this.#data = undefined;
    }

    cancel(): void {
      if (this.#stop) Atomics.store(this.#stop, 0, 1);
    }
  };
}
