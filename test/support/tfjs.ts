// tfjs with both backends, and leeway's kernels in it for the time of a test.
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { accelerate, type AccelerateOptions, type TfjsBackend, type Undo } from 'leeway/tfjs';

tf.enableProdMode(); // which does not advertise tfjs-node

export { tf };
export const backends: TfjsBackend[] = ['cpu', 'wasm'];

/** Runs with leeway's kernels, of tensors of any length, and puts back what was there. */
export function accelerated<T>(run: (undo: Undo) => T, options: AccelerateOptions = {}): T {
  const undo = accelerate(tf, { minElements: 0, ...options });
  let result: T;
  try {
    result = run(undo);
  } catch (error) {
    undo();
    throw error;
  }
  if (result instanceof Promise) return result.finally(undo) as T;
  undo();
  return result;
}

/** How often leeway computed one kernel of tfjs on a backend, and how often it did not. */
export function countOf(undo: Undo, kernel: string, backend: TfjsBackend): { calls: number; fallbacks: number } {
  const { calls, fallbacks } = undo.report().find((row) => row.kernel === kernel && row.backend === backend)!;
  return { calls, fallbacks };
}

/** The activations, as a user calls them. */
export const activations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  Tanh: (x) => tf.tanh(x),
  Sigmoid: (x) => tf.sigmoid(x),
  Elu: (x) => tf.elu(x),
  EluGrad: (x) => tf.grad((t) => tf.elu(t))(x),
  Selu: (x) => tf.selu(x),
  Softplus: (x) => tf.softplus(x),
  Exp: (x) => tf.exp(x),
  Expm1: (x) => tf.expm1(x),
  Rsqrt: (x) => tf.rsqrt(x),
  Relu: (x) => tf.relu(x),
  LeakyRelu: (x) => tf.leakyRelu(x, 0.3),
};
