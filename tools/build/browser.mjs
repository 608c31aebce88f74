// Bundles lib/ for browsers into dist/browser: modules that a page imports from any file server, beside dist/leeway.wasm.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './run.mjs';

const inRoot = (path) => join(root, path);

/** What is Node's in lib/, and what a browser has instead. */
const browserModules = {
  name: 'browser modules',
  setup({ onResolve }) {
    const instead = (filter, path) => onResolve({ filter }, () => ({ path: inRoot(path) }));
    instead(/^\.\/host$/, 'lib/browser/host.mts');
    instead(/^\.{1,2}\/disk$/, 'lib/browser/disk.mts');
    instead(/^\.\/csv$/, 'lib/browser/csv.mts');
  },
};

export async function buildBrowser() {
  const folder = inRoot('dist/browser');
  mkdirSync(folder, { recursive: true });
  // What makes ES modules of .js files, which every server sends as JavaScript (.mjs not).
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  await build({
    absWorkingDir: root,
    entryPoints: { index: 'lib/index.ts', thread: 'lib/browser/thread.mts' },
    outdir: folder,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    minify: true, // pages load it; lib/ is there to be read
    keepNames: true, // of classes, in messages
    plugins: [browserModules],
    // A module that neither imports nor exports is taken for a script by those who look at it alone, publint for one.
    footer: { js: 'export {};' },
    logLevel: 'warning',
  });
}
