// Binary PPM images (P6) of a byte per channel.
import { DataError } from './errors';

export interface Ppm {
  width: number;
  height: number;
  /** [height, width, 3], red, green and blue. */
  pixels: Uint8Array;
  /** What stands for full light. */
  most: number;
}

const gap = '(?:\\s|#[^\\r\\n]*[\\r\\n])+';
const header = new RegExp(`^P6${gap}(\\d+)${gap}(\\d+)${gap}(\\d+)\\s`);
/** A header is a few numbers; comments may stand between them. */
const headerBytes = 4096;

/**
 * The first image of a file.
 *
 * @throws DataError naming the file where it is cut short or no such image
 */
export function readPpm(bytes: Buffer, file: string): Ppm {
  const fail = (expected: string, received: string): never => {
    throw new DataError(`expected ${expected} in ${file}, received ${received}`);
  };
  const magic = bytes.toString('latin1', 0, 2);
  if (magic !== 'P6') fail('a binary PPM image (P6)', JSON.stringify(magic));
  const found = header.exec(bytes.toString('latin1', 0, headerBytes));
  if (!found) return fail('width, height and greatest value after P6', 'something else');
  const [width, height, most] = found.slice(1).map(Number) as [number, number, number];
  if (width === 0 || height === 0) fail('pixels', `${width} x ${height} of them`);
  if (most < 1 || most > 255) fail('a greatest value of 1 to 255, a byte per channel,', String(most));
  const [first, wanted] = [found[0].length, 3 * width * height];
  if (bytes.length - first < wanted)
    fail(`${width} x ${height} x 3 bytes after the header (${wanted})`, `${bytes.length - first}`);
  return { width, height, pixels: bytes.subarray(first, first + wanted), most };
}
