// The checks of native/binding/arguments.cc.
import { bufferOf, byteOffsetOf, lengthOf } from '../../checks';
import { refusal } from '../../errors';
import { bytesPer, type Dtype, type ElementArray } from '../../dtypes';

export function checkLength(array: ElementArray, argument: string, wanted: number, likeName: string): void {
  if (lengthOf(array) !== wanted)
    throw refusal('ERR_LEEWAY_LENGTH', `the length of ${likeName} (${wanted})`, argument, array);
}

/** The same length as `like`, and either the very same memory or none in common. */
export function checkOutput(
  output: ElementArray,
  argument: string,
  like: ElementArray,
  likeName: string,
  dtype: Dtype,
): void {
  const length = lengthOf(like);
  checkLength(output, argument, length, likeName);
  if (output === like || bufferOf(output) !== bufferOf(like)) return;
  const distance = Math.abs(byteOffsetOf(output) - byteOffsetOf(like));
  if (distance !== 0 && distance < length * bytesPer[dtype])
    throw refusal('ERR_LEEWAY_OVERLAP', `${likeName} itself or memory apart from it`, argument, output);
}
