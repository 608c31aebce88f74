import { addon } from './backend';
import type { Dtype, FloatArray } from './backend/addon';
import { choose, type KernelInfo, type KernelQuery } from './catalogue';
import { kindOf, lengthOf, readOptions } from './checks';
import { refusal } from './errors';
import type { AlphaOp, Op } from './generated/ops';

/** The typed array of an element type. */
export type ArrayOf<D extends Dtype> = D extends 'float64' ? Float64Array : Float32Array;

/**
 * A kernel, resolved for this CPU: call it with an array, and again and again.
 *
 * `f(x)` returns a new array; `f(x, out)` writes into `out`, which may be `x` itself. Arrays may sit at any offset and in
 * shared memory. A result depends on its input alone, never on its place or on the length asked for.
 *
 * Throws a TypeError for an array of the wrong kind and a RangeError for one of the wrong length or one that overlaps
 * another in part; then nothing has been written.
 */
export interface Kernel<O extends Op = Op, D extends Dtype = Dtype> extends Readonly<KernelInfo<O>> {
  (x: ArrayOf<D>, out?: ArrayOf<D>): ArrayOf<D>;
  /** dx = dy · f'(x), elementwise. `dx` may be `x` or `dy` itself. */
  backward(x: ArrayOf<D>, dy: ArrayOf<D>, dx?: ArrayOf<D>): ArrayOf<D>;
  /** The same from y = f(x), for ops whose derivative follows from the output (`hasBackwardFromOutput`). */
  backwardFromOutput(y: ArrayOf<D>, dy: ArrayOf<D>, dx?: ArrayOf<D>): ArrayOf<D>;
  readonly dtype: D;
}

function arrayLike(dtype: Dtype, x: unknown): FloatArray {
  // Only a length is taken from x here; whether x will do at all is for the native check, which names what it got.
  const length = lengthOf(x);
  return dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
}

/**
 * Resolves a kernel: by name (`method`), by error budget (`maxAbsError`, `maxUlp`: the fastest that keeps it) or, with
 * neither, the most accurate one. Resolve once, call many.
 *
 * @throws TypeError or RangeError (with a `code`) for an unknown op, method or option and for a budget nothing meets.
 * @example
 * const f = kernel('tanh', { maxAbsError: 1e-4 });
 * f(x, out);
 */
export function kernel<O extends Op, D extends Dtype = 'float32'>(
  op: O,
  options: KernelQuery<O, D> = {},
): Kernel<O, D> {
  const { index, info } = choose(op, options);
  const { forward, backward, backwardFromOutput } = addon.resolve(index, info.isa, info.alpha ?? 1);
  const { dtype } = info;
  const run = (x: FloatArray, out: FloatArray = arrayLike(dtype, x)): FloatArray => forward(x, out);
  const gradients = {
    backward: (x: FloatArray, dy: FloatArray, dx: FloatArray = arrayLike(dtype, x)) => backward(x, dy, dx),
    backwardFromOutput: (y: FloatArray, dy: FloatArray, dx: FloatArray = arrayLike(dtype, y)) => {
      if (!backwardFromOutput)
        throw refusal(
          'ERR_LEEWAY_NO_SUCH_KERNEL',
          'an op whose derivative follows from its output',
          'backwardFromOutput',
          op,
        );
      return backwardFromOutput(y, dy, dx);
    },
  };
  return Object.freeze(Object.assign(run, info, gradients)) as unknown as Kernel<O, D>;
}

/** An op by its most accurate kernel, for Float32Array and Float64Array alike. */
export interface OpFunction {
  /** Returns a new array, or `out` filled; `out === x` is in place. */
  <A extends FloatArray>(x: A, out?: A): A;
}

/** The same for an op with a parameter. */
export interface AlphaOpFunction {
  /** `alpha` is the op's parameter, its default unless given. */
  <A extends FloatArray>(x: A, out?: A, options?: { alpha?: number }): A;
}

/** Builds `tanh(x, out)` and its like: the kernel for the array's dtype is resolved at the first call. */
export function opFunction<O extends Op>(op: O): O extends AlphaOp ? AlphaOpFunction : OpFunction {
  const resolved = new Map<string, Kernel>();
  const run = (x: FloatArray, out?: FloatArray, options?: { alpha?: number }): FloatArray => {
    const dtype = dtypeOf(x);
    // Alphas that are being learnt change all the time: they are not worth remembering.
    let f = options === undefined ? resolved.get(dtype) : undefined;
    if (!f) {
      const given = options === undefined ? {} : readOptions(options, ['alpha']);
      f = kernel(op, { ...given, dtype } as KernelQuery<O>) as Kernel;
      if (options === undefined) resolved.set(dtype, f);
    }
    return f(x as Float32Array, out as Float32Array | undefined);
  };
  return run as never;
}

function dtypeOf(x: unknown): Dtype {
  const kind = kindOf(x);
  if (kind === 'Float32Array') return 'float32';
  if (kind === 'Float64Array') return 'float64';
  throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a Float32Array or Float64Array', 'x', x);
}
