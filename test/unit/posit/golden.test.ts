import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Posit, PositArray } from 'leeway';
import { difference, onEachIsa } from '../../support/posit/formats';

// Vectors that three other implementations agreed on. Where they lie is no part of the project.
const folder = process.env['LEEWAY_POSIT_GOLDEN'] ?? resolve(process.cwd(), '../shared/golden/posit');
const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array };

interface Manifest {
  files: { file: string; sha256: string }[];
}

function read(file: string): PositArray {
  const bytes = gunzipSync(readFileSync(join(folder, file)));
  const Kind = kinds[file.split('.')[1] as keyof typeof kinds];
  return new Kind(new Uint8Array(bytes).buffer) as PositArray;
}

const storage = (p: Posit): string => `u${8 * p.bytes}.gz`;

describe('posit golden vectors', () => {
  before(function () {
    if (!existsSync(join(folder, 'manifest.json'))) this.skip();
  });

  const used = new Set<string>();
  const golden = (file: string): ReturnType<typeof read> => {
    used.add(file);
    return read(file);
  };
  const expectSame = (got: ArrayLike<number>, expected: ArrayLike<number>, what: string): void => {
    expect(difference(got, expected), what).to.be.undefined;
  };
  const everyIsa = (n: number, es: number, check: (p: Posit, tag: string) => void): void => {
    for (const p of onEachIsa(n, es)) check(p, `p${n}e${es}`);
  };

  it('posit<8,0>: tables of all pairs', () =>
    everyIsa(8, 0, (p, tag) => {
      const [a, b] = [new Uint8Array(65536), new Uint8Array(65536)];
      a.forEach((_, i) => ([a[i], b[i]] = [i >> 8, i & 255]));
      for (const operation of ['add', 'sub', 'mul', 'div'] as const)
        expectSame(p[operation](a, b), golden(`${tag}_${operation}.u8.gz`), `${operation} ${p.isa}`);
    }));

  for (const [n, es] of [
    [16, 1],
    [32, 2],
  ] as const)
    it(`posit<${n},${es}>: sampled pairs`, () =>
      everyIsa(n, es, (p, tag) => {
        for (const operation of ['add', 'sub', 'mul', 'div', ...(n === 32 ? ['mulhard'] : [])]) {
          const [a, b, r] = ['a', 'b', 'r'].map((part) => golden(`${tag}_${operation}_${part}.${storage(p)}`));
          const run = operation === 'mulhard' ? 'mul' : (operation as 'add');
          expectSame(p[run](a!, b!), r!, `${operation} ${p.isa}`);
        }
      }));

  it('square roots', () => {
    for (const [n, es] of [
      [8, 0],
      [16, 1],
    ] as const)
      everyIsa(n, es, (p, tag) => {
        const all = p.array(2 ** n).map((_, i) => i);
        expectSame(p.sqrt(all), golden(`${tag}_sqrt.${storage(p)}`), `${tag} ${p.isa}`);
      });
  });

  it('from float32', () => {
    const x = golden('f32_inputs.f32.gz') as object as Float32Array;
    for (const [n, es] of [
      [8, 0],
      [8, 2],
      [16, 1],
      [32, 2],
    ] as const)
      everyIsa(n, es, (p, tag) => {
        const expected = golden(`f32_to_${tag}.${storage(p)}`);
        expectSame(p.fromFloat32(x), expected, `${tag} ${p.isa}`);
        expectSame(p.fromFloat64(Float64Array.from(x)), expected, `${tag} ${p.isa}, by float64`);
      });
  });

  it('posit<32,2> to float32', () =>
    everyIsa(32, 2, (p) =>
      expectSame(p.toFloat32(golden('p32e2_to_f32_in.u32.gz')), golden('p32e2_to_f32_out.f32.gz'), p.isa),
    ));

  it('dot products', () => {
    for (const [n, es] of [
      [8, 0],
      [16, 1],
    ] as const)
      everyIsa(n, es, (p, tag) => {
        const [a, b, r] = ['a', 'b', 'r'].map((part) => golden(`quire_${tag}_${part}.${storage(p)}`));
        const got = r!.map((_, i) => p.dot(a!.subarray(64 * i, 64 * i + 64), b!.subarray(64 * i, 64 * i + 64)));
        expectSame(got, r!, `${tag} ${p.isa}`);
      });
  });

  it('functions', () => {
    for (const [n, es] of [
      [8, 0],
      [10, 0],
      [12, 0],
      [14, 0],
      [16, 0],
      [8, 2],
      [16, 1],
    ] as const)
      everyIsa(n, es, (p, tag) => {
        const all = p.array(2 ** n).map((_, i) => i);
        for (const name of ['tanh', 'sigmoid', 'exp', 'elu', 'log', 'softplus', 'silu', 'gelu'] as const)
          expectSame(p[name](all), golden(`fn_${tag}_${name}.${storage(p)}`), `${tag} ${name} ${p.isa}`);
        expectSame(p.reciprocal(all), golden(`fn_${tag}_recip.${storage(p)}`), `${tag} reciprocal ${p.isa}`);
      });
  });

  it('bit tricks', () => {
    const names = {
      twice: 'twice',
      half: 'half',
      reciprocate: 'inv',
      fastSigmoid: 'fastsigmoid',
      fastTanh: 'fasttanh',
      fastElu: 'fastelu',
    } as const;
    for (const n of [8, 10, 12, 14, 16])
      everyIsa(n, 0, (p, tag) => {
        const all = p.array(2 ** n).map((_, i) => i);
        for (const [name, file] of Object.entries(names))
          expectSame(
            p[name as keyof typeof names](all),
            golden(`l1_${tag}_${file}.${storage(p)}`),
            `${tag} ${name} ${p.isa}`,
          );
      });
  });

  it('every file of the manifest was among them, as it says', () => {
    const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    expect([...used].sort()).to.deep.equal(files.map(({ file }) => file).sort());
    for (const { file, sha256 } of files) {
      const content = gunzipSync(readFileSync(join(folder, file)));
      expect(createHash('sha256').update(content).digest('hex'), file).to.equal(sha256);
    }
  });
});
