// Installs programs that are missing, for .ci/run and the scripts of this folder, tools/targets and tools/sanitize.
//   node tools/cross/programs.mjs cmake ninja=ninja-build    program, or program=its Debian package
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail } from '../build/run.mjs';

export { fail };

const isMissing = (program) =>
  isAbsolute(program) ? !existsSync(program) : spawnSync(program, ['--version']).error !== undefined;

/**
 * Makes sure that programs (name → Debian package) are there, or files by their path: by apt-get where we may, with the
 * command to run where not.
 */
export function requirePrograms(programs) {
  const packages = Object.keys(programs)
    .filter(isMissing)
    .map((program) => programs[program]);
  if (packages.length === 0) return;
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (process.getuid?.() !== 0 || isMissing('apt-get')) {
    fail(`expected ${packages.join(' and ')}, found none: apt-get install ${packages.join(' ')}`);
  }
  process.stderr.write(`leeway: installing ${packages.join(', ')}\n`);
  for (const args of [['update', '-qq'], install]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) fail(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const pairs = process.argv.slice(2).map((argument) => argument.split('='));
  requirePrograms(Object.fromEntries(pairs.map(([program, name = program]) => [program, name])));
}
