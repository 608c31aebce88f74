// tfjs's activations by leeway's kernels.
import { kernel, type Kernel } from '../activations';
import { smallestAlpha } from '../catalogue';
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
 * The fastest kernel within the budget; the most accurate without one, and where none can be held to it: an op that grows
 * without limit and rounds (exp, selu …) has no absolute bound.
 */
export function chosen(op: Op, maxAbsError?: number, alpha?: number): Kernel<Op, 'float32'> {
  const query = alpha === undefined ? {} : { alpha };
  const mostAccurate = kernel(op, query as object);
  if (maxAbsError === undefined || mostAccurate.maxAbsError === Infinity) return mostAccurate;
  return kernel(op, { ...query, maxAbsError } as object);
}

export function promiseOf({ op, method, maxAbsError, maxUlp }: Kernel<Op, 'float32'>): Promised {
  return { op, method, maxAbsError, maxUlp };
}

/** Every replaceable activation on a backend. */
export function activations<B>(arrays: Arrays<B>, maxAbsError?: number): Record<string, Replacement> {
  const unary = (op: Op): Replacement => {
    const f = chosen(op, maxAbsError);
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

/** As many alphas are remembered: a network has a few, but one that is learnt is a new one every time. */
const rememberedAlphas = 16;

/** Kernels of leaky_relu by their alpha; undefined for an alpha that no bound holds for. */
export function leakyRelus(): (alpha: unknown) => Kernel<Op, 'float32'> | undefined {
  const known = new Map<number, Kernel<Op, 'float32'>>();
  return (alpha) => {
    if (typeof alpha !== 'number') return undefined;
    const rounded = Math.fround(alpha);
    if (!(rounded >= smallestAlpha('float32') && rounded < Infinity)) return undefined;
    let f = known.get(alpha);
    if (!f) {
      if (known.size === rememberedAlphas) known.clear();
      f = chosen('leaky_relu', undefined, alpha);
      known.set(alpha, f);
    }
    return f;
  };
}

function leakyRelu<B>(arrays: Arrays<B>): Replacement {
  const kernelOf = leakyRelus();
  return {
    promised: promiseOf(chosen('leaky_relu')),
    run: ({ inputs: { x }, attrs, backend }: KernelCall<B>) => {
      const f = kernelOf(attrs?.['alpha']);
      return f && arrays.unary(backend, x!, f);
    },
  };
}
