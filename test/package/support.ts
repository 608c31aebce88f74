import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, type Packed, runNpm } from '../../tools/support/npm';
import { type Outcome, root } from '../support/child';

/** A folder of the running suite, gone after it. */
export const scratch = mkdtempSync(join(tmpdir(), 'leeway-package-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Nothing is on this PATH: no compiler, no Python, no node. */
const nowhere = join(scratch, 'empty');
mkdirSync(nowhere);

/** The environment of a user: none of npm's or leeway's settings; a cache, a user's .npmrc and a PATH that are empty. */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|leeway_|path$|node_options$)/i.test(name)),
  ),
  PATH: nowhere,
  npm_config_cache: join(scratch, 'cache'),
  npm_config_userconfig: join(scratch, '.npmrc'),
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

export const withTools = { ...environment, PATH: process.env['PATH'] };

let packed: (Packed & { tarball: string }) | undefined;

/** leeway's tarball; packed once. */
export function tarball(): Packed & { tarball: string } {
  if (!packed) {
    const result = pack(['--pack-destination', scratch], { cwd: root });
    packed = { ...result, tarball: join(scratch, result.filename) };
  }
  return packed;
}

export const paths = (): string[] => tarball().files.map(({ path }) => path);

/** Tarballs of leeway's dependencies, from node_modules: an install then needs no registry. */
function dependencies(): string[] {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies).map((name) => packInstalled(name));
}

export function packInstalled(name: string): string {
  const { filename } = pack([join(root, 'node_modules', name), '--pack-destination', scratch], { cwd: scratch });
  return join(scratch, filename);
}

export interface Project {
  folder: string;
  /** Where leeway is installed. */
  leeway: string;
  npm(args: string[], env?: NodeJS.ProcessEnv): Outcome;
  /** Runs a file of the project, or `node` with other arguments. */
  node(...args: string[]): Outcome;
  write(name: string, text: string): void;
}

let projects = 0;

/** An empty project. */
export function newProject(): Project {
  const folder = join(scratch, `project-${projects++}`);
  mkdirSync(folder);
  const project: Project = {
    folder,
    leeway: join(folder, 'node_modules/leeway'),
    npm: (args, env = environment) => runNpm(args, { cwd: folder, env }),
    node: (...args) => spawnSync(process.execPath, args, { cwd: folder, env: environment, encoding: 'utf8' }),
    write: (name, text) => writeFileSync(join(folder, name), text),
  };
  project.write('package.json', JSON.stringify({ name: 'user', version: '1.0.0', private: true }));
  return project;
}

/** An empty project with the tarball installed: offline, and with `flags`. */
export function installInto(project: Project, ...flags: string[]): Outcome {
  return project.npm(['install', '--offline', ...flags, tarball().tarball, ...dependencies()]);
}

/** What a program printed, as JSON; throws with what it said where it failed. */
export function printed({ status, signal, stdout, stderr }: Outcome): unknown {
  if (status !== 0) throw new Error(`ended with ${signal ?? status}: ${stderr}`);
  return JSON.parse(stdout);
}
