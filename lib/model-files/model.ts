import { version as leewayVersion } from '../generated/version';
import { crc32 } from './checksum';
import { modelError } from './errors';
import { decodeSafetensors, encodeSafetensors, type Safetensors } from './safetensors';
import type { Tensor } from './tensor';

/** A model of a kind ("lstm", "network" …): what makes it again beside its tensors. */
export interface Model {
  readonly kind: string;
  /** Anything that survives JSON; infinities do too. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

const FORMAT = 'leeway';
/** Raised by one whenever older releases could no longer read, or would misread, what this one writes. */
const FORMAT_VERSION = 1;
const OWN = ['format', 'format_version', 'leeway_version', 'kind', 'checksum'];

/** Of everything but itself, whatever order a file has it in: another program may have written the file anew. */
function checksumOf({ metadata, tensors }: Safetensors): string {
  const text = new TextEncoder();
  const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
  let crc = 0;
  for (const pair of [...metadata].sort(byName))
    if (pair[0] !== 'checksum') crc = crc32(text.encode(JSON.stringify(pair)), crc);
  for (const [name, { dtype, shape, data }] of [...tensors].sort(byName)) {
    crc = crc32(text.encode(JSON.stringify([name, dtype, shape])), crc);
    crc = crc32(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), crc);
  }
  return `crc32:${crc.toString(16).padStart(8, '0')}`;
}

/** A model as the bytes of a safetensors file; settings stand in its metadata, each as JSON. */
export function encodeModel({ kind, settings, tensors }: Model): Uint8Array<ArrayBuffer> {
  const metadata = new Map([
    ['format', FORMAT],
    ['format_version', String(FORMAT_VERSION)],
    ['leeway_version', leewayVersion],
    ['kind', kind],
  ]);
  for (const [name, value] of Object.entries(settings))
    if (value !== undefined) metadata.set(name, JSON.stringify(value));
  metadata.set('checksum', checksumOf({ metadata, tensors }));
  return encodeSafetensors({ metadata, tensors });
}

/**
 * Reads what `encodeModel` wrote. A file whose checksum another program has left out is taken as it is.
 *
 * @param kinds the kinds that will do
 * @param file what errors call it
 * @throws LeewayError ERR_LEEWAY_MODEL_FOREIGN for a file of something else, _TRUNCATED, _DAMAGED, or _NEWER for one that
 * only a later leeway can read
 */
export function decodeModel(bytes: Uint8Array, kinds: readonly string[], file: string): Model {
  const { metadata, tensors } = decodeSafetensors(bytes, file);
  const text = (name: string): string => metadata.get(name) ?? 'none';
  const expected = `a model (${kinds.join(' or ')}) saved by leeway`;
  if (text('format') !== FORMAT) throw modelError('FOREIGN', expected, file, 'tensors of another origin');
  const formatVersion = Number(text('format_version'));
  if (formatVersion > FORMAT_VERSION)
    throw modelError(
      'NEWER',
      `format version ${FORMAT_VERSION} (leeway ${leewayVersion})`,
      file,
      `version ${formatVersion}, saved by leeway ${text('leeway_version')}`,
    );
  if (metadata.has('checksum') && checksumOf({ metadata, tensors }) !== text('checksum'))
    throw modelError('DAMAGED', `the checksum ${text('checksum')}`, file, checksumOf({ metadata, tensors }));
  const kind = text('kind');
  if (!kinds.includes(kind)) throw modelError('FOREIGN', expected, file, `a model of kind ${kind}`);
  const settings = [...metadata].filter(([name]) => !OWN.includes(name));
  try {
    return {
      kind,
      tensors,
      settings: Object.fromEntries(settings.map(([name, json]) => [name, JSON.parse(json) as unknown])),
    };
  } catch {
    throw modelError('DAMAGED', 'settings of JSON', file, 'something else');
  }
}
