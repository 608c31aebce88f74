// Files, as Node reads and writes them. In a browser lib/browser/disk.mts stands in for it.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LeewayError, refusal } from './errors';

/** A file by its path, or by a `file:` URL. */
export type FilePath = string | URL;

function pathOf(file: FilePath): string {
  if (typeof file === 'string') return file;
  if (file instanceof URL && file.protocol === 'file:') return fileURLToPath(file);
  throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a path or a file: URL', 'file', file);
}

function fileError(expected: string, path: string, error: unknown): LeewayError {
  return new LeewayError(`expected ${expected} for ${path}, received ${(error as Error).message}`, 'ERR_LEEWAY_FILE');
}

/** Reads a whole file. @throws LeewayError ERR_LEEWAY_FILE where it cannot be read; TypeError for no path */
export function readWhole(file: FilePath): Uint8Array<ArrayBuffer> {
  const path = pathOf(file);
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError('a readable file', path, error);
  }
}

/** What is at a path; undefined for nothing. */
function whatIs(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Makes a rename last through a power cut, where a system lets a folder be flushed (Windows does not). */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file is whole all the same.
  }
}

function replace(target: string, bytes: Uint8Array | string, mode: number | undefined): void {
  const temporary = join(dirname(target), `.leeway-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  const handle = openSync(temporary, 'wx');
  try {
    try {
      writeFileSync(handle, bytes);
      if (mode !== undefined) fchmodSync(handle, mode & 0o777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, target);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  flushFolder(dirname(target));
}

/**
 * Writes a whole file, or nothing: into a temporary file beside it, which then takes its name. Who reads meanwhile, or
 * after a crash, finds the old file or the new one. A link stays a link, and a file keeps its permissions.
 *
 * @throws LeewayError ERR_LEEWAY_FILE where it cannot be written; TypeError for no path
 */
export function writeWhole(file: FilePath, bytes: Uint8Array | string): void {
  const path = pathOf(file);
  try {
    const there = whatIs(path);
    // What is no file (/dev/stdout, a pipe) is written to and not replaced.
    if (there !== undefined && !there.isFile()) writeFileSync(path, bytes);
    else replace(there === undefined ? path : realpathSync(path), bytes, there?.mode);
  } catch (error) {
    throw fileError('a writable file', path, error);
  }
}
