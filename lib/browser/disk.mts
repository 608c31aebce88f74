// What lib/disk.ts is in Node: a browser has no files.
import { LeewayError } from '../errors.js';

export type FilePath = string | URL;

function noFiles(file: FilePath): never {
  throw new LeewayError(
    `expected Node, which has files, for ${String(file)}, received a browser (bytes, rows and columns need no file)`,
    'ERR_LEEWAY_FILE',
  );
}

export const readWhole: (file: FilePath) => Uint8Array<ArrayBuffer> = noFiles;
export const writeWhole: (file: FilePath, bytes: Uint8Array | string) => void = noFiles;
