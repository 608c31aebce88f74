import { expect } from 'chai';
import { backend, type Isa } from 'leeway';
import { addon } from '#lib/backend/index';
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
