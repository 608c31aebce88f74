import { LeewayRangeError } from '../errors';
import type { Feature } from './features';
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
  /** How each of them comes from a table. */
  readonly inputs: readonly Feature[];
  /** The columns of times and of stations, where there are such. */
  readonly time: string | undefined;
  readonly group: string | undefined;
  readonly train: Part;
  readonly validation: Part;
  readonly test: Part;
  readonly scaling: Scaling;
  /** The label most training windows have; 0 for a regression. */
  readonly majority: number;
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

/** What reads a network's outputs: kept with a model, so that it needs no dataset. */
export interface Reading {
  readonly task: Task;
  readonly scaling: Scaling;
  /** The label most training windows have, of a classification. */
  readonly majority: number;
}

/** The label most training windows have; 0 where both are as frequent, and for a regression. */
export function majorityLabel(task: Task, { actual, samples }: Part): number {
  return task === 'classification' && actual.reduce((sum, label) => sum + label, 0) > samples / 2 ? 1 : 0;
}

/** See `Dataset.toTargetUnits`. */
export function toTargetUnits({ task, scaling }: Reading, predictions: Values, part: Part): Float64Array<ArrayBuffer> {
  if (task === 'classification') return Float64Array.from(predictions);
  const { mean, deviation } = scaling.target;
  return part.last.map((value, sample) => value + mean + deviation * predictions[sample]!);
}

/** See `Dataset.score`. */
export function score(reading: Reading, predictions: Values, part: Part): Score {
  const { samples, last, actual } = part;
  const predicted = toTargetUnits(reading, predictions, part);
  if (reading.task === 'classification') {
    const counts = confusion(predicted, actual);
    const majorityAccuracy = accuracy(
      confusion(
        actual.map(() => reading.majority),
        actual,
      ),
    );
    return { task: 'classification', samples, accuracy: accuracy(counts), ...counts, majorityAccuracy };
  }
  const rmse = rootMeanSquareError(predicted, actual);
  const persistenceRmse = rootMeanSquareError(last, actual);
  return { task: 'regression', samples, rmse, skill: skillScore(rmse, persistenceRmse), persistenceRmse };
}

/** Throws unless there is one prediction per sample. */
export function requirePredictions(predictions: Values, { samples }: Part, part: PartName): void {
  if (predictions.length === samples) return;
  throw new LeewayRangeError(
    `expected ${samples} values for the predictions of the ${part} part, received ${predictions.length}`,
    'ERR_LEEWAY_LENGTH',
  );
}
