import { channelKernel, kernel, type ChannelDtype, type ChannelKernel, type FloatArray, type Kernel } from 'leeway';
import { type Decimal, exact } from '../../tools/fit/index';
import { cases, type Case } from './cases';
import { random } from './inputs';

/** A kernel that takes an alpha per channel, on one instruction set. */
export interface ChannelCase extends Case {
  readonly dtype: ChannelDtype;
  of(channels: number, inner?: number): ChannelKernel;
}

const has = ({ info }: Case): boolean => info.alpha !== undefined && ['float32', 'float64'].includes(info.dtype);

/** Every kernel with an alpha in an element type of its own, on each instruction set. */
export const channelCases: readonly ChannelCase[] = cases.filter(has).map((c) => {
  const { op, method, dtype, isa } = c.info;
  const of = (channels: number, inner?: number): ChannelKernel =>
    channelKernel(op as never, { channels, method, dtype, isa, ...(inner === undefined ? {} : { inner }) } as never);
  return { ...c, dtype: dtype as ChannelDtype, of };
});

/** [outer, channels, inner] */
export type Shape = readonly [outer: number, channels: number, inner: number];

export const lengthOf = ([outer, channels, inner]: Shape): number => outer * channels * inner;
export const channelAt = ([, channels, inner]: Shape, i: number): number => Math.floor(i / inner) % channels;

/** Shapes around a vector's length; with several blocks of rows, with alphas that hardly repeat, and empty ones. */
export function shapesFor(lanes: number): Shape[] {
  const numbers = (...list: number[]): number[] => [...new Set(list.filter((n) => n > 0))];
  const shapes = numbers(1, 3, lanes - 1, lanes, lanes + 1, 2 * lanes).flatMap((channels) =>
    numbers(1, 2, lanes, 4 * lanes + 1).map((inner): Shape => [(channels + inner) % 2 === 0 ? 5 : 1, channels, inner]),
  );
  return [[0, 3, 1], [0, 1, lanes], ...shapes, [1201, 7, 1], [8500, 1, 1], [40, 256, 1], [2, 301, 1], [2, 3, 1025]];
}

const fewAlphas = [1, 0.3, 7.1, 1e-3, 250];

/** An array of few alphas in no simple order, as numbers of the element type, and which of them each channel has. */
export function alphasFor({ format }: Pick<Case, 'format'>, channels: number): { alpha: FloatArray; which: number[] } {
  const next = random(channels);
  const which = Array.from({ length: channels }, () => Math.floor(next() * fewAlphas.length));
  return { alpha: format.array(which.map((k) => fewAlphas[k]!)) as FloatArray, which };
}

/** The plain kernels for those alphas. */
export function plainKernels({ info, format }: Pick<Case, 'info' | 'format'>): Kernel[] {
  const { op, method, dtype, isa } = info;
  return fewAlphas.map((alpha) => kernel(op, { method, dtype, isa, alpha: format.round(alpha) }) as Kernel);
}

/** df/dalpha, in forty digits. */
export const alphaDerivatives: Record<string, (x: Decimal, alpha: Decimal) => Decimal> = {
  isru: (x, alpha) => x.pow(3).div(x.mul(x).mul(alpha).add(1).sqrt().pow(3)).div(-2),
  isrlu: (x, alpha) => (x.lt(0) ? alphaDerivatives['isru']!(x, alpha) : exact(0)),
  elu: (x) => (x.lt(0) ? x.exp().sub(1) : exact(0)),
  leaky_relu: (x) => (x.lt(0) ? x : exact(0)),
};
