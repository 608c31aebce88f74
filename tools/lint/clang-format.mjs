// clang-format over native/, test/native/ and bench/native/, but for generated files and kernels.def, which is a table.
//   node tools/lint/clang-format.mjs            says which files it would change
//   node tools/lint/clang-format.mjs --write    changes them
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/run.mjs';

const files = ['native', 'test/native', 'bench/native'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((path) => /\.(h|cc|inl)$/.test(path) && !/^math[/\\]generated[/\\]/.test(path))
    .map((path) => join(folder, path)),
);

const write = process.argv.includes('--write');
const options = write ? ['-i'] : ['--dry-run', '-Werror'];
const { status, stderr, error } = spawnSync('clang-format', [...options, ...files], { cwd: root, encoding: 'utf8' });
if (error) {
  console.log('clang-format: skipped, none on the PATH: apt-get install clang-format');
  // A gate that skips proves nothing.
  if (process.env['CI']) process.exitCode = 1;
} else if (status !== 0) {
  const places = stderr.split('\n').flatMap((line) => /^(\S+?):\d+:\d+: error/.exec(line)?.[1] ?? []);
  const changed = [...new Set(places)];
  process.stderr.write(
    `${changed.join('\n') || stderr}\nleeway: expected the layout of clang-format: npm run format\n`,
  );
  process.exitCode = 1;
}
