import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backend } from 'leeway';
import { addon } from '#lib/backend/index';
import { explain } from '#lib/backend/explain';
import { type Attempt, candidates, load } from '#lib/backend/load';
import { cLibraryOf, platform } from '#lib/backend/platform';
import { loadError, root } from '../support/child';

const folder = mkdtempSync(join(tmpdir(), 'leeway-'));
const broken = join(folder, 'broken.node');
writeFileSync(broken, 'no library');
after(() => rmSync(folder, { recursive: true }));

describe('where an addon may be', () => {
  const whats = (environment: Record<string, string>) => candidates(environment).map(({ what }) => what);

  it('a local build goes before a prebuild, and both before WebAssembly', () => {
    expect(whats({})).to.deep.equal(['local build', 'prebuild', 'WebAssembly']);
    expect(candidates({})[1]!.file).to.equal(join(root, 'prebuilds', platform(), 'leeway.node'));
  });

  it('LEEWAY_ADDON rules every other place out, LEEWAY_BACKEND the other backend', () => {
    expect(candidates({ LEEWAY_ADDON: '/x.node' })).to.deep.equal([{ what: 'LEEWAY_ADDON', file: '/x.node' }]);
    expect(whats({ LEEWAY_BACKEND: 'native' })).to.deep.equal(['local build', 'prebuild']);
    expect(whats({ LEEWAY_BACKEND: 'wasm' })).to.deep.equal(['WebAssembly']);
  });

  const itNative = backend.name === 'native' ? it : it.skip;
  itNative('the next place is taken where one is broken, and that is said', () => {
    const places = [
      { what: 'absent', file: join(folder, 'absent.node') },
      { what: 'local build', file: broken },
      { what: 'prebuild', file: backend.file },
    ];
    expect(load(places)).to.deep.equal({
      name: 'native',
      file: backend.file,
      reason: 'prebuild found, local build does not load',
      addon,
    });
  });

  it('the platform is told from what Node itself was linked with', () => {
    const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
    const musl = process.platform === 'linux' && !header.glibcVersionRuntime;
    expect(platform()).to.equal(`${process.platform}-${process.arch}${musl ? '-musl' : ''}`);
  });

  for (const [loader, library] of [
    ['/lib64/ld-linux-x86-64.so.2', 'glibc'],
    ['/lib/ld-linux-aarch64.so.1', 'glibc'],
    ['/lib/ld-musl-x86_64.so.1', 'musl'],
    ['/lib/ld-musl-aarch64.so.1', 'musl'],
    ['', undefined],
  ] as const)
    it(`a program that names ${loader || 'no loader'} runs on ${library ?? 'who knows'}`, () =>
      expect(cLibraryOf(Buffer.from(`\x7fELF\0\0${loader}\0\0`))).to.equal(library));
});

describe('without the addon', () => {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const rows: [what: string, options: Parameters<typeof loadError>[0], says: string[]][] = [
    [
      'no file',
      { env: { LEEWAY_ADDON: '/nonexistent' } },
      ['LEEWAY_ADDON: no file /nonexistent', 'unset LEEWAY_ADDON'],
    ],
    ['a file that is no addon', { env: { LEEWAY_ADDON: broken } }, [`LEEWAY_ADDON: ${broken} does not load: `]],
    [
      'node --no-addons',
      { flags: ['--no-addons'] },
      ['local build: ', 'leeway.node does not load: ', 'prebuild: ', 'start node without --no-addons'],
    ],
    ['NODE_OPTIONS=--no-addons', { env: { NODE_OPTIONS: '--no-addons' } }, ['start node without --no-addons']],
    [
      'the permission model',
      { flags: [permission, '--allow-fs-read=*'] },
      ['start node with --allow-addons beside --permission'],
    ],
  ];
  for (const [what, options, says] of rows)
    it(what, () => {
      // WebAssembly ruled out, and what forces an addon for the whole run.
      const { name, code, message } = loadError({
        ...options,
        env: { LEEWAY_ADDON: '', LEEWAY_BACKEND: 'native', ...options.env },
      });
      expect({ name, code }).to.deep.equal({ name: 'Error', code: 'ERR_LEEWAY_NO_BACKEND' });
      expect(message.split('\n')[0]).to.equal(
        `expected leeway's native addon for ${platform()} (Node ${process.versions.node}), found none that loads:`,
      );
      for (const text of [...says, 'What helps:', 'npm bugs leeway']) expect(message).to.include(text);
    });
});

