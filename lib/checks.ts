import { arrayKinds, type Dtype, type ElementArray, type FloatArray } from './dtypes';
import { refusal } from './errors';

const typedArray = Object.getPrototypeOf(Float32Array.prototype) as object;
const getter = (name: string | symbol) => Object.getOwnPropertyDescriptor(typedArray, name)!.get as () => unknown;
const [tag, length, buffer, byteOffset, byteLength] = [
  Symbol.toStringTag,
  'length',
  'buffer',
  'byteOffset',
  'byteLength',
].map(getter);

/** `Float32Array`, `Int8Array` …, by what an array is and not by what it says; undefined for anything else. */
export function kindOf(value: unknown): string | undefined {
  return tag!.call(value) as string | undefined;
}

/** How many elements an array has, whatever it says; 0 for anything else, and where its memory is gone. */
export function lengthOf(value: unknown): number {
  return kindOf(value) === undefined ? 0 : (length!.call(value) as number);
}

type ArrayView = Pick<ArrayBufferView, 'buffer' | 'byteOffset'>;

/** An array's memory, the byte of it that the array starts at and how many it has, whatever it says. */
export const bufferOf = (array: ArrayView): ArrayBuffer => buffer!.call(array) as ArrayBuffer;
export const byteOffsetOf = (array: ArrayView): number => byteOffset!.call(array) as number;
export const byteLengthOf = (array: ArrayView): number => byteLength!.call(array) as number;

/** Throws unless `value` is a whole number in [low, high]. */
export function requireWhole(value: unknown, argument: string, low = 1, high = 2 ** 20): asserts value is number {
  if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', argument, value);
  if (!Number.isInteger(value) || value < low || value > high)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `a whole number from ${low} to ${high}`, argument, value);
}

/** Throws unless `value` is a finite number above zero. */
export function requirePositive(value: unknown, argument: string): asserts value is number {
  if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', argument, value);
  if (!(value > 0 && value < Infinity))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a finite number above 0', argument, value);
}

/** Throws unless `value` is one of `choices`; anything but text is of the wrong kind. */
export function requireOneOf<T extends string>(
  value: unknown,
  choices: readonly T[],
  argument: string,
): asserts value is T {
  if ((choices as readonly unknown[]).includes(value)) return;
  const code = typeof value === 'string' ? 'ERR_LEEWAY_ARGUMENT_RANGE' : 'ERR_LEEWAY_ARGUMENT_TYPE';
  throw refusal(code, `one of ${choices.join(', ')}`, argument, value);
}

/** Throws unless `value` is an object. */
export function requireObject(value: unknown, argument: string): asserts value is object {
  if (typeof value !== 'object' || value === null)
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'an object', argument, value);
}

/** Throws unless `value` is an object whose keys are all among `known`. */
export function requireOptions(
  value: unknown,
  known: readonly string[],
  argument = 'options',
): asserts value is object {
  requireObject(value, argument);
  for (const key of Object.keys(value))
    if (!known.includes(key))
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `one of ${known.join(', ')}`, 'an option', key);
}

/**
 * The options that an object gives, whose keys have to be among `known`. Each is read once, for a getter may give something
 * else the next time; what is undefined counts as not given.
 */
export function readOptions<T extends object>(value: T, known: readonly (keyof T & string)[], argument?: string): T {
  requireOptions(value, known, argument);
  const read = known.map((name) => [name, value[name]] as const);
  return Object.fromEntries(read.filter(([, option]) => option !== undefined)) as T;
}

/** Throws unless `value` is an array of the element type. */
export function requireArray(value: unknown, dtype: Dtype, argument: string): asserts value is ElementArray {
  const { Kind, expected } = arrayKinds[dtype];
  if (kindOf(value) !== Kind.name) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', expected, argument, value);
}

/** Throws unless `value` is a Uint8Array, a Buffer among them. */
export function requireBytes(value: unknown, argument: string): asserts value is Uint8Array {
  if (kindOf(value) !== 'Uint8Array') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a Uint8Array', argument, value);
}

/** Throws where two arrays have memory in common. */
export function requireApart(output: ElementArray, argument: string, like: ElementArray, likeName: string): void {
  if (bufferOf(output) !== bufferOf(like)) return;
  const [a, b] = [byteOffsetOf(output), byteOffsetOf(like)];
  if (a < b + byteLengthOf(like) && b < a + byteLengthOf(output))
    throw refusal('ERR_LEEWAY_OVERLAP', `memory apart from ${likeName}`, argument, output);
}

/**
 * Throws unless `value` is an array of floats of that type; returns another view of its memory. What a caller put over the array's own
 * properties is not asked any more, and a view of what was resized or transferred since is empty.
 */
export function floatsOf(value: unknown, argument: string): Float32Array;
export function floatsOf(value: unknown, argument: string, dtype: 'float32' | 'float64'): FloatArray;
export function floatsOf(value: unknown, argument: string, dtype: 'float32' | 'float64' = 'float32'): FloatArray {
  requireArray(value, dtype, argument);
  const elements = lengthOf(value);
  const Kind = dtype === 'float64' ? Float64Array : Float32Array;
  return elements === 0 ? new Kind() : new Kind(bufferOf(value), byteOffsetOf(value), elements);
}

/** Throws unless `value` is a function, or undefined. */
export function requireFunction(value: unknown, argument: string): void {
  if (value !== undefined && typeof value !== 'function')
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a function', argument, value);
}

/** Throws unless `value` can be listened to as an AbortSignal can, or is undefined. */
export function requireSignal(value: unknown, argument: string): void {
  const { aborted, addEventListener, removeEventListener } = Object(value) as Partial<AbortSignal>;
  const does = [addEventListener, removeEventListener].every((method) => typeof method === 'function');
  if (value !== undefined && !(typeof aborted === 'boolean' && does))
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'an AbortSignal', argument, value);
}

/** Throws unless every element is finite; names the first that is not. */
export function requireFinite(values: FloatArray, argument: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'finite numbers', `${argument}[${bad}]`, values[bad]);
}
