import { arrayLike, type ArrayOf } from './activations';
import { addon } from './backend';
import {
  channelDtypes,
  channelOps,
  choose,
  requireAlpha,
  smallestAlpha,
  type KernelInfo,
  type KernelQuery,
} from './catalogue';
import { lengthOf, readOptions, requireApart, requireArray, requireOneOf, requireWhole } from './checks';
import { arrayKinds, type ElementArray, type FloatArray } from './dtypes';
import { refusal } from './errors';
import type { AlphaOp } from './generated/ops';

/** An element type that kernels with an alpha per channel have. */
export type ChannelDtype = 'float32' | 'float64';

/** What cannot be said of such a kernel. Bounds in ulp hold for every alpha; absolute ones depend on it. */
const unknown = ['alpha', 'maxAbsError', 'derivativeMaxAbsError', 'hasBackwardFromOutput'] as const;

type ChannelKernelInfo<O extends AlphaOp> = Omit<KernelInfo<O>, (typeof unknown)[number] | 'dtype'>;

/** The number of channels, and which kernel to take for them. */
export interface ChannelQuery<O extends AlphaOp = AlphaOp, D extends ChannelDtype = ChannelDtype> extends Pick<
  KernelQuery<O, D>,
  'dtype' | 'method' | 'maxUlp' | 'isa'
> {
  /** How many channels there are, up to 2^24. */
  channels: number;
  /** How many elements of a channel stand side by side: 1 (channels last) unless given, height · width for NCHW images. */
  inner?: number;
}

/** Gradients by the inputs and by the channels' alphas. */
export interface ChannelGradients<D extends ChannelDtype = ChannelDtype> {
  dx: ArrayOf<D>;
  dAlpha: ArrayOf<D>;
}

/**
 * A kernel with an `alpha` per channel, to learn it: `x` is [outer, channels, inner], `alpha` [channels], each finite and
 * above 0 (a normal number in float32).
 *
 * `f(x, alpha)` gives the bits that `kernel(op, { alpha: alpha[c] })` gives for the elements of channel c, at any shape;
 * `out` may be `x` itself.
 *
 * Throws a TypeError for an array of the wrong kind and a RangeError for an alpha out of range, a length that does not fit,
 * or arrays that overlap (`out` and `dx` may be an input as a whole; alpha and dAlpha stand apart); then nothing has been
 * written.
 */
export interface ChannelKernel<O extends AlphaOp = AlphaOp, D extends ChannelDtype = ChannelDtype> extends Readonly<
  ChannelKernelInfo<O>
> {
  (x: ArrayOf<D>, alpha: ArrayOf<D>, out?: ArrayOf<D>): ArrayOf<D>;
  /**
   * dx = dy · ∂f/∂x, elementwise and to the bit as of `kernel`, and dAlpha[c] = Σ dy · ∂f/∂alpha over the n elements of
   * channel c. `dx` may be `x` or `dy` itself.
   *
   * ∂f/∂alpha is within 16 ulp for `isru`, `isrlu` (−f³/2; for `isrlu` where x < 0) and `leaky_relu` (x where x < 0), by
   * whatever method; for `elu` (expm1(x) where x < 0) it is as exact as the method. The sum is taken in float64 and within
   * n · 2⁻⁵³ · Σ |dy · ∂f/∂alpha| before it is rounded to the element type, in an order that depends on the shape and the
   * instruction set alone.
   */
  backward(x: ArrayOf<D>, alpha: ArrayOf<D>, dy: ArrayOf<D>, dx?: ArrayOf<D>, dAlpha?: ArrayOf<D>): ChannelGradients<D>;
  readonly dtype: D;
  readonly channels: number;
  readonly inner: number;
}

const queryOptions = ['channels', 'inner', 'dtype', 'method', 'maxUlp', 'isa'] as const;
const { set } = Float32Array.prototype;

/**
 * Resolves a kernel whose parameter `alpha` every channel has for itself, so that it can be learnt: isru, isrlu, elu and
 * leaky_relu, in float32 and float64. By name (`method`), by `maxUlp` (the fastest that keeps it) or, with neither, the
 * most accurate one. Resolve once, call many.
 *
 * @throws TypeError or RangeError (with a `code`) for an unknown op, method or option and for a shape out of range.
 * @example
 * const f = channelKernel('isrlu', { channels: 64 });
 * const y = f(x, alpha); // x: [batch, 64]
 * const { dx, dAlpha } = f.backward(x, alpha, dy);
 * // Carlile et al., arXiv 1710.09967, section 2: learning alpha
 */
