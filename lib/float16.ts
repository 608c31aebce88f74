// 16-bit floats: to and from float32.
import { addon, backend } from './backend';
import { lengthOf } from './checks';
import { takingFloat16Arrays, type Float16ArrayLike } from './float16-array';

const conversions = {
  toFloat16: takingFloat16Arrays(addon.conversion('float32', 'float16', backend.isa)),
  fromFloat16: takingFloat16Arrays(addon.conversion('float16', 'float32', backend.isa)),
  toBfloat16: addon.conversion('float32', 'bfloat16', backend.isa),
  fromBfloat16: addon.conversion('bfloat16', 'float32', backend.isa),
};

/**
 * Rounds to float16 (IEEE 754 binary16) and returns the bit patterns, in `out` or a new array: what
 * `kernel(op, { dtype: 'float16' })` takes. `out` may be a Float16Array, where the engine has them. To nearest, ties to even; from 65520 on infinity; subnormals are kept; a NaN
 * stays one, quiet, with its sign and the upper part of its payload.
 *
 * Throws a TypeError for arrays of another kind and a RangeError where `out` is of another length or shares memory with `x`.
 */
export function toFloat16(x: Float32Array): Uint16Array;
export function toFloat16<A extends Uint16Array | Float16ArrayLike>(x: Float32Array, out?: A): A;
export function toFloat16(x: Float32Array, out: unknown = new Uint16Array(lengthOf(x))): unknown {
  return conversions.toFloat16(x, out as Uint16Array);
}

/**
 * The numbers that float16 bit patterns (or a Float16Array, where the engine has them) stand for, exactly, in `out` or a new
 * array. Throws as {@link toFloat16} does.
 */
export function fromFloat16(
  x: Uint16Array | Float16ArrayLike,
  out: Float32Array = new Float32Array(lengthOf(x)),
): Float32Array {
  return conversions.fromFloat16(x as Uint16Array, out) as Float32Array;
}

/**
 * Rounds to bfloat16, the upper half of a float32, and returns the bit patterns, in `out` or a new array. To nearest, ties
 * to even; subnormals are kept; a NaN stays one, quiet. Throws as {@link toFloat16} does.
 */
export function toBfloat16(x: Float32Array, out: Uint16Array = new Uint16Array(lengthOf(x))): Uint16Array {
  return conversions.toBfloat16(x, out) as Uint16Array;
}

/** The numbers that bfloat16 bit patterns stand for, exactly, in `out` or a new array. Throws as {@link toFloat16} does. */
export function fromBfloat16(x: Uint16Array, out: Float32Array = new Float32Array(lengthOf(x))): Float32Array {
  return conversions.fromBfloat16(x, out) as Float32Array;
}
