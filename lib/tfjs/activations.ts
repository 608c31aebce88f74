// tfjs's activations by leeway's kernels.
import { kernel, type Kernel } from '../activations';
import { choose, smallestAlpha } from '../catalogue';
import type { Op } from '../generated/ops';
import type { Arrays } from './arrays';
import type { KernelCall } from './framework';
import type { Promised, Replacement } from './replacement';

/** The kernels of tfjs that are one op of ours, by its default alpha where it has one. */
export const unaryOps = {
  Tanh: 'tanh',
  Sigmoid: 'sigmoid',
  Elu: 'elu',
  Selu: 'selu',
  Softplus: 'softplus',
  Exp: 'exp',
  Expm1: 'expm1',
  Rsqrt: 'rsqrt',
  Relu: 'relu',
} as const satisfies Record<string, Op>;

/**
 * The query for an op: the fastest kernel within the budget; the most accurate without one, and where none can be held to it:
 * an op that grows without limit and rounds (exp, selu …) has no absolute bound.
 */
export function queryFor(op: Op, maxAbsError?: number): { maxAbsError?: number } {
  const bounded = maxAbsError !== undefined && choose(op, {}).info.maxAbsError < Infinity;
  return bounded ? { maxAbsError } : {};
}

type FloatKernel = Kernel<Op, 'float32'>;

function promiseOf({ op, method, maxAbsError, maxUlp }: FloatKernel): Promised {
  return { op, method, maxAbsError, maxUlp };
}

/** Every replaceable activation on a backend. */
export function activations<B>(arrays: Arrays<B>, maxAbsError?: number): Record<string, Replacement> {
  const unary = (op: Op): Replacement => {
    const f = kernel(op, queryFor(op, maxAbsError)) as FloatKernel;
    return {
      promised: promiseOf(f),
      run: ({ inputs: { x }, backend }: KernelCall<B>) => arrays.unary(backend, x!, f),
    };
  };
  const ofOneOp = Object.entries(unaryOps).map(([name, op]) => [name, unary(op)] as const);
  return { ...Object.fromEntries(ofOneOp), EluGrad: eluGradient(arrays), LeakyRelu: leakyRelu(arrays) };
}

/** dx = dy · elu'(x) from y = elu(x). */
function eluGradient<B>(arrays: Arrays<B>): Replacement {
  const elu = kernel('elu');
  const { op, method, derivativeMaxAbsError, derivativeMaxUlp } = elu;
  return {
    promised: { op, method, maxAbsError: derivativeMaxAbsError, maxUlp: derivativeMaxUlp },
    run: ({ inputs: { dy, y }, backend }: KernelCall<B>) =>
      arrays.binary(backend, y!, dy!, elu.backwardFromOutput as (...floats: Float32Array[]) => unknown),
  };
}

/** Whether bounds hold for leaky_relu with this alpha; tfjs takes any. */
export function servesAlpha(alpha: unknown): alpha is number {
  const rounded = Math.fround(alpha as number);
  return typeof alpha === 'number' && rounded >= smallestAlpha('float32') && rounded < Infinity;
}

/** As many are remembered: a network has a few alphas, but one that is learnt is a new one every time. */
const remembered = 16;

/** `make(alpha)`, remembered. */
export function byAlpha<T>(make: (alpha: number) => T): (alpha: number) => T {
  const known = new Map<number, T>();
  return (alpha) => {
    let made = known.get(alpha);
    if (made === undefined) {
      if (known.size === remembered) known.clear();
      made = make(alpha);
      known.set(alpha, made);
    }
    return made;
  };
}

function leakyRelu<B>(arrays: Arrays<B>): Replacement {
  const kernelOf = byAlpha((alpha) => kernel('leaky_relu', { alpha }));
  return {
    promised: promiseOf(kernel('leaky_relu') as FloatKernel),
    run: ({ inputs: { x }, attrs, backend }: KernelCall<B>) => {
      const alpha = attrs?.['alpha'];
      return servesAlpha(alpha) ? arrays.unary(backend, x!, kernelOf(alpha)) : undefined;
    },
  };
}
