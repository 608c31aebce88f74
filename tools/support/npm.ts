import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** npm as a script for this Node: the command `npm` is a batch file on Windows, and a PATH need not have it. */
function npmScript(): string {
  const besideNode = dirname(process.execPath);
  const places = [
    process.env['npm_execpath'] ?? '',
    join(besideNode, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(besideNode, 'node_modules/npm/bin/npm-cli.js'),
  ];
  const found = places.find((place) => /npm-cli\.c?js$/.test(place) && existsSync(place));
  if (!found) throw new Error(`expected npm beside ${process.execPath}, found none: run this by npm`);
  return found;
}

export interface NpmOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
}

export function runNpm(args: string[], { cwd, env = process.env }: NpmOptions) {
  return spawnSync(process.execPath, [npmScript(), ...args], { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

export interface Packed {
  filename: string;
  /** Of the tarball, in bytes. */
  size: number;
  files: { path: string; size: number }[];
}

/** What `npm pack` puts into the tarball, which it writes unless told `--dry-run`. */
export function pack(args: string[], options: NpmOptions): Packed {
  const { status, stdout, stderr } = runNpm(['pack', '--json', '--ignore-scripts', ...args], options);
  if (status !== 0) throw new Error(`npm pack failed:\n${stderr}`);
  return Object.values(JSON.parse(stdout) as Record<string, Packed>)[0]!;
}
