import { InvalidArgumentError } from 'commander';
import type { ActivationSpec } from '../lstm';

/** A whole number of at least `least`, as commander's parser of an option. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number of at least ${least}.`);
  };
}

/** `auto`, or how many threads. */
export function threadCount(text: string): number | 'auto' {
  return text === 'auto' ? text : wholeNumber(1)(text);
}

/** Names with commas between them. */
export function list(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

/** `tanh`; `tanh@1e-4`, the fastest within an error; `tanh:rational_5_4`, a method by its name. */
export function activation(text: string): ActivationSpec {
  const match = /^(\w+)(?::(\w+)|@(\S+))?$/.exec(text);
  if (!match) throw new InvalidArgumentError('Expected OP, OP@MAXIMUM_ERROR or OP:METHOD.');
  const [, op, method, maxAbsError] = match;
  if (method !== undefined) return { op, method } as ActivationSpec;
  return (maxAbsError === undefined ? op : { op, maxAbsError: Number(maxAbsError) }) as ActivationSpec;
}
