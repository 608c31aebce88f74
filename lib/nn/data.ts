// Samples and targets of a network, checked and in memory that nobody else has.
import type { NetworkData } from '../backend/addon';
import { bufferOf, byteOffsetOf, floatsOf, kindOf, lengthOf, requireFinite } from '../checks';
import { refusal } from '../errors';
import type { NetworkLoss, Samples, Targets } from './options';

/** What a network takes and gives. */
export interface Sizes {
  inputs: number;
  outputs: number;
  /** How many words there are, where it takes numbers of words. */
  words: number | undefined;
}

/** Samples: float32 as they are, words copied, as they must not change once they are checked. */
export function samplesOf(x: Samples, { inputs, words }: Sizes, argument: string): { x: Samples; samples: number } {
  const given = words === undefined ? floatsOf(x, argument) : wordsOf(x, words, argument);
  if (given.length === 0 || given.length % inputs !== 0)
    throw refusal('ERR_LEEWAY_LENGTH', `a multiple of a sample's ${inputs} elements`, argument, x);
  return { x: given, samples: given.length / inputs };
}

function wholeNumbers(value: unknown, kinds: readonly string[], argument: string): Int32Array {
  const kind = kindOf(value) ?? '';
  if (!kinds.includes(kind))
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', kinds.map((name) => `an ${name}`).join(' or '), argument, value);
  const array = value as Int32Array;
  const elements = lengthOf(array);
  if (elements === 0) return new Int32Array();
  const Kind = kind === 'Uint8Array' ? Uint8Array : Int32Array;
  return Int32Array.from(new Kind(bufferOf(array), byteOffsetOf(array), elements));
}

function wordsOf(x: Samples, words: number, argument: string): Int32Array {
  const numbers = wholeNumbers(x, ['Int32Array'], argument);
  const beyond = numbers.findIndex((word) => word >= words);
  if (beyond >= 0)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `a word below ${words}`, `${argument}[${beyond}]`, numbers[beyond]);
  return numbers;
}

export function dataOf(given: { x: Samples; y: Targets }, sizes: Sizes, loss: NetworkLoss, prefix = ''): NetworkData {
  const { x, samples } = samplesOf(given.x, sizes, `${prefix}x`);
  if (sizes.words === undefined) requireFinite(x as Float32Array, `${prefix}x`);
  return { x, y: targetsOf(given.y, samples, sizes, loss, `${prefix}y`), samples };
}

function targetsOf(y: Targets, samples: number, { outputs }: Sizes, loss: NetworkLoss, argument: string): Targets {
  if (loss === 'softmax') {
    const labels = wholeNumbers(y, ['Int32Array', 'Uint8Array'], argument);
    if (labels.length !== samples) throw refusal('ERR_LEEWAY_LENGTH', `a label per sample (${samples})`, argument, y);
    const bad = labels.findIndex((label) => label < 0 || label >= outputs);
    if (bad >= 0)
      throw refusal(
        'ERR_LEEWAY_ARGUMENT_RANGE',
        `a label from 0 to ${outputs - 1}`,
        `${argument}[${bad}]`,
        labels[bad],
      );
    return labels;
  }
  const targets = floatsOf(y, argument);
  if (targets.length !== samples * outputs)
    throw refusal('ERR_LEEWAY_LENGTH', `samples · outputs (${samples} · ${outputs}) elements`, argument, y);
  requireFinite(targets, argument);
  if (loss !== 'mse') {
    const outside = targets.findIndex((target) => target < 0 || target > 1);
    if (outside >= 0)
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a target in [0, 1]', `${argument}[${outside}]`, targets[outside]);
  }
  return targets;
}

/** The same in memory that nobody else has. */
export const copyOf = (data: NetworkData): NetworkData => ({ ...data, x: data.x.slice(), y: data.y.slice() });
