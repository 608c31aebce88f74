import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a file of lib/generated/, unless it is there already: what is rewritten has to be compiled again. */
export function writeGenerated(root, name, source) {
  const folder = join(root, 'lib/generated');
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  let current = '';
  try {
    current = readFileSync(file, 'utf8');
  } catch {
    // not written yet
  }
  if (current !== source) writeFileSync(file, source);
}
