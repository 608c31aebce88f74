// Networks of layers, as native code takes and gives them.
import type { NativeTable } from './table';

/** A layer as leeway_network.h has it. */
export interface NativeLayer {
  kind: number;
  units: number;
  count: number;
  height: number;
  width: number;
  stride: number;
  top: number;
  left: number;
  bottom: number;
  right: number;
  keep: number;
  kernel: number;
  alpha: number;
  learnsAlpha: boolean;
  table?: NativeTable;
  derivative?: NativeTable;
}

/** Inputs are float32, or int32 words; targets float32, or int32 labels. */
export interface NetworkData {
  x: Float32Array | Int32Array;
  y: Float32Array | Int32Array | Uint8Array;
  samples: number;
}

export interface NativeOptimizer {
  sgd: boolean;
  momentum: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** Losses are numbers of leeway_network.h; threads at most so many, 0 leaving the choice to native code. */
export interface NativeNetwork {
  weights(): Float32Array;
  setWeights(weights: Float32Array): void;
  predict(x: NetworkData['x'], samples: number, threads: number, out: Float32Array): Float32Array;
  evaluate(data: NetworkData, loss: number, threads: number): { loss: number; correct: number };
  gradients(data: NetworkData, loss: number): { loss: number; correct: number; gradients: Float32Array };
  beginStep(x: NetworkData['x'], samples: number, out: Float32Array): Float32Array;
  endStep(gradient: Float32Array, optimizer: NativeOptimizer, rate: number): void;
  trainEpoch(
    data: NetworkData,
    validation: NetworkData | undefined,
    options: {
      loss: number;
      optimizer: NativeOptimizer;
      batch: number;
      rates: Float64Array;
      epoch: number;
      threads: number;
    },
  ): Promise<{
    loss: number;
    correct: number;
    validationLoss?: number;
    validationCorrect?: number;
    completed: boolean;
  }>;
  cancel(): void;
}
