// The safetensors format (https://github.com/huggingface/safetensors#format): the length of the header as 64 bits, little
// end first; the header, JSON by the tensor's name; then the tensors' bytes, one after another without gaps.
import { requireObject } from '../checks';
import { modelError } from './errors';
import { byteLengthOf, tensorKinds, type Tensor, type TensorKind } from './tensor';

/** What a file holds: tensors by name, and texts by name. */
export interface Safetensors {
  tensors: ReadonlyMap<string, Tensor>;
  metadata: ReadonlyMap<string, string>;
}

interface Entry {
  dtype: TensorKind;
  shape: number[];
  data_offsets: [number, number];
}

const LENGTH_BYTES = 8;
const METADATA = '__metadata__';
// The format's own limit, which keeps a stray number from being taken for a length.
const LONGEST_HEADER = 100_000_000;
// Tensors then start where any element type may.
const ALIGNMENT = 8;

/** Writes tensors, in the order given, with their metadata. */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { [METADATA]: Object.fromEntries(metadata) };
  let end = 0;
  for (const [name, { dtype, shape, data }] of tensors)
    header[name] = { dtype, shape, data_offsets: [end, (end += data.byteLength)] };
  const unpadded = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(unpadded.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + end).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(unpadded, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerLength;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/** The header's text and where the tensors begin. */
function readHeader(bytes: Uint8Array, file: string): { text: string; start: number } {
  const foreign = (found: string): Error => modelError('FOREIGN', 'a safetensors file', file, found);
  const truncated = (wanted: number): Error =>
    modelError('TRUNCATED', `at least ${wanted} bytes`, file, `${bytes.length}, a file cut short`);
  if (bytes.length < LENGTH_BYTES) throw truncated(LENGTH_BYTES);
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > LONGEST_HEADER) throw foreign('one that does not begin with the length of a header');
  const start = LENGTH_BYTES + Number(length);
  if (bytes.length > LENGTH_BYTES && bytes[LENGTH_BYTES] !== 0x7b) throw foreign('one without a header of JSON');
  if (bytes.length < start) throw truncated(start);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, start)), start };
  } catch {
    throw modelError('DAMAGED', 'a header in UTF-8', file, 'other bytes');
  }
}

function parseHeader(text: string, file: string): { entries: [string, Entry][]; metadata: Map<string, string> } {
  const damaged = (expected: string, found: string): Error => modelError('DAMAGED', expected, file, found);
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(text) as typeof header;
    requireObject(header, 'the header');
  } catch {
    throw damaged('a header of JSON', 'something else');
  }
  const { [METADATA]: metadata = {}, ...entries } = header;
  const texts = Object.entries(Object(metadata) as Record<string, unknown>);
  if (!texts.every((pair): pair is [string, string] => typeof pair[1] === 'string'))
    throw damaged('metadata of texts', 'something else');
  const whole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  for (const [name, entry] of Object.entries(entries)) {
    const { dtype, shape, data_offsets: offsets } = Object(entry) as Partial<Entry>;
    const sound =
      [shape, offsets].every((list) => Array.isArray(list) && list.every(whole)) && offsets!.length === 2 && dtype;
    if (!sound) throw damaged(`dtype, shape and data_offsets of tensor ${JSON.stringify(name)}`, 'something else');
    if (!Object.hasOwn(tensorKinds, dtype))
      throw damaged(`one of ${Object.keys(tensorKinds).join(', ')} for tensor ${JSON.stringify(name)}`, String(dtype));
    if (byteLengthOf(dtype, shape!) !== offsets![1]! - offsets![0]!)
      throw damaged(`the bytes of ${dtype} [${shape!.join(', ')}] for tensor ${JSON.stringify(name)}`, 'another count');
  }
  return { entries: Object.entries(entries) as [string, Entry][], metadata: new Map(texts) };
}

/**
 * Reads a file's bytes. The tensors are copies.
 *
 * @param file what errors call it
 * @throws LeewayError ERR_LEEWAY_MODEL_FOREIGN, ERR_LEEWAY_MODEL_TRUNCATED or ERR_LEEWAY_MODEL_DAMAGED
 */
export function decodeSafetensors(given: Uint8Array, file: string): Safetensors {
  // A Buffer's slice() would be no copy.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const { text, start } = readHeader(bytes, file);
  const { entries, metadata } = parseHeader(text, file);
  const tensors = new Map<string, Tensor>();
  let end = 0;
  for (const [name, { dtype, shape, data_offsets: offsets }] of entries.sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  )) {
    if (offsets[0] !== end)
      throw modelError('DAMAGED', 'tensors without gaps', file, `one at ${offsets[0]}, not ${end}`);
    end = offsets[1];
    if (start + end > bytes.length)
      throw modelError('TRUNCATED', `all of tensor ${JSON.stringify(name)}`, file, `a file cut short`);
    const data = new tensorKinds[dtype](bytes.slice(start + offsets[0], start + end).buffer);
    tensors.set(name, { dtype, shape, data });
  }
  if (start + end !== bytes.length)
    throw modelError('DAMAGED', `${start + end} bytes`, file, `${bytes.length}, more than it has tensors`);
  return { tensors, metadata };
}
