// Predictions, in one call of native code or in several that others take turns with.
import type { NativeLstm } from '../backend/addon';
import { floatsOf, requireApart, requireArray, requireOptions } from '../checks';
import { arrayOf, requireTargets, samplesOf, type Shape } from './data';
import { predictOptions, type LstmArray, type LstmDtype, type PredictOptions } from './options';
import { breathe, samplesPerSlice } from './slices';

interface Network<D extends LstmDtype> extends Shape {
  readonly hidden: number;
  readonly dtype: D;
}

/** Checks and predicts. Small networks take little longer than the checks, which therefore make nothing. */
export function predictAtOnce<D extends LstmDtype>(
  native: NativeLstm,
  network: Network<D>,
  x: LstmArray<D>,
  options: PredictOptions<D>,
): LstmArray<D> {
  requireOptions(options, predictOptions);
  const { steps, out } = options;
  requireArray(x, network.dtype, 'x');
  const samples = samplesOf(x, network, steps, 'x');
  if (out === undefined)
    return native.predict(x, samples, steps, arrayOf(network.dtype, samples * network.outputs)) as LstmArray<D>;
  requireArray(out, network.dtype, 'out');
  requireTargets(out, network, 'out', samples);
  requireApart(out, 'out', x, 'x');
  native.predict(x, samples, steps, out);
  return out;
}

/** Checks, copies `x` and gives what then predicts slice by slice. */
export function slicesOf<D extends LstmDtype>(
  native: NativeLstm,
  network: Network<D>,
  x: LstmArray<D>,
  options: PredictOptions<D>,
): () => Promise<LstmArray<D>> {
  requireOptions(options, predictOptions);
  const { steps, out } = options;
  const { inputs, outputs, dtype } = network;
  const from = floatsOf(x, 'x', dtype).slice() as LstmArray<D>;
  const samples = samplesOf(from, network, steps, 'x');
  const to = out === undefined ? arrayOf(dtype, samples * outputs) : floatsOf(out, 'out', dtype);
  requireTargets(to, network, 'out', samples);
  const atOnce = samplesPerSlice(network, steps);
  return async () => {
    for (let first = 0; first < samples; first += atOnce) {
      if (first > 0) await breathe();
      const last = Math.min(samples, first + atOnce);
      const slice = from.subarray(first * steps * inputs, last * steps * inputs);
      native.predict(slice, last - first, steps, to.subarray(first * outputs, last * outputs));
    }
    return out ?? (to as LstmArray<D>);
  };
}
