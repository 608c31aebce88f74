// Builds whatever is missing or stale: generated types, the addon (node-gyp), TypeScript. Quiet unless something fails.
//   npm run build            everything
//   npm run build -- addon   one step: types | addon | typescript
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCatalogueTypes } from './catalogue-types.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const addon = join(root, 'build/Release/leeway.node');

/** Modification time of the newest file below a path; 0 where there is none. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function newestOf(paths) {
  return Math.max(...paths.map((path) => newest(join(root, path))));
}

function run(what, script, ...args) {
  const started = Date.now();
  const result = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}\nleeway: ${what} failed\n`);
    process.exit(1);
  }
  // Compiler warnings are worth seeing even when the build succeeds.
  const warnings = result.stderr.split('\n').filter((line) => /warning:/.test(line));
  if (warnings.length > 0) process.stderr.write(`${warnings.join('\n')}\n`);
  process.stderr.write(`leeway: ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

const steps = {
  types() {
    writeCatalogueTypes(root);
  },

  addon() {
    const recipe = newestOf(['binding.gyp', 'native/common.gypi', 'native/isa.gypi', 'native/sources.json', 'tools/build/sources.mjs']);
    if (Math.max(recipe, newestOf(['native'])) <= newest(addon)) return;
    const gyp = require.resolve('node-gyp/bin/node-gyp.js');
    if (recipe > newest(join(root, 'build/Makefile')) || !existsSync(join(root, 'build/Makefile')))
      run('configured the addon', gyp, 'configure', '--silent');
    run('built the addon', gyp, 'build', '--silent', `-j`, String(availableParallelism()));
  },

  typescript() {
    const sources = newestOf(['lib', 'test', 'bench', 'tools', 'tsconfig.json', 'tsconfig.dev.json', 'tsconfig.base.json']);
    if (sources <= newest(join(root, '.build/dev.tsbuildinfo')) && existsSync(join(root, 'dist/index.js'))) return;
    run('compiled TypeScript', require.resolve('typescript/bin/tsc'), '-b', 'tsconfig.dev.json');
  },
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(steps)) {
  if (!(name in steps)) {
    process.stderr.write(`leeway: expected one of ${Object.keys(steps).join(', ')} for the build step, received "${name}"\n`);
    process.exit(2);
  }
  steps[name]();
}
