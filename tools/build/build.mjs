// Builds whatever is missing or stale: generated types, the addon (node-gyp), TypeScript. Quiet unless something fails.
//   npm run build            everything; in an installed package, which brings the rest compiled, the addon
//   npm run build -- addon   one step: types | addon | typescript | browser
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fail, newest, root, run } from './run.mjs';

const require = createRequire(import.meta.url);
const addon = join(root, 'build/Release/leeway.node');
const compiled = join(root, '.build/compiled');

function newestOf(paths) {
  return Math.max(...paths.map((path) => newest(join(root, path))));
}

/** Node's headers where they stand beside this Node, or were configured: node-gyp need not download them. */
function localHeaders() {
  const prefix = join(process.execPath, '../..');
  const found = existsSync(join(prefix, 'include/node/node_api.h'));
  return found && !process.env['npm_config_nodedir'] ? [`--nodedir=${prefix}`] : [];
}

/** node-gyp: ours, or in an installed package the one of the npm that runs this. */
function nodeGyp() {
  try {
    return require.resolve('node-gyp/bin/node-gyp.js');
  } catch {
    const ofNpm = process.env['npm_config_node_gyp'];
    return ofNpm ?? fail('expected node-gyp, found none: run this by npm, which brings one (npm run build)');
  }
}

/** The C++ headers of Node-API are needed to build only, so an installed package comes without them. */
function requireHeaders() {
  try {
    require.resolve('node-addon-api');
  } catch {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const wanted = `node-addon-api@${devDependencies['node-addon-api']}`;
    fail(`expected ${wanted}, found none: npm install --no-save "${wanted}", in your project`);
  }
}

const steps = {
  async types() {
    const { writeCatalogueTypes } = await import('./catalogue-types.mjs');
    const { writeVersion } = await import('./version.mjs');
    writeCatalogueTypes(root);
    writeVersion(root);
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
    const gyp = nodeGyp();
    requireHeaders();
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
      'tsconfig.bench.json',
      'tsconfig.dev.json',
      'tsconfig.base.json',
      'tsconfig.browser.json',
    ]);
    if (sources <= newest(compiled) && existsSync(join(root, 'dist/index.js'))) return;
    // A stamp of our own, of the time we began: tsc renews its .tsbuildinfo also where it found errors.
    const began = new Date();
    run(
      'compiled TypeScript',
      require.resolve('typescript/bin/tsc'),
      '-b',
      'tsconfig.bench.json',
      'tsconfig.dev.json',
      'tsconfig.browser.json',
    );
    writeFileSync(compiled, '');
    utimesSync(compiled, began, began);
  },

  async browser() {
    const recipe = newestOf(['lib', 'tools/build/browser.mjs', 'tsconfig.base.json']);
    if (recipe <= newest(join(root, 'dist/browser/thread.js'))) return;
    const { buildBrowser } = await import('./browser.mjs');
    await buildBrowser();
  },
};

const isInstalled = !existsSync(join(root, 'lib'));
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : isInstalled ? ['addon'] : Object.keys(steps)) {
  if (!(name in steps)) fail(`expected one of ${Object.keys(steps).join(', ')} for the build step, received "${name}"`);
  await steps[name]();
}
