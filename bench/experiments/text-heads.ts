// The last activations of the text classifier, and the loss they give.
import { fromFloat16, kernel, toFloat16 } from 'leeway';

/** The last activation: the logits' values, and where its derivative is not 1 − y² but 0. */
export interface Head {
  value: (z: Float64Array) => Float64Array;
  flatBeyond?: number;
}

/** A polynomial for [0, 1] as an odd function that stays where it is beyond 1. */
const oddWithin1 =
  (value: (magnitude: Float64Array) => ArrayLike<number>) =>
  (z: Float64Array): Float64Array => {
    const y = value(z.map((v) => Math.min(1, Math.abs(v))));
    return z.map((v, i) => (v < 0 ? -y[i]! : y[i]!));
  };

export function heads(): Record<string, Head> {
  const unit64 = kernel('tanh', { method: 'poly16', dtype: 'float64' });
  const unit32 = kernel('tanh', { method: 'poly16' });
  const unit16 = kernel('tanh', { method: 'poly16', dtype: 'float16' });
  const full64 = kernel('tanh', { method: 'poly16_full', dtype: 'float64' });
  const in32 = (f: (x: Float32Array) => Float32Array) => (z: Float64Array) =>
    Float64Array.from(f(Float32Array.from(z)));
  const on16 = (magnitude: Float64Array) => fromFloat16(unit16(toFloat16(Float32Array.from(magnitude))));
  return {
    'library tanh': { value: (z) => z.map(Math.tanh) },
    'order 16 everywhere, 64 bits': { value: (z) => full64(z) },
    'order 16 everywhere, 32 bits': { value: in32(kernel('tanh', { method: 'poly16_full' })) },
    'order 16 on [0, 1], 64 bits': { value: oddWithin1((m) => unit64(m)) },
    'order 16 on [0, 1], 32 bits': { value: oddWithin1((m) => unit32(Float32Array.from(m))) },
    'order 16 on [0, 1], 16 bits': { value: oddWithin1(on16) },
    'order 16 on [0, 1], slope 0 beyond': { value: oddWithin1((m) => unit64(m)), flatBeyond: 1 },
    'kernel within 1e-5': { value: in32(kernel('tanh', { maxAbsError: 1e-5 })) },
    'kernel within 1e-3': { value: in32(kernel('tanh', { maxAbsError: 1e-3 })) },
  };
}

/** The mean binary cross-entropy of (1 + y) / 2, and its gradient by the logits. */
export function lossOf(
  z: Float32Array,
  positive: boolean[],
  { value, flatBeyond = Infinity }: Head,
): [number, Float32Array] {
  const y = value(Float64Array.from(z));
  let loss = 0;
  const gradient = z.map((logit, i) => {
    const [p, target] = [(1 + y[i]!) / 2, Number(positive[i])];
    loss -= Math.log(Math.max(1e-12, target ? p : 1 - p)) / z.length;
    const slope = Math.abs(logit) > flatBeyond ? 0 : (1 - y[i]! ** 2) / 2;
    return ((p - target) / Math.max(1e-12, p * (1 - p)) / z.length) * slope;
  });
  return [loss, gradient];
}
