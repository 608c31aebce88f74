import { refusal } from './errors';

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

/** Throws unless `value` is one of `choices`. */
export function requireOneOf<T extends string>(
  value: unknown,
  choices: readonly T[],
  argument: string,
): asserts value is T {
  if (!(choices as readonly unknown[]).includes(value))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `one of ${choices.join(', ')}`, argument, value);
}

/** Throws unless `value` is an object whose keys are all among `known`. */
export function requireOptions(value: unknown, known: readonly string[]): asserts value is object {
  if (typeof value !== 'object' || value === null)
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'an object', 'options', value);
  for (const key of Object.keys(value))
    if (!known.includes(key))
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `one of ${known.join(', ')}`, 'an option', key);
}

/** Throws unless `value` is a Float32Array. */
export function requireFloat32Array(value: unknown, argument: string): asserts value is Float32Array {
  const tag = ArrayBuffer.isView(value) ? (value as Float32Array)[Symbol.toStringTag] : undefined;
  if (tag !== 'Float32Array') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a Float32Array', argument, value);
}

/** Throws unless every element is finite; names the first that is not. */
export function requireFinite(values: Float32Array, argument: string): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'finite numbers', `${argument}[${bad}]`, values[bad]);
}
