// What a network is given to learn from or to predict from, checked.
import type { Loss, LstmData } from '../backend/addon';
import type { FloatArray } from '../dtypes';
import { floatsOf, requireFinite, requireWhole } from '../checks';
import { refusal } from '../errors';
import type { LstmArray, LstmDtype } from './options';

export interface Shape {
  inputs: number;
  outputs: number;
  dtype: LstmDtype;
}

/** Samples in `x` [samples, steps, inputs]. */
export function samplesOf(x: FloatArray, { inputs }: Shape, steps: number, argument: string): number {
  requireWhole(steps, 'steps');
  const sample = steps * inputs;
  if (x.length === 0 || x.length % sample !== 0)
    throw refusal(
      'ERR_LEEWAY_LENGTH',
      `a multiple of steps · inputs (${steps} · ${inputs} = ${sample}) elements`,
      argument,
      x,
    );
  return x.length / sample;
}

/** Throws unless `array` is [samples, outputs]. */
export function requireTargets(array: FloatArray, { outputs }: Shape, argument: string, samples: number): void {
  const wanted = samples * outputs;
  if (array.length !== wanted)
    throw refusal(
      'ERR_LEEWAY_LENGTH',
      `samples · outputs (${samples} · ${outputs} = ${wanted}) elements`,
      argument,
      array,
    );
}

/** Samples and targets that a network can be trained on; `prefix` goes before their names in messages. */
export function dataOf(
  given: { x: FloatArray; y: FloatArray },
  shape: Shape,
  steps: number,
  loss: Loss,
  prefix = '',
): LstmData {
  const x = floatsOf(given.x, `${prefix}x`, shape.dtype);
  const y = floatsOf(given.y, `${prefix}y`, shape.dtype);
  const samples = samplesOf(x, shape, steps, `${prefix}x`);
  requireTargets(y, shape, `${prefix}y`, samples);
  requireFinite(x, `${prefix}x`);
  requireFinite(y, `${prefix}y`);
  if (loss === 'bce') {
    const outside = y.findIndex((target) => target < 0 || target > 1);
    if (outside >= 0)
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a target in [0, 1]', `${prefix}y[${outside}]`, y[outside]);
  }
  return { x, y, samples, steps };
}

/** A new array of a network's numbers. */
export const arrayOf = <D extends LstmDtype>(dtype: D, length: number): LstmArray<D> =>
  (dtype === 'float64' ? new Float64Array(length) : new Float32Array(length)) as LstmArray<D>;

/** The same in memory that nobody else has. */
export const copyOf = (data: LstmData): LstmData => ({ ...data, x: data.x.slice(), y: data.y.slice() });
