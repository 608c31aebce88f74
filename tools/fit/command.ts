import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file name, and what makes the file's text. */
export type Generators = Readonly<Record<string, () => string>>;

export interface Surroundings {
  readonly generators: Generators;
  readonly directory: string;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

const USAGE = 'usage: fit [--check] [header...]';

/** Runs the command and returns its exit code. */
export function run(args: readonly string[], { generators, directory, print, printError }: Surroundings): 0 | 1 | 2 {
  const check = args.includes('--check');
  const names = args.filter((argument) => argument !== '--check');
  const unknown = names.find((name) => !Object.hasOwn(generators, name));
  if (unknown !== undefined) {
    printError(`expected one of ${Object.keys(generators).join(', ')}, received ${unknown}\n${USAGE}`);
    return 2;
  }
  let stale = false;
  for (const name of names.length > 0 ? names : Object.keys(generators)) {
    const path = join(directory, name);
    const started = performance.now();
    const text = generators[name]!();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const current = existsSync(path) && readFileSync(path, 'utf8') === text;
    if (current) {
      print(`${name}: current (${seconds} s)`);
    } else if (check) {
      printError(`${name}: stale, run \`npm run fit\``);
      stale = true;
    } else {
      mkdirSync(directory, { recursive: true });
      writeFileSync(path, text);
      print(`${name}: written (${seconds} s)`);
    }
  }
  return stale ? 1 : 0;
}
