import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LeewayError } from '../errors';
import type { Addon } from './addon';

const root = join(__dirname, '../..');

interface Candidate {
  what: string;
  file: string;
}

/** Where an addon may be, best first. `LEEWAY_ADDON` names one file and rules the others out. */
export function candidates(environment: NodeJS.ProcessEnv = process.env): Candidate[] {
  const forced = environment['LEEWAY_ADDON'];
  if (forced) return [{ what: 'LEEWAY_ADDON', file: resolve(forced) }];
  return [
    { what: 'local build', file: join(root, 'build/Release/leeway.node') },
    { what: 'prebuild', file: join(root, 'prebuilds', platform(), 'leeway.node') },
  ];
}

/** `linux-x64`, `linux-arm64-musl`, `darwin-arm64` …: the folder of a prebuild. */
function platform(): string {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  const musl = process.platform === 'linux' && !report?.header?.glibcVersionRuntime;
  return `${process.platform}-${process.arch}${musl ? '-musl' : ''}`;
}

export interface Loaded {
  addon: Addon;
  file: string;
  reason: string;
}

/** Loads the first addon that loads. Throws ERR_LEEWAY_NO_BACKEND with everything that was tried and what to do. */
export function load(list: Candidate[] = candidates()): Loaded {
  const attempts: string[] = [];
  for (const { what, file } of list) {
    if (!existsSync(file)) {
      attempts.push(`  - ${what}: no file ${file}`);
      continue;
    }
    try {
      return { addon: require(file) as Addon, file, reason: `${what} found` };
    } catch (error) {
      attempts.push(`  - ${what}: ${file} does not load: ${(error as Error).message}`);
    }
  }
  throw new LeewayError(explain(attempts), 'ERR_LEEWAY_NO_BACKEND');
}

function explain(attempts: string[]): string {
  const remedies = [
    'build it here (needs python3, make and a C++17 compiler): npm run build, in the folder of leeway',
    'reinstall for this platform: rm -rf node_modules/leeway && npm install leeway',
  ];
  const flags = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(' ')];
  if (flags.includes('--no-addons')) remedies.unshift('start node without --no-addons');
  if (flags.some((flag) => /^--(experimental-)?permission$/.test(flag)))
    remedies.unshift('start node with --allow-addons beside --permission');
  return [
    `expected leeway's native addon for ${platform()} (Node ${process.versions.node}), found none that loads:`,
    ...attempts,
    'What helps:',
    ...remedies.map((remedy) => `  - ${remedy}`),
  ].join('\n');
}
