// Recurrent networks, as native code takes and gives them.
import type { FloatArray } from '../../dtypes';

/** Samples and targets as native code takes them. */
export interface LstmData {
  x: FloatArray;
  y: FloatArray;
  samples: number;
  steps: number;
}

export type Loss = 'mse' | 'bce';

export interface NativeLstm {
  weights(): FloatArray;
  setWeights(weights: FloatArray): void;
  predict(x: FloatArray, samples: number, steps: number, out: FloatArray): FloatArray;
  /** Of the weights as they are. */
  stream(): NativeLstmStream;
  gradients(data: LstmData, loss: Loss): { loss: number; gradients: FloatArray };
  trainEpoch(
    data: LstmData,
    validation: LstmData | undefined,
    options: {
      loss: Loss;
      batch: number;
      learningRate: number;
      finalLearningRate: number;
      clipNorm: number;
      epoch: number;
      /** At most; 0 leaves the choice to native code. */
      threads: number;
      /** Five threads, a gate each, for comparing; by samples unless given. There are no threads on WebAssembly. */
      scheme?: 'gates';
    },
  ): Promise<{ loss: number; validationLoss?: number; completed: boolean }>;
  cancel(): void;
  /** The last epoch of a fit is over: what was held for it may go. */
  endFit?(): void;
}

/** Every function checks its arrays and gives back the one it filled. */
export interface NativeLstmStream {
  step(x: FloatArray, out: FloatArray): FloatArray;
  reset(): void;
  getState(out: FloatArray): FloatArray;
  setState(state: FloatArray): void;
}
