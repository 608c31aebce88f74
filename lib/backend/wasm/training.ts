// What runs in the thread that trains: networks come as their state and go back as it, so that the thread can end between
// two fits without anything being lost.
import type { LeewayErrorCode } from '../../errors';
import type { LstmData } from '../addon';
import { Instance } from './instance';
import { Network, place, type EpochOptions, type EpochResult, type LstmConfig } from './network';

/** What all epochs of a fit share. */
export interface Fit {
  module: WebAssembly.Module;
  config: LstmConfig;
  data: LstmData;
  validation: LstmData | undefined;
  /** Not 0 where training is to stop; none where threads share no memory. */
  stop: Int32Array | undefined;
}

export interface Task {
  /** For the first epoch of a fit. */
  fit: Fit | undefined;
  state: Uint8Array;
  options: EpochOptions;
}

export interface Trained {
  result: EpochResult;
  state: Uint8Array;
  /** Bytes the thread holds. */
  memory: number;
}

/** An error's own fields would be lost between threads; leeway's have a code. */
export type Outcome = Trained | { error: { message: string; code?: LeewayErrorCode } };

interface Started {
  instance: Instance;
  network: Network;
  data: number;
  validation: number | undefined;
}

let started: Started | undefined;

function start({ module, config, data, validation, stop }: Fit): Started {
  const instance = new Instance(module, () => stop !== undefined && Atomics.load(stop, 0) !== 0);
  return {
    instance,
    network: new Network(instance, config),
    data: place(instance, data, config.dtype),
    validation: validation && place(instance, validation, config.dtype),
  };
}

/** Trains for one epoch. */
export function perform({ fit, state, options }: Task): Outcome {
  try {
    if (fit) {
      started = undefined; // the memory of the fit before
      started = start(fit);
    }
    const { instance, network, data, validation } = started!;
    network.setState(state);
    const result = network.trainEpoch(data, validation, options);
    return { result, state: network.state(), memory: instance.bytes.length };
  } catch (error) {
    const { message, code } = error as { message: string; code?: LeewayErrorCode };
    return { error: code === undefined ? { message } : { message, code } };
  }
}
