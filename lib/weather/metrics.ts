/** A sequence of numbers by sample: a typed array or a plain one. */
export type Values = ArrayLike<number>;

/** Counts of a two-class classification, 1 being "positive". */
export interface Confusion {
  readonly tp: number;
  readonly tn: number;
  readonly fp: number;
  readonly fn: number;
}

/** The mean of the squared differences of two sequences of one length. */
export function meanSquareError(predicted: Values, actual: Values): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += (predicted[i]! - actual[i]!) ** 2;
  return sum / actual.length;
}

/** The square root of the mean of the squared differences of two sequences of one length. */
export function rootMeanSquareError(predicted: Values, actual: Values): number {
  return Math.sqrt(meanSquareError(predicted, actual));
}

/** How much of a reference's squared error a forecast saves: 1 is perfect, 0 no better, below 0 worse. */
export function skillScore(rmse: number, referenceRmse: number): number {
  return 1 - (rmse / referenceRmse) ** 2;
}

/**
 * Counts true and false positives and negatives.
 *
 * @param scores above 0.5 for a predicted 1
 * @param labels 0 or 1
 */
export function confusion(scores: Values, labels: Values): Confusion {
  const counts = { tp: 0, tn: 0, fp: 0, fn: 0 };
  for (let i = 0; i < labels.length; i++) {
    const positive = scores[i]! > 0.5;
    if (labels[i] === 1) counts[positive ? 'tp' : 'fn']++;
    else counts[positive ? 'fp' : 'tn']++;
  }
  return counts;
}

/** The share of samples classified right. */
export function accuracy({ tp, tn, fp, fn }: Confusion): number {
  return (tp + tn) / (tp + tn + fp + fn);
}
