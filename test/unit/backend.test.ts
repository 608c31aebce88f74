import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backend, type Isa } from 'leeway';
import { addon } from '#lib/backend/index';
import { candidates, load } from '#lib/backend/load';
import { evaluate, loadError } from '../support/child';
import { expectRefusal } from '../support/refusals';

describe('backend', () => {
  it('says what runs and where it is from', () => {
    expect(backend).to.include({ name: 'native', isa: process.env['LEEWAY_ISA'] || addon.bestIsa() });
    expect(backend.file).to.match(/leeway\.node$/);
    expect(backend.reason).to.match(/found$/);
    expect(backend.available).to.include('scalar').and.to.include(backend.isa);
    expect(backend.available.at(-1)).to.equal(addon.bestIsa());
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(backend)).to.equal(true);
    expect(Object.isFrozen(backend.available)).to.equal(true);
  });

  const lanes: [isa: Isa, bytes: number][] = [
    ['sse2', 16],
    ['avx2', 32],
    ['avx512', 64],
    ['neon', 16],
  ];
  for (const [isa, bytes] of lanes.filter(([name]) => backend.available.includes(name)))
    it(`lanes of ${isa}`, () => expect(backend.lanes(isa)).to.deep.equal({ float32: bytes / 4, float64: bytes / 8 }));

  it('lanes of scalar', () => expect(backend.lanes('scalar')).to.deep.equal({ float32: 1, float64: 1 }));

  it('lanes of what is not there', () =>
    expectRefusal(() => backend.lanes('mmx' as Isa), ['Error', 'ERR_LEEWAY_ISA', /for isa, received "mmx"$/]));
});

describe('LEEWAY_ISA', () => {
  const program = `
    const { backend, kernel, kernels } = require('leeway');
    console.log(JSON.stringify([backend.isa, kernel('tanh').isa, kernels()[0].isa]));`;
  for (const isa of backend.available)
    it(`${isa} is used throughout`, () =>
      expect(evaluate(program, { env: { LEEWAY_ISA: isa } })).to.deep.equal([isa, isa, isa]));

  it('empty is as good as none', () =>
    expect(evaluate(program, { env: { LEEWAY_ISA: '' } })).to.deep.equal([
      addon.bestIsa(),
      addon.bestIsa(),
      addon.bestIsa(),
    ]));

  const known = backend.available.join(', ');
  const absent = addon
    .isas()
    .filter(({ available }) => !available)
    .map(({ name }) => name);
  const refused: [value: string, ending: string][] = [
    ...absent.map((name): [string, string] => [name, `, which this ${process.arch} CPU or build does not have`]),
    ['sse9', ''],
    ['AVX2', ''],
  ];
  for (const [value, ending] of refused)
    it(`${value} is refused`, () =>
      expect(loadError({ env: { LEEWAY_ISA: value } })).to.deep.equal({
        name: 'Error',
        code: 'ERR_LEEWAY_ISA',
        message: `expected one of ${known} for LEEWAY_ISA, received "${value}"${ending}`,
      }));
});

describe('LEEWAY_BACKEND', () => {
  it('native is what there is', () =>
    expect(
      evaluate(`console.log(JSON.stringify(require('leeway').backend.name))`, { env: { LEEWAY_BACKEND: 'native' } }),
    ).to.equal('native'));

  for (const value of ['wasm', 'gpu'])
    it(`${value} is refused`, () =>
      expect(loadError({ env: { LEEWAY_BACKEND: value } })).to.deep.equal({
        name: 'Error',
        code: 'ERR_LEEWAY_NO_BACKEND',
        message: `expected native for LEEWAY_BACKEND, received "${value}"`,
      }));
});

describe('without the addon', () => {
  const platform = `${process.platform}-${process.arch}`;
  const folder = mkdtempSync(join(tmpdir(), 'leeway-'));
  const broken = join(folder, 'broken.node');
  writeFileSync(broken, 'no library');
  after(() => rmSync(folder, { recursive: true }));
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const rows: [what: string, options: Parameters<typeof loadError>[0], says: string[]][] = [
    ['no file', { env: { LEEWAY_ADDON: '/nonexistent' } }, ['LEEWAY_ADDON: no file /nonexistent']],
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
      const { name, code, message } = loadError(options);
      expect({ name, code }).to.deep.equal({ name: 'Error', code: 'ERR_LEEWAY_NO_BACKEND' });
      expect(message.split('\n')[0]).to.match(
        new RegExp(
          `^expected leeway's native addon for ${platform}.* \\(Node ${process.versions.node}\\), found none that loads:$`,
        ),
      );
      for (const text of [...says, 'What helps:', 'npm run build', 'npm install leeway'])
        expect(message).to.include(text);
    });

  it('every place that was looked at is named', () => {
    const places = [
      { what: 'first', file: '/nonexistent/a.node' },
      { what: 'second', file: broken },
    ];
    expect(() => load(places)).to.throw(
      /first: no file \/nonexistent\/a\.node\n.*second: .*broken\.node does not load: /,
    );
  });

  it('the next place is taken where one is broken', () => {
    const found = load([
      { what: 'broken', file: broken },
      { what: 'local build', file: backend.file },
    ]);
    expect(found).to.include({ file: backend.file, reason: 'local build found', addon });
  });

  it('a local build goes before a prebuild, and LEEWAY_ADDON before both', () => {
    expect(candidates({}).map(({ what }) => what)).to.deep.equal(['local build', 'prebuild']);
    expect(candidates({})[1]!.file).to.include(join('prebuilds', platform));
    expect(candidates({ LEEWAY_ADDON: '/x.node' })).to.deep.equal([{ what: 'LEEWAY_ADDON', file: '/x.node' }]);
  });
});
