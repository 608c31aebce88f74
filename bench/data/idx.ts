// IDX files, gzip or not: bytes of any number of dimensions, as the MNIST digits come.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { DataError } from './errors';

export interface IdxArray {
  shape: number[];
  data: Uint8Array;
}

const unsignedByte = 0x08;

function contentOf(file: string): Buffer {
  const bytes = readFileSync(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new DataError(`expected whole gzip data in ${file}, received ${(error as Error).message}`);
  }
}

/** @throws DataError for a file that is cut, damaged, or no IDX file of bytes with so many dimensions. */
export function readIdx(file: string, dimensions: number): IdxArray {
  const bytes = contentOf(file);
  const fail = (expected: string, received: string): never => {
    throw new DataError(`expected ${expected} in ${file}, received ${received}`);
  };
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) fail(`an IDX file's header (${header} bytes)`, `${bytes.length} bytes`);
  const [zero, alsoZero, type, found] = bytes;
  if (zero !== 0 || alsoZero !== 0) fail('an IDX file', `one that starts with ${bytes.toString('hex', 0, 4)}`);
  if (type !== unsignedByte) fail('unsigned bytes (type 08)', `type ${type!.toString(16).padStart(2, '0')}`);
  if (found !== dimensions) fail(`${dimensions} dimensions`, String(found));
  const shape = Array.from({ length: dimensions }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - header !== wanted)
    fail(`${shape.join(' · ')} bytes after the header (${wanted})`, `${bytes.length - header}`);
  return { shape, data: bytes.subarray(header) };
}
