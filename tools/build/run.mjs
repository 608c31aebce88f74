import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function fail(message) {
  process.stderr.write(`leeway: ${message}\n`);
  process.exit(1);
}

/** Modification time of the newest file below a path; 0 where there is none. */
export function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Runs a script by this Node, in the project's folder: one line with its time; what it printed only where it fails. */
export function run(what, script, ...args) {
  const started = Date.now();
  // node-gyp listens to npm's log level: under `npm run --silent` it would not say what went wrong.
  const env = { ...process.env, npm_config_loglevel: 'error' };
  const result = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8', env });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}\n`);
    fail(`${what} failed`);
  }
  // Compiler warnings are worth seeing even when the build succeeds; ninja passes them on by stdout.
  const warnings = `${result.stdout}\n${result.stderr}`.split('\n').filter((line) => /warning:/.test(line));
  if (warnings.length > 0) process.stderr.write(`${warnings.join('\n')}\n`);
  process.stderr.write(`leeway: ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}
