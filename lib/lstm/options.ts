import type { Isa, Loss } from '../backend/addon';
import type { ActivationSpec } from './activation';
import type { Schedule } from './schedule';

/** What a network's numbers are: weights, samples, targets and outputs alike. */
export type LstmDtype = 'float32' | 'float64';

/** An array of them. */
export type LstmArray<D extends LstmDtype> = D extends 'float64' ? Float64Array : Float32Array;

export interface LstmOptions<D extends LstmDtype = 'float32'> {
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
  /** The type of all numbers; `float32` unless given. A float64 network starts from the weights of the float32 one. */
  dtype?: D;
  /** Seeds the initial weights and the order of the samples; 1 unless given. */
  seed?: number;
  /** Weights to start from, laid out like `weights`, instead of random ones. */
  initialWeights?: LstmArray<D>;
  /** An instruction set other than the active one, for comparing. */
  isa?: Isa;
}

export interface PredictOptions<D extends LstmDtype = 'float32'> {
  /** Time steps per sample. */
  steps: number;
  /** Where predictions go, [samples, outputs]; into a new array unless given. */
  out?: LstmArray<D>;
}

export interface FitOptions<D extends LstmDtype = 'float32'> {
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
  validation?: { x: LstmArray<D>; y: LstmArray<D> };
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

export const lstmOptions = [
  'inputs',
  'hidden',
  'outputs',
  'activation',
  'gate',
  'dtype',
  'seed',
  'initialWeights',
  'isa',
];
export const predictOptions = ['steps', 'out'];
export const fitOptions = [
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
