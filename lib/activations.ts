import { addon, type ResolvedFunctions } from './backend';
import { choose, dtypesOf, type CustomOp, type KernelInfo, type KernelQuery } from './catalogue';
import { kindOf, lengthOf, readOptions } from './checks';
import { arrayKinds, type Dtype, type ElementArray, type FloatArray } from './dtypes';
import { refusal } from './errors';
import { float16ArrayLike, isFloat16Array, takingFloat16Arrays, type Float16ArrayLike } from './float16-array';
import type { AlphaOp, Op } from './generated/ops';

/** The typed array of an element type; the 16-bit ones stand as bit patterns in a Uint16Array (`toFloat16`). */
export type ArrayOf<D extends Dtype> = D extends 'float32'
  ? Float32Array
  : D extends 'float64'
    ? Float64Array
    : Uint16Array;

type Float16Arrays<D extends Dtype> = D extends 'float16' ? Float16ArrayLike : never;

/**
 * A kernel, resolved for this CPU: call it with an array, and again and again.
 *
 * `f(x)` returns a new array; `f(x, out)` writes into `out`, which may be `x` itself. Arrays may sit at any offset and in
 * shared memory. A result depends on its input alone, never on its place or on the length asked for. A float16 kernel takes
 * a Float16Array too, where the engine has them, and then returns one.
 *
 * Throws a TypeError for an array of the wrong kind and a RangeError for one of the wrong length or one that overlaps
 * another in part; then nothing has been written.
 */
export interface Kernel<O extends Op | CustomOp = Op, D extends Dtype = Dtype> extends Readonly<KernelInfo<O>> {
  (x: ArrayOf<D>, out?: ArrayOf<D>): ArrayOf<D>;
  <A extends Float16Arrays<D>>(x: A, out?: A): A;
  /** dx = dy · f'(x), elementwise. `dx` may be `x` or `dy` itself. */
  backward(x: ArrayOf<D>, dy: ArrayOf<D>, dx?: ArrayOf<D>): ArrayOf<D>;
  backward<A extends Float16Arrays<D>>(x: A, dy: A, dx?: A): A;
  /** The same from y = f(x), for ops whose derivative follows from the output (`hasBackwardFromOutput`). */
  backwardFromOutput(y: ArrayOf<D>, dy: ArrayOf<D>, dx?: ArrayOf<D>): ArrayOf<D>;
  backwardFromOutput<A extends Float16Arrays<D>>(y: A, dy: A, dx?: A): A;
  readonly dtype: D;
}

/** A new array for results, of x's length. */
export function arrayLike(dtype: Dtype, x: unknown): ElementArray {
  // Only a length is taken from x here; whether x will do at all is for the native check, which names what it got.
  return dtype === 'float16' && isFloat16Array(x) ? float16ArrayLike(x) : new arrayKinds[dtype].Kind(lengthOf(x));
}

function resolved(index: number, { dtype, isa, alpha = 1 }: KernelInfo): ResolvedFunctions {
  const functions = addon.resolve(index, isa, alpha);
  if (dtype !== 'float16') return functions;
  const adapted = Object.entries(functions).map(
    ([name, run]: [string, (...arrays: ElementArray[]) => ElementArray]) => [name, takingFloat16Arrays(run)],
  );
  return Object.fromEntries(adapted) as ResolvedFunctions;
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
  const { dtype } = info;
  const { forward, backward, backwardFromOutput } = resolved(index, info);
  const run = (x: ElementArray, out: ElementArray = arrayLike(dtype, x)): ElementArray => forward(x, out);
  const gradients = {
    backward: (x: ElementArray, dy: ElementArray, dx: ElementArray = arrayLike(dtype, x)) => backward(x, dy, dx),
    backwardFromOutput: (y: ElementArray, dy: ElementArray, dx: ElementArray = arrayLike(dtype, y)) => {
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

/**
 * An op by its most accurate kernel, for Float32Array and Float64Array alike; tanh, sigmoid and isru take a Float16Array
 * too, where the engine has them.
 */
export interface OpFunction {
  /** Returns a new array, or `out` filled; `out === x` is in place. */
  <A extends FloatArray | Float16ArrayLike>(x: A, out?: A): A;
}

/** The same for an op with a parameter. */
export interface AlphaOpFunction {
  /** `alpha` is the op's parameter, its default unless given. */
  <A extends FloatArray | Float16ArrayLike>(x: A, out?: A, options?: { alpha?: number }): A;
}

/** Builds `tanh(x, out)` and its like: the kernel for the array's dtype is resolved at the first call. */
export function opFunction<O extends Op>(op: O): O extends AlphaOp ? AlphaOpFunction : OpFunction {
  const resolved = new Map<string, Kernel>();
  const run = (x: FloatArray, out?: FloatArray, options?: { alpha?: number }): FloatArray => {
    const dtype = dtypeOf(op, x);
    // Alphas that are being learnt change all the time: they are not worth remembering.
    let f = options === undefined ? resolved.get(dtype) : undefined;
    if (!f) {
      const given = options === undefined ? {} : readOptions(options, ['alpha']);
      f = kernel(op, { ...given, dtype } as KernelQuery<O>) as Kernel;
      if (options === undefined) resolved.set(dtype, f);
    }
    return f(x, out) as FloatArray;
  };
  return run as never;
}

function dtypeOf(op: Op, x: unknown): Dtype {
  const kind = kindOf(x);
  if (kind === 'Float32Array') return 'float32';
  if (kind === 'Float64Array') return 'float64';
  const has16Bits = dtypesOf(op).includes('float16');
  if (has16Bits && kind === 'Float16Array') return 'float16';
  // Bit patterns do not say of which format they are.
  const hint = has16Bits && kind === 'Uint16Array' ? ` (16-bit floats: kernel('${op}', { dtype: 'float16' }))` : '';
  throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', `a Float32Array or Float64Array${hint}`, 'x', x);
}
