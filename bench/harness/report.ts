import { renameSync, writeFileSync } from 'node:fs';

/** All or nothing: a reader never meets half a file. */
export function writeJson(file: string, content: object): void {
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(part, file);
}
