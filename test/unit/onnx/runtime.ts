import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { FloatArray } from 'leeway';

/** What ONNX Runtime makes of a model with an input x [samples, steps, inputs] and an output y. */
export async function evaluate(
  model: Uint8Array,
  x: FloatArray,
  shape: readonly number[],
): Promise<{ y: number[]; shape: readonly number[] }> {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const kind = x instanceof Float32Array ? 'float32' : 'float64';
  try {
    const { y } = await session.run({ x: new Tensor(kind, x, shape) });
    return { y: Array.from(y!.data as FloatArray), shape: y!.dims };
  } finally {
    await session.release();
  }
}