describe('what the error advises', () => {
  const file = '/app/node_modules/leeway/prebuilds/linux-x64/leeway.node';
  const failed = (message: string, code = 'ERR_DLOPEN_FAILED'): Attempt => ({
    what: 'prebuild',
    file,
    error: Object.assign(new Error(message), { code }),
  });

  /** An installed package: package.json and these folders, nothing of a checkout. */
  function installed(engines: string, ...folders: string[]): string {
    const at = mkdtempSync(join(folder, 'installed-'));
    writeFileSync(join(at, 'package.json'), JSON.stringify({ engines: { node: engines } }));
    for (const path of folders) mkdirSync(join(at, path), { recursive: true });
    return at;
  }

  /** The lines below "What helps:". */
  function advice(attempts: Attempt[], at = installed('>=20.19', `prebuilds/${platform()}`)): string[] {
    const lines = explain(attempts, at).split('\n');
    return lines.slice(lines.indexOf('What helps:') + 1, -1).map((line) => line.replace(/^ {2}- /, ''));
  }

  const always = ['reinstall leeway for this system', 'build leeway here'];
  const says: [loader: string, message: string, remedy: RegExp][] = [
    ['old glibc', "/lib64/libc.so.6: version `GLIBC_2.32' not found (required by x)", /^this system has an older C/],
    [
      'old libstdc++',
      "libstdc++.so.6: version `GLIBCXX_3.4.26' not found (required by x)",
      /^this system has an older C/,
    ],
    [
      'glibc, no libstdc++',
      'libstdc++.so.6: cannot open shared object file: No such file',
      /^install the C\+\+ library/,
    ],
    ['musl, no libstdc++', 'Error loading shared library libstdc++.so.6: No such file', /^install the C\+\+ library/],
    ['musl, a glibc file', 'Error loading shared library ld-linux-x86-64.so.2: No such file', /another C library/],
    ['musl, a glibc symbol', 'Error relocating x: __libc_single_threaded: symbol not found', /another C library/],
    ['glibc, a musl file', 'libc.musl-x86_64.so.1: cannot open shared object file', /another C library/],
    ['glibc, a macOS file', `${file}: invalid ELF header`, /another system or CPU/],
    ['glibc, 32 bits', `${file}: wrong ELF class: ELFCLASS64`, /another system or CPU/],
    ['musl, another CPU', `Error loading shared library ${file}: Exec format error`, /another system or CPU/],
    [
      'macOS, another CPU',
      "tried: 'x' (mach-o file, but is an incompatible architecture (have 'x86_64'",
      /system or CPU/,
    ],
    ['macOS, a Linux file', 'slice is not valid mach-o file', /another system or CPU/],
    ['macOS, quarantine', 'code signature in x not valid for use in process', /quarantine/],
    ['Windows, another CPU', `\\\\?\\${file} is not a valid Win32 application.`, /another system or CPU/],
    ['noexec', `${file}: failed to map segment from shared object`, /noexec/],
  ];
  for (const [loader, message, remedy] of says)
    it(loader, () => {
      const lines = advice([failed(message)]);
      expect(lines).to.have.lengthOf(3);
      expect(lines[0]).to.match(remedy);
      always.forEach((text, i) => expect(lines[i + 1]).to.include(text));
    });

  it('an error nobody has seen yet leaves the general advice', () => {
    const lines = advice([failed('the moon is in the wrong quarter')]);
    expect(lines).to.have.lengthOf(2);
    always.forEach((text, i) => expect(lines[i]).to.include(text));
    expect(lines[1]).to.match(/npm explore leeway -- npm run build$/);
  });

  it('where addons are forbidden nothing else is advised', () => {
    const forbidden = failed('Cannot load native addon because loading addons is disabled.', 'ERR_DLOPEN_DISABLED');
    expect(advice([forbidden])).to.deep.equal(['start node without --no-addons (NODE_OPTIONS may hold it too)']);
  });

  it('a platform without a prebuild', () =>
    expect(advice([{ what: 'prebuild', file }], installed('>=20.19', 'prebuilds/plan9-mips'))[0]).to.equal(
      `leeway ships plan9-mips: build it for ${platform()} here`,
    ));

  it('WebAssembly, where it alone was asked for', () => {
    const attempts = [{ what: 'WebAssembly', file: '/app/node_modules/leeway/dist/leeway.wasm' }];
    expect(explain(attempts, installed('>=20.19'))).to.match(/^expected leeway's WebAssembly \(Node /);
    expect(advice(attempts)).to.deep.equal([
      'unset LEEWAY_BACKEND, which rules the addon out',
      'reinstall leeway for this system: rm -rf node_modules/leeway && npm install leeway',
    ]);
    expect(advice(attempts, installed('>=20.19', 'lib'))[1]).to.equal('npm run build:wasm');
  });

  it('WebAssembly, after the addon', () => {
    const attempts = [failed('x'), { what: 'WebAssembly', file: '/app/node_modules/leeway/dist/leeway.wasm' }];
    expect(explain(attempts, installed('>=20.19'))).to.match(
      new RegExp(`^expected leeway's native addon for ${platform()} or WebAssembly \\(Node `),
    );
  });

  it('prebuilds that a bundler left behind', () =>
    expect(advice([{ what: 'prebuild', file }], installed('>=20.19'))[0]).to.match(
      /^there is no folder .*prebuilds: where a bundler or packager moved leeway's code, make leeway external/,
    ));

  it('a checkout is built, not reinstalled', () =>
    expect(advice([{ what: 'local build', file }], installed('>=20.19', 'lib'))).to.deep.equal([
      'build leeway here (needs python3, make and a C++17 compiler): npm run build',
    ]));

  for (const [engines, old] of [
    ['>=999.0', true],
    [`>=${process.versions.node.split('.')[0]}.999`, true],
    ['>=20.19', false],
    ['>=18', false],
  ] as const)
    it(`engines ${engines} makes this Node ${old ? 'too old' : 'new enough'}`, () =>
      expect(
        advice([failed('x')], installed(engines, `prebuilds/${platform()}`)).includes(
          `update Node: leeway needs ${engines}`,
        ),
      ).to.equal(old));
});
