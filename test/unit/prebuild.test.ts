import { expect } from 'chai';
import { compareVersions, readBinary } from '../../tools/prebuild/binary';
import { type Contents, maximumSize, platforms, releaseFaults, scriptFaults } from '../../tools/prebuild/faults';

/** The first bytes of an addon for a platform, and the text that a linker leaves in it. */
function binaryFor(platform: string, ...text: string[]): Buffer {
  const [system, cpu, library] = platform.split('-');
  const arm = cpu === 'arm64';
  const bytes = Buffer.alloc(128);
  if (system === 'linux') {
    bytes.writeUInt32BE(0x7f454c46, 0);
    bytes.writeUInt16LE(arm ? 183 : 62, 18);
  } else if (system === 'darwin') {
    bytes.writeUInt32LE(0xfeedfacf, 0);
    bytes.writeUInt32LE(arm ? 0x0100000c : 0x01000007, 4);
  } else {
    bytes.write('MZ', 0);
    bytes.writeUInt32LE(0x40, 0x3c);
    bytes.write('PE\0\0', 0x40);
    bytes.writeUInt16LE(arm ? 0xaa64 : 0x8664, 0x44);
  }
  const strings = library === 'musl' ? ['libc.musl-x86_64.so.1', ...text] : text;
  return Buffer.concat([bytes, Buffer.from(`\0${strings.join('\0')}\0`)]);
}

describe('reading an addon', () => {
  for (const platform of platforms)
    it(platform, () => expect(readBinary(binaryFor(platform)).platform).to.equal(platform));

  it('the newest versions of glibc and libstdc++ it needs', () =>
    expect(
      readBinary(binaryFor('linux-x64', 'GLIBC_2.9', 'GLIBC_2.28', 'GLIBC_2.2.5', 'GLIBCXX_3.4.9', 'GLIBCXX_3.4.21')),
    ).to.deep.equal({ platform: 'linux-x64', glibc: '2.28', libstdcxx: '3.4.21' }));

  for (const bytes of [Buffer.alloc(0), Buffer.from('MZ'), Buffer.alloc(200), Buffer.alloc(200, 'MZ')])
    it(`${bytes.length} bytes of something else`, () =>
      expect(readBinary(bytes)).to.deep.equal({ platform: 'unknown' }));

  it('compares versions by number', () => {
    expect(['2.9', '2.28', '2.2.5', '2.28.1', '2.2'].sort(compareVersions)).to.deep.equal([
      '2.2',
      '2.2.5',
      '2.9',
      '2.28',
      '2.28.1',
    ]);
  });
});

describe('the release check', () => {
  const fileOf = (platform: string) => `prebuilds/${platform}/leeway.node`;

  /** A tarball without fault, and what a test changes in it. */
  function contents(change: Partial<Contents> & { binaries?: Record<string, Buffer> } = {}): Contents {
    const binaries = {
      ...Object.fromEntries(platforms.map((name) => [fileOf(name), binaryFor(name)])),
      ...change.binaries,
    };
    const dist = ['index.js', 'index.mjs', 'index.d.ts', 'index.d.mts', 'leeway.wasm'].map((name) => `dist/${name}`);
    return {
      size: maximumSize,
      paths: [...dist, ...Object.keys(binaries)],
      read: (path) => binaries[path]!,
      manifest: { gypfile: false, repository: 'github:someone/leeway', scripts: { build: 'x', prepublishOnly: 'x' } },
      ...change,
    };
  }

  it('lets a whole tarball through', () => expect(releaseFaults(contents())).to.deep.equal([]));

  for (const platform of platforms)
    it(`misses ${platform}`, () => {
      const { paths } = contents();
      expect(releaseFaults(contents({ paths: paths.filter((path) => path !== fileOf(platform)) }))).to.deep.equal([
        `${fileOf(platform)}: missing`,
      ]);
    });

  it('misses the WASM backend', () => {
    const { paths } = contents();
    const without = paths.filter((path) => path !== 'dist/leeway.wasm');
    expect(releaseFaults(contents({ paths: without }))).to.deep.equal(['dist/leeway.wasm: missing']);
  });

  const rows: [what: string, binaries: Record<string, Buffer>, fault: RegExp][] = [
    [
      'two swapped artifacts',
      { [fileOf('linux-x64')]: binaryFor('linux-arm64') },
      /addon for linux-x64, found one for linux-arm64/,
    ],
    [
      'glibc in place of musl',
      { [fileOf('linux-x64-musl')]: binaryFor('linux-x64') },
      /for linux-x64-musl, found one for linux-x64/,
    ],
    ['a truncated file', { [fileOf('darwin-x64')]: Buffer.alloc(10) }, /darwin-x64, found one for unknown/],
    [
      'too new a glibc',
      { [fileOf('linux-x64')]: binaryFor('linux-x64', 'GLIBC_2.32') },
      /glibc 2\.28 at most, needs 2\.32/,
    ],
    [
      'too new a libstdc++',
      { [fileOf('linux-arm64')]: binaryFor('linux-arm64', 'GLIBCXX_3.4.26') },
      /GLIBCXX_3\.4\.25 at most/,
    ],
    [
      'a platform nobody knows',
      { [fileOf('plan9-x64')]: Buffer.alloc(100) },
      /prebuilds\/plan9-x64\/leeway\.node: unexpected/,
    ],
  ];
  for (const [what, binaries, fault] of rows)
    it(`notices ${what}`, () => {
      const faults = releaseFaults(contents({ binaries }));
      expect(faults).to.have.lengthOf(1);
      expect(faults[0]).to.match(fault);
    });

  it('notices a tarball that is too large', () =>
    expect(releaseFaults(contents({ size: maximumSize + 1 }))[0]).to.match(/^tarball: expected 3000000 bytes at most/));

  for (const repository of [undefined, null, '', {}, { type: 'git' }])
    it(`notices ${JSON.stringify(repository)} for the repository, and says how to set it`, () => {
      const manifest = { ...contents().manifest, repository };
      expect(releaseFaults(contents({ manifest }))[0]).to.match(
        /expected the address .* for "repository", found none\. .* npm pkg set repository\.type=git repository\.url=git/,
      );
    });

  it('takes a repository with type and url', () => {
    const repository = { type: 'git', url: 'git+https://example.org/someone/leeway.git' };
    expect(releaseFaults(contents({ manifest: { ...contents().manifest, repository } }))).to.deep.equal([]);
  });

  it('notices every kind of install script', () => {
    const scripts = { preinstall: 'x', install: 'x', postinstall: 'x', prepare: 'x', prepublish: 'x', pretest: 'x' };
    expect(scriptFaults({ gypfile: false, scripts })).to.have.lengthOf(5);
    expect(scriptFaults({ scripts: {} })).to.have.lengthOf(1);
    expect(scriptFaults({ gypfile: true })).to.have.lengthOf(1);
  });
});
