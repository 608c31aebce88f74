import type { AlphaOp } from '../generated/ops';
import type { ActivationSpec } from '../lstm/activation';

/**
 * Functions that only experiments need. `tanh`, `sigmoid` and `elu` are the C library's, number by number: what
 * approximations are measured against. `fast_tanh`, `fast_sigmoid` and `fast_elu` are what the bit tricks of posits
 * without exponent bits tend to for ever longer posits, as functions of real numbers to train with (Cococcioni et al.,
 * Sensors 2020, 20, 1515).
 */
export const referenceFunctions = ['tanh', 'sigmoid', 'elu', 'fast_tanh', 'fast_sigmoid', 'fast_elu'] as const;
export type ReferenceFunction = (typeof referenceFunctions)[number];

/** An op whose alpha every channel learns for itself, starting from `alpha`; it is kept at 1e-4 or above. */
export interface LearntActivation {
  op: AlphaOp;
  learnAlpha: true;
  alpha?: number;
}

export type LayerActivation = ActivationSpec | LearntActivation | { reference: ReferenceFunction };

/**
 * How weights start: uniform in ±√(6 / (fan-in + fan-out)) (`glorot`), the same times a gain, uniform in ±√(6 / fan-in)
 * (`he`), normal with variance 2 / fan-in (`heNormal`), uniform in ±bound, or normal with a standard deviation, drawn
 * again beyond two of those.
 */
export type Initialiser =
  'glorot' | 'he' | 'heNormal' | { glorot: number } | { uniform: number } | { truncatedNormal: number };

interface Weighted {
  /** `glorot` unless given. */
  init?: Initialiser;
  /** What biases start as; 0 unless given. */
  bias?: number;
  activation?: LayerActivation;
}

/** Convolution of images [channels, height, width], as deep learning has it: windows are not turned round. */
export interface Conv2dLayer extends Weighted {
  type: 'conv2d';
  filters: number;
  /** Height and width of the window, 1 to 64. */
  kernel: number | readonly [height: number, width: number];
  /** 1 unless given. */
  stride?: number;
  /**
   * Zeros around the image: `valid`, none; `same`, as many as make the output ceil(size / stride) large, an odd one at the
   * bottom and the right; or that many on every side. `valid` unless given.
   */
  padding?: 'valid' | 'same' | number;
}

export interface DenseLayer extends Weighted {
  type: 'dense';
  units: number;
}

/** The mean of the vectors of a text's words. First layer; samples are Int32Arrays of numbers of words, negative: none. */
export interface EmbeddingLayer {
  type: 'embedding';
  words: number;
  size: number;
  /** `{ uniform: 0.05 }` unless given. */
  init?: Initialiser;
}

/** Windows of size × size side by side; what is left over at the bottom and the right is left out. */
export interface PoolLayer {
  type: 'averagePool' | 'maxPool';
  size: number;
}

/** Images as one row of features, in the order channel, row, column. */
export interface FlattenLayer {
  type: 'flatten';
}

/** In training, keeps a feature with probability `keep` and divides it by that. */
export interface DropoutLayer {
  type: 'dropout';
  keep: number;
}

export type LayerSpec = Conv2dLayer | DenseLayer | EmbeddingLayer | PoolLayer | FlattenLayer | DropoutLayer;
