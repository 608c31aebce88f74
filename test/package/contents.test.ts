import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from '#lib/backend/platform';
import { readBinary } from '../../tools/prebuild/binary';
import { installScripts, type Manifest, maximumSize, platforms, scriptFaults } from '../../tools/prebuild/faults';
import { root } from '../support/child';
import { paths, tarball } from './support';

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest & {
    dependencies?: Record<string, string>;
  };

/** Every file below a folder of the checkout, as the tarball names it. */
function below(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .map((path) => path.replace(/^\//, ''));
}

/** The files that are made of a source: by TypeScript one by one, for browsers bundled into two. */
function compiled(source: string): string[] {
  if (source.startsWith('lib/browser/')) return [];
  const [, path, module] = /^lib\/(.*)\.(m?)ts$/.exec(source)!;
  // Declarations have nothing to run, and are not copied.
  return path!.endsWith('.d') ? [] : [`dist/${path}.${module}js`, `dist/${path}.d.${module}ts`];
}

/** The bench of `leeway bench`: JavaScript alone, for nobody imports it. */
const bench = (): string[] =>
  below('bench')
    .filter((path) => !/^bench\/(native|experiments)\//.test(path))
    .map((path) => `dist/${path.replace(/\.ts$/, '.js')}`);

const bundled = ['index.js', 'package.json', 'thread.js'].map((name) => `dist/browser/${name}`);

/** Fails naming what is missing from the tarball and what should not be in it. */
function expectPaths(actual: string[], expected: string[]): void {
  const missing = expected.filter((path) => !actual.includes(path));
  const unexpected = actual.filter((path) => !expected.includes(path));
  expect({ missing, unexpected }).to.deep.equal({ missing: [], unexpected: [] });
}

const inside = (folder: string) => paths().filter((path) => path.startsWith(folder));

describe('the tarball', () => {
  it('has these files at its top', () =>
    expectPaths(
      paths().filter((path) => !path.includes('/')),
      ['CHANGELOG.md', 'CMakeLists.txt', 'LICENSE', 'README.md', 'binding.gyp', 'package.json'],
    ));

  it('has these folders', () =>
    expectPaths(
      [...new Set(paths().flatMap((path) => /^(.*?)\//.exec(path)?.[1] ?? []))],
      ['cmake', 'dist', 'native', 'prebuilds', 'tools'],
    ));

  it('dist/ is what lib/ and bench/ compile to, the bundle for browsers, and WebAssembly where it was built', () => {
    const wasm = existsSync(join(root, 'dist/leeway.wasm')) ? ['dist/leeway.wasm'] : [];
    expectPaths(inside('dist/'), [...below('lib').flatMap(compiled), ...bench(), ...bundled, ...wasm]);
  });

  it('native/ and cmake/ are whole, sources only', () => {
    expectPaths(inside('native/'), below('native'));
    expectPaths(inside('cmake/'), below('cmake'));
    for (const path of inside('native/')) expect(path).to.match(/\.(cc|h|inl|def|json|gypi|map)$/);
  });

  it('tools/ is what npm run build needs in an installed package', () =>
    expectPaths(
      inside('tools/'),
      ['build', 'run', 'sources'].map((name) => `tools/build/${name}.mjs`),
    ));

  it('prebuilds/ holds an addon for this platform, and for known ones only', () => {
    const names = inside('prebuilds/').map((path) => /^prebuilds\/([^/]+)\/leeway\.node$/.exec(path)?.[1] ?? path);
    expect(names).to.include(platform());
    expect(platforms).to.include.members(names);
    for (const name of names) {
      const bytes = readFileSync(join(root, `prebuilds/${name}/leeway.node`));
      expect(readBinary(bytes).platform).to.equal(name);
    }
  });

  it('names no folder of this machine', () => {
    const naming = paths().filter((path) => readFileSync(join(root, path)).includes(root));
    expect(naming).to.deep.equal([]);
  });

  it(`is no larger than ${maximumSize / 1e6} MB, no prebuild than 4 MB and leeway.wasm than 1 MB`, () => {
    expect(tarball().size).to.be.at.most(maximumSize);
    for (const { path, size } of tarball().files.filter(({ path }) => /\.(node|wasm)$/.test(path)))
      expect(size, path).to.be.at.most(path.endsWith('.wasm') ? 1e6 : 4e6);
  });
});

describe('nothing runs on install', () => {
  it('not of leeway', () => expect(scriptFaults(manifestOf(root))).to.deep.equal([]));

  for (const name of Object.keys(manifestOf(root).dependencies ?? {}))
    it(`not of ${name}`, () => {
      const folder = join(root, 'node_modules', name);
      expect(Object.keys(manifestOf(folder).scripts ?? {})).to.not.include.members(installScripts);
      expect(existsSync(join(folder, 'binding.gyp'))).to.equal(false);
      expect(Object.keys(manifestOf(folder).dependencies ?? {})).to.deep.equal([]);
    });
});
