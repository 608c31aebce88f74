// Bundles lib/ for browsers into dist/browser: modules that a page imports from any file server, beside dist/leeway.wasm.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './run.mjs';

const inRoot = (path) => join(root, path);

/** lib/backend/host is Node's; a browser has its own. */
const browserHost = {
  name: 'browser host',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/host$/ }, () => ({ path: inRoot('lib/browser/host.mts') }));
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
    plugins: [browserHost],
    // A module that neither imports nor exports is taken for a script by those who look at it alone, publint for one.
    footer: { js: 'export {};' },
    logLevel: 'warning',
  });
}