export function channelKernel<O extends AlphaOp, D extends ChannelDtype = 'float32'>(
  op: O,
  options: ChannelQuery<O, D>,
): ChannelKernel<O, D> {
  if (typeof op !== 'string') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'the name of an op', 'op', op);
  if (!channelOps.includes(op)) throw refusal('ERR_LEEWAY_NO_SUCH_KERNEL', `one of ${channelOps.join(', ')}`, 'op', op);
  const { channels, inner = 1, ...query } = readOptions(options, queryOptions);
  const { dtype = 'float32' as D } = query;
  requireWhole(channels, 'channels', 1, mostChannels);
  requireWhole(inner, 'inner', 1, mostInner);
  requireOneOf(dtype, channelDtypes, 'dtype');
  const { index, info } = choose<O>(op, query);
  const { forward, backward } = functionsOf(index, { dtype, isa: info.isa, channels, inner });
  const known = Object.entries(info).filter(([name]) => !(unknown as readonly string[]).includes(name));
  return Object.freeze(
    Object.assign(forward, Object.fromEntries(known), { channels, inner, backward }),
  ) as unknown as ChannelKernel<O, D>;
}

/** A kernel keeps a copy of alpha, and the sums; the native side takes numbers of 32 bits. */
const [mostChannels, mostInner] = [2 ** 24, 2 ** 32 - 1];

type Shape = Pick<ChannelKernel, 'dtype' | 'isa' | 'channels' | 'inner'>;

function functionsOf(index: number, { dtype, isa, channels, inner }: Shape) {
  const { Kind } = arrayKinds[dtype];
  const resolved = addon.resolveChannels(index, isa, channels, inner);
  // alpha as it was when it was checked: shared memory may change meanwhile.
  const checkedAlpha = new Kind(channels);
  const smallest = smallestAlpha(dtype);
  const sums = new Float64Array(channels);

  function requireShape(x: unknown): asserts x is FloatArray {
    requireArray(x, dtype, 'x');
    if (lengthOf(x) % (channels * inner) !== 0)
      throw refusal(
        'ERR_LEEWAY_LENGTH',
        `a length that is a multiple of channels · inner (${channels * inner})`,
        'x',
        x,
      );
  }

  function requirePerChannel(array: unknown, argument: string): asserts array is FloatArray {
    requireArray(array, dtype, argument);
    if (lengthOf(array) !== channels)
      throw refusal('ERR_LEEWAY_LENGTH', `an element per channel (${channels})`, argument, array);
  }

  function takeAlpha(alpha: unknown): asserts alpha is FloatArray {
    requirePerChannel(alpha, 'alpha');
    set.call(checkedAlpha, alpha);
    for (let c = 0; c < channels; c++) {
      const value = checkedAlpha[c]!;
      if (!(value >= smallest && value < Infinity)) requireAlpha(value, dtype, `alpha[${c}]`);
    }
  }

  return {
    forward(x: ElementArray, alpha: ElementArray, out: ElementArray = arrayLike(dtype, x)): ElementArray {
      requireShape(x);
      takeAlpha(alpha);
      requireArray(out, dtype, 'out');
      requireApart(out, 'out', alpha, 'alpha');
      return resolved.forward(x, checkedAlpha, out);
    },

    backward(
      x: ElementArray,
      alpha: ElementArray,
      dy: ElementArray,
      dx: ElementArray = arrayLike(dtype, x),
      dAlpha: ElementArray = new Kind(channels),
    ): ChannelGradients {
      requireShape(x);
      takeAlpha(alpha);
      requireArray(dy, dtype, 'dy');
      requireArray(dx, dtype, 'dx');
      requirePerChannel(dAlpha, 'dAlpha');
      requireApart(dx, 'dx', alpha, 'alpha');
      for (const [name, array] of Object.entries({ x, alpha, dy, dx })) requireApart(dAlpha, 'dAlpha', array, name);
      resolved.backward(x, checkedAlpha, dy, dx, sums);
      set.call(dAlpha, sums);
      return { dx: dx as FloatArray, dAlpha };
    },
  };
}
