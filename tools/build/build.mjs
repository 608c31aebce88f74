// Builds whatever is missing or stale: generated types, the addon (node-gyp), TypeScript. Quiet unless something fails.
//   npm run build            everything
//   npm run build -- addon   one step: types | addon | typescript
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writeCatalogueTypes } from './catalogue-types.mjs';
import { root, run } from './run.mjs';

const require = createRequire(import.meta.url);
const addon = join(root, 'build/Release/leeway.node');
const compiled = join(root, '.build/compiled');

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

/** Node's headers where they stand beside this Node, or were configured: node-gyp need not download them. */
function localHeaders() {
  const prefix = join(process.execPath, '../..');
  const found = existsSync(join(prefix, 'include/node/node_api.h'));
  return found && !process.env['npm_config_nodedir'] ? [`--nodedir=${prefix}`] : [];
}

const steps = {
  types() {
    writeCatalogueTypes(root);
  },

  addon() {
    const recipe = newestOf([
      'binding.gyp',
      'native/common.gypi',
      'native/isa.gypi',
      'native/sources.json',
      'tools/build/sources.mjs',
    ]);
    if (Math.max(recipe, newestOf(['native'])) <= newest(addon)) return;
    const gyp = require.resolve('node-gyp/bin/node-gyp.js');
    if (recipe > newest(join(root, 'build/Makefile')) || !existsSync(join(root, 'build/Makefile')))
      run('configured the addon', gyp, 'configure', ...localHeaders());
    run('built the addon', gyp, 'build', '-j', String(availableParallelism()));
    // make leaves it as it is where nothing that it depends on changed.
    utimesSync(addon, new Date(), new Date());
  },

  typescript() {
    const sources = newestOf([
      'lib',
      'test',
      'bench',
      'tools',
      'tsconfig.json',
      'tsconfig.dev.json',
      'tsconfig.base.json',
    ]);
    if (sources <= newest(compiled) && existsSync(join(root, 'dist/index.js'))) return;
    // A stamp of our own, of the time we began: tsc renews its .tsbuildinfo also where it found errors.
    const began = new Date();
    run('compiled TypeScript', require.resolve('typescript/bin/tsc'), '-b', 'tsconfig.dev.json');
    writeFileSync(compiled, '');
    utimesSync(compiled, began, began);
  },
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(steps)) {
  if (!(name in steps)) {
    process.stderr.write(
      `leeway: expected one of ${Object.keys(steps).join(', ')} for the build step, received "${name}"\n`,
    );
    process.exit(2);
  }
  steps[name]();
}
