import { expect } from 'chai';
import { backend, type Isa } from 'leeway';
import { addon } from '#lib/backend/index';
import { evaluate, loadError } from '../support/child';
import { expectRefusal } from '../support/refusals';

describe('backend', () => {
  it('says what runs and where it is from', () => {
    const wanted = process.env['LEEWAY_BACKEND'] || 'native';
    expect(backend).to.include({ name: wanted, isa: process.env['LEEWAY_ISA'] || addon.bestIsa() });
    expect(backend.file).to.match(wanted === 'native' ? /leeway\.node$/ : /leeway\.wasm$/);
    expect(backend.reason).to.match(wanted === 'native' ? /found$/ : /^LEEWAY_BACKEND asks for it$/);
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
    ['wasm', 16],
  ];
  for (const [isa, bytes] of lanes.filter(([name]) => backend.available.includes(name)))
    it(`lanes of ${isa}`, () => {
      const [float32, float64] = [bytes / 4, bytes / 8];
      expect(backend.lanes(isa)).to.deep.equal({ float32, float64, float16: float32, bfloat16: float32 });
    });

  it('lanes of scalar', () =>
    expect(backend.lanes('scalar')).to.deep.equal({ float32: 1, float64: 1, float16: 1, bfloat16: 1 }));

  it('lanes of what is not there', () =>
    expectRefusal(() => backend.lanes('mmx' as Isa), ['Error', 'ERR_LEEWAY_ISA', /for isa, received "mmx"$/]));
});

describe('LEEWAY_ISA', () => {
  const using = (isa: string) => ({ env: { LEEWAY_BACKEND: backend.name, LEEWAY_ISA: isa } });
  const program = `
    const { backend, kernel, kernels } = require('leeway');
    console.log(JSON.stringify([backend.isa, kernel('tanh').isa, kernels()[0].isa]));`;
  for (const isa of backend.available)
    it(`${isa} is used throughout`, () => expect(evaluate(program, using(isa))).to.deep.equal([isa, isa, isa]));

  it('empty is as good as none', () =>
    expect(evaluate(program, using(''))).to.deep.equal([addon.bestIsa(), addon.bestIsa(), addon.bestIsa()]));

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
      expect(loadError(using(value))).to.deep.equal({
        name: 'Error',
        code: 'ERR_LEEWAY_ISA',
        message: `expected one of ${known} for LEEWAY_ISA, received "${value}"${ending}`,
      }));
});

describe('LEEWAY_BACKEND', () => {
  it(`${backend.name} is what runs`, () =>
    expect(
      evaluate(`console.log(JSON.stringify(require('leeway').backend.name))`, {
        env: { LEEWAY_BACKEND: backend.name },
      }),
    ).to.equal(backend.name));

  it('gpu is refused', () =>
    expect(loadError({ env: { LEEWAY_BACKEND: 'gpu' } })).to.deep.equal({
      name: 'Error',
      code: 'ERR_LEEWAY_NO_BACKEND',
      message: 'expected native or wasm for LEEWAY_BACKEND, received "gpu"',
    }));
});
