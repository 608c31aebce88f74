import type { Isa } from '../backend/addon';
import type { Shape } from './compile';

export interface NetworkOptions {
  /** Features of a sample, words of a text (the longest), or [channels, height, width] of an image. */
  input: number | Shape;
  /** Seeds the initial weights, the order of the samples and dropout: a whole number below 2^32; 1 unless given. */
  seed?: number;
  /** An instruction set other than the active one, for comparing. */
  isa?: Isa;
}

/**
 * `softmax`: cross-entropy of the outputs' softmax, targets are labels. The others take targets laid out like the outputs:
 * `mse`; `bce` of logits; `symmetricBce` of outputs in [−1, 1], (1 + y) / 2 being the probability, whose targets lie in
 * [0, 1] like those of `bce`.
 */
export type NetworkLoss = (typeof losses)[number];
export const losses = ['softmax', 'mse', 'bce', 'symmetricBce'] as const; // as in leeway_network.h

/** Samples: float32, or numbers of words. */
export type Samples = Float32Array | Int32Array;
/** Labels, or float32 targets [samples, outputs]. */
export type Targets = Float32Array | Int32Array | Uint8Array;

/** Adam (Kingma & Ba 2015), 0.9, 0.999 and 1e-8 unless given, or gradient descent with momentum, 0 unless given. */
export type Optimizer =
  | 'adam'
  | 'sgd'
  | { type: 'adam'; beta1?: number; beta2?: number; epsilon?: number }
  | { type: 'sgd'; momentum?: number };

export interface NetworkFitOptions {
  /** Passes over the data; 1 unless given. */
  epochs?: number;
  /** Samples per update; 32 unless given. */
  batchSize?: number;
  /** `softmax` unless given. */
  loss?: NetworkLoss;
  optimizer?: Optimizer;
  /** The step size, or one for every step of the fit (from 0); 1e-3 unless given. */
  learningRate?: number | ((step: number, steps: number) => number);
  /** Threads that share a batch, 1 to 8; the result is the same for any number. A processor's worth unless given. */
  threads?: number | 'auto';
  /** Samples that are scored after every epoch. */
  validation?: { x: Samples; y: Targets };
  /** Stops training when aborted; what was learnt is kept. */
  signal?: AbortSignal;
  /** Called after every epoch. */
  onProgress?: (progress: NetworkProgress) => void;
}

/** Loss, and the share of samples (`softmax`) or outputs on the right side of the middle. */
export interface Score {
  loss: number;
  accuracy: number;
}

export interface NetworkProgress extends Score {
  /** From 1. */
  epoch: number;
  epochs: number;
  validation?: Score;
}

export interface NetworkFitResult {
  /** Of the training samples as each epoch's batches met them, dropout at work. */
  training: Score[];
  /** After each epoch, where there were samples for it. */
  validation: Score[];
  /** Epochs completed. */
  epochs: number;
  stoppedBy: 'epochs' | 'signal';
}

export const networkOptions = ['input', 'seed', 'isa'] as const;
export const fitOptions = [
  'epochs',
  'batchSize',
  'loss',
  'optimizer',
  'learningRate',
  'threads',
  'validation',
  'signal',
  'onProgress',
] as const;
