import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '#lib/cli/errors';
import { writeWhole } from '#lib/disk';

export function writeJson(file: string, content: object): void {
  writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** Throws before hours of work rather than after, unless `file` can be written. */
export function requireWritable(file: string, option: string): void {
  const folder = dirname(resolve(file));
  const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder(file)) throw new UsageError(`expected a file for ${option}, received the folder "${file}"`);
  if (!isFolder(folder)) throw new UsageError(`expected a file in a folder that exists for ${option}, received "${file}"`);
  requireAccess(folder, file, option);
}

/** Makes the folder, unless it is there, and throws unless files can be written into it. */
export function requireFolder(folder: string, option: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new UsageError(`expected a folder that can be made for ${option}, received "${folder}"`);
  }
  requireAccess(folder, folder, option);
}

function requireAccess(folder: string, received: string, option: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(`expected a place that can be written to for ${option}, received "${received}"`);
  }
}
