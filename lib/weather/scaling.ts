import { LeewayRangeError } from '../errors';
import type { Series, WindowPlace, WindowShape } from './windows';

/** A mean and a standard deviation; `deviation` 0 marks a feature that does not vary. */
export interface Standardisation {
  readonly mean: number;
  readonly deviation: number;
}

/** What turns observations into a model's numbers and its predictions back. Plain data: survives JSON. */
export interface Scaling {
  /** By feature, in the order of the inputs. */
  readonly features: readonly (Standardisation & { readonly name: string })[];
  /** Of the change of the target over the horizon, in its unit; mean 0 and deviation 1 for a classification. */
  readonly target: Standardisation;
}

// Rounding alone makes the deviation of a constant about 1e-16 of its value.
const RELATIVE_NOISE = 1e-12;

/** Mean and standard deviation of values counted `weights` times each (once, by default); 0 where nothing varies. */
function standardise(values: Float64Array, weights?: Float64Array): Standardisation {
  let total = 0;
  let sum = 0;
  values.forEach((value, at) => {
    const weight = weights?.[at] ?? 1;
    if (weight === 0) return;
    total += weight;
    sum += weight * value;
  });
  const mean = sum / total;
  let squares = 0;
  values.forEach((value, at) => {
    const weight = weights?.[at] ?? 1;
    if (weight !== 0) squares += weight * (value - mean) ** 2;
  });
  const deviation = Math.sqrt(squares / total);
  return { mean, deviation: deviation <= RELATIVE_NOISE * Math.abs(mean) ? 0 : deviation };
}

/** How many of the windows cover each step of each series. */
function coverage(series: readonly Series[], places: readonly WindowPlace[], steps: number): Float64Array[] {
  const counts = series.map(({ target }) => new Float64Array(target.length + 1));
  for (const { series: index, last } of places) {
    counts[index]![last - steps + 1]!++;
    counts[index]![last + 1]!--;
  }
  return counts.map((changes) => {
    let covering = 0;
    return changes.map((change) => (covering += change)).subarray(0, -1);
  });
}

function concatenate(arrays: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(arrays.reduce((length, array) => length + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}

/**
 * The statistics of the training windows: of each feature over all steps of all windows (a step that 24 windows cover
 * counts 24 times), of a regression's target over the changes.
 *
 * @param train the training windows, at least one
 * @throws LeewayRangeError where the target never varies: nothing could be learned
 */
export function fitScaling(
  names: readonly string[],
  series: readonly Series[],
  train: readonly WindowPlace[],
  shape: WindowShape,
): Scaling {
  const weights = concatenate(coverage(series, train, shape.steps));
  const features = names.map((name, feature) => ({
    name,
    ...standardise(concatenate(series.map(({ features }) => features[feature]!)), weights),
  }));
  const goals = Float64Array.from(train, ({ series: index, last }) => {
    const { target } = series[index]!;
    return target[last + shape.horizon]! - (shape.task === 'regression' ? target[last]! : 0);
  });
  const target = standardise(goals);
  if (target.deviation === 0) {
    const what = shape.task === 'regression' ? 'the same change' : `the label ${target.mean}`;
    throw new LeewayRangeError(
      `expected a target that varies for the training windows, received ${what} in all of them`,
    );
  }
  return { features, target: shape.task === 'regression' ? target : { mean: 0, deviation: 1 } };
}
