import type { Dataset, Score } from './dataset';
import { normalEquations, predictLinear, solveRidge, type LinearModel } from './ridge';
import { PART_NAMES, type PartName } from './splits';

export { accuracy, confusion, meanSquareError, rootMeanSquareError, skillScore, type Confusion } from './metrics';

/** Ridge regression on all values of the window, and how it did. */
export interface RidgeBaseline {
  readonly model: LinearModel;
  /** The penalty that did best on validation. */
  readonly lambda: number;
  readonly scores: Readonly<Record<PartName, Score>>;
}

/** From almost no penalty to about as much as ten thousand samples of a standardised input weigh. */
export const RIDGE_LAMBDAS: readonly number[] = [0.1, 1, 10, 100, 1000, 10_000];

/**
 * The score of the forecast that needs no model: no change (regression), or always the label that is more frequent in
 * training (classification).
 */
export function scorePersistence(dataset: Dataset, part: PartName): Score {
  const { train, scaling, task } = dataset;
  const { mean, deviation } = scaling.target;
  const share = train.actual.reduce((sum, value) => sum + value, 0) / train.samples;
  const constant = task === 'regression' ? -mean / deviation : share;
  return dataset.score(new Float64Array(dataset[part].samples).fill(constant), part);
}

/** A number that is smaller where a score is better. */
function loss(score: Score): number {
  return score.task === 'regression' ? score.rmse : -score.accuracy;
}

/**
 * Ridge regression of the target on the flattened window (window · features inputs and an intercept), the penalty
 * chosen on validation. What a model with memory and curves must beat. A classification is fitted to its labels 0 and 1
 * and answers 1 above 0.5.
 */
export function ridgeBaseline(dataset: Dataset, lambdas: readonly number[] = RIDGE_LAMBDAS): RidgeBaseline {
  const { train, validation } = dataset;
  const equations = normalEquations(train.x, train.y, dataset.window * dataset.features.length);
  const candidates = lambdas.map((lambda) => {
    const model = solveRidge(equations, lambda);
    return { lambda, model, loss: loss(dataset.score(predictLinear(model, validation.x), 'validation')) };
  });
  const { model, lambda } = candidates.reduce((best, candidate) => (candidate.loss < best.loss ? candidate : best));
  const scores = Object.fromEntries(
    PART_NAMES.map((part) => [part, dataset.score(predictLinear(model, dataset[part].x), part)]),
  ) as Record<PartName, Score>;
  return { model, lambda, scores };
}
