import { LeewayRangeError } from '../errors';
import { accuracy, confusion, rootMeanSquareError, skillScore, type Confusion, type Values } from './metrics';
import type { ImpossibleValue } from './quality';
import type { Scaling } from './scaling';
import type { PartName } from './splits';
import type { Part } from './windows';

export type Task = 'regression' | 'classification';

/** How well a regression did, in the target's unit. */
export interface RegressionScore {
  readonly task: 'regression';
  readonly samples: number;
  readonly rmse: number;
  /** 1 - MSE / MSE of persistence. */
  readonly skill: number;
  /** The error of forecasting no change. */
  readonly persistenceRmse: number;
}

/** How well a classification did. */
export interface ClassificationScore extends Confusion {
  readonly task: 'classification';
  readonly samples: number;
  readonly accuracy: number;
  /** The accuracy of always answering the label that is more frequent in training. */
  readonly majorityAccuracy: number;
}

export type Score = RegressionScore | ClassificationScore;

/** Windows ready for training, and what is needed to read a model's answers. */
export interface Dataset {
  readonly task: Task;
  /** The target column. */
  readonly target: string;
  /** Steps from a window's last step to its target. */
  readonly horizon: number;
  /** Steps per window. */
  readonly window: number;
  /** Milliseconds between steps; an hour is assumed where the file has no time column. */
  readonly step: number;
  /** The inputs' names, in order. */
  readonly features: readonly string[];
  readonly train: Part;
  readonly validation: Part;
  readonly test: Part;
  readonly scaling: Scaling;
  /** The values taken as missing because they cannot have happened. */
  readonly impossible: readonly ImpossibleValue[];
  /** What was read and what became of it, in lines for people. */
  readonly report: string;
  /**
   * Turns a model's outputs for a part, one per sample, into the target's unit: the last observed value plus the
   * predicted change. A classification's are returned as they are.
   *
   * @throws LeewayRangeError ERR_LEEWAY_LENGTH unless there is one prediction per sample
   */
  toTargetUnits(predictions: Values, part: PartName): Float64Array<ArrayBuffer>;
  /**
   * Compares a model's outputs for a part, one per sample, with what was observed. Regression: standardised changes,
   * like `y`. Classification: probabilities of 1, or anything else that is above 0.5 for a 1.
   *
   * @throws LeewayRangeError ERR_LEEWAY_LENGTH unless there is one prediction per sample
   */
  score(predictions: Values, part: PartName): Score;
}

type Windows = Pick<Dataset, 'task' | 'scaling' | 'train' | 'validation' | 'test'>;

function checkLength(predictions: Values, samples: number, part: PartName): void {
  if (predictions.length === samples) return;
  throw new LeewayRangeError(
    `expected ${samples} values for the predictions of the ${part} part, received ${predictions.length}`,
    'ERR_LEEWAY_LENGTH',
  );
}

/** See `Dataset.toTargetUnits`. */
export function toTargetUnits(windows: Windows, predictions: Values, part: PartName): Float64Array<ArrayBuffer> {
  const { samples, last } = windows[part];
  checkLength(predictions, samples, part);
  if (windows.task === 'classification') return Float64Array.from(predictions);
  const { mean, deviation } = windows.scaling.target;
  return last.map((value, sample) => value + mean + deviation * predictions[sample]!);
}

/** The label most training windows have; 0 where both are as frequent. */
function majorityLabel({ actual, samples }: Part): number {
  return actual.reduce((sum, label) => sum + label, 0) > samples / 2 ? 1 : 0;
}

/** See `Dataset.score`. */
export function score(windows: Windows, predictions: Values, part: PartName): Score {
  const { samples, last, actual } = windows[part];
  const predicted = toTargetUnits(windows, predictions, part);
  if (windows.task === 'classification') {
    const counts = confusion(predicted, actual);
    const majority = majorityLabel(windows.train);
    const majorityAccuracy = accuracy(
      confusion(
        actual.map(() => majority),
        actual,
      ),
    );
    return { task: 'classification', samples, accuracy: accuracy(counts), ...counts, majorityAccuracy };
  }
  const rmse = rootMeanSquareError(predicted, actual);
  const persistenceRmse = rootMeanSquareError(last, actual);
  return { task: 'regression', samples, rmse, skill: skillScore(rmse, persistenceRmse), persistenceRmse };
}
