import { expect } from 'chai';
import { approximate, LeewayError, type Approximation } from '#lib/index';
import { isas, make, reread, smooth, worstOf } from '../../support/approximations';

const inputs = Float32Array.from({ length: 3001 }, (_, i) => -10 + (20 * i) / 3000);

describe('a saved approximation', function () {
  this.timeout(120_000);
  const cases: Record<string, Approximation<'float32'>> = {};
  before(() => {
    cases['mish'] = make(smooth['mish']!, { name: 'mish', tails: [0, 'linear'] });
    cases['sqrt'] = make(smooth['sqrt']!, { name: 'sqrt', tails: ['nan', Infinity] });
    cases['absolute'] = make({ f: Math.abs, domain: [-2, 3] }, { name: 'absolute', knots: [0] });
    cases['tanh'] = make(smooth['tanh']!, { name: 'tanh', maxRelError: 1e-4 });
  });

  it('gives the same bits on the same instruction set', () => {
    for (const kernel of Object.values(cases)) {
      const again = approximate.load(reread(kernel)) as Approximation<'float32'>;
      expect(Array.from(again(inputs))).to.deep.equal(Array.from(kernel(inputs)));
      expect(Array.from(again.backward(inputs, inputs))).to.deep.equal(Array.from(kernel.backward(inputs, inputs)));
      for (const key of ['op', 'method', 'maxAbsError', 'maxRelError', 'dtype', 'isa'] as const)
        expect(again[key], key).to.equal(kernel[key]);
      for (const key of ['domain', 'tails', 'certificate', 'gradient'] as const)
        expect(again[key], key).to.deep.equal(kernel[key]);
      expect(JSON.stringify(again)).to.equal(JSON.stringify(kernel));
      expect(Object.is(again(Float32Array.of(-0))[0], kernel(Float32Array.of(-0))[0])).to.equal(true);
    }
  });

  for (const isa of isas)
    it(`keeps its saved bound on ${isa}`, () => {
      for (const [name, kernel] of Object.entries(cases)) {
        const other = approximate.load(reread(kernel), { isa });
        const one = smooth[name] ?? { f: Math.abs, domain: [-2, 3] as const };
        expect(other.isa).to.equal(isa);
        expect(worstOf(other, one).error, `${name}: ${other.method}`).to.be.at.most(other.maxAbsError);
        if (name !== 'tanh') expect(other.maxAbsError).to.be.at.most(1e-4);
      }
    });

  it('is refused where it is damaged, newer or something else', () => {
    const good = JSON.stringify(cases['mish']);
    const changed = (change: (saved: Record<string, never>) => void): unknown => {
      const saved = JSON.parse(good) as Record<string, never>;
      change(saved);
      return saved;
    };
    const bad: unknown[] = [
      null,
      'text',
      [],
      {},
      { leeway: 'lstm' },
      changed((s) => Object.assign(s, { version: 2 })),
      changed((s) => Object.assign(s, { checksum: 1 })),
      changed((s) => delete (s as { value?: unknown }).value),
      JSON.parse(good.replace(/"coefficients":\[(-?[\d.e-]+)/, '"coefficients":[1e9')),
    ];
    for (const saved of bad) expectRefused(saved);
  });

  it('is refused whatever field is wrong, though the checksum fits', () => {
    const wrong = [null, -1, 0.5, 1e9, NaN, 'x', [], {}, true];
    const paths = [
      'slots',
      'degree',
      'width',
      'first',
      'shift',
      'storage',
      'spacing',
      'coefficients',
      'class',
      'phase',
    ];
    for (const path of paths)
      for (const value of wrong) {
        const saved = JSON.parse(JSON.stringify(cases['mish'])) as { value: { variants: Record<string, unknown>[] } };
        for (const variant of saved.value.variants) variant[path] = value;
        // Either it is refused, or it is harmless.
        try {
          const kernel = approximate.load(withChecksum(saved)) as Approximation<'float32'>;
          kernel(inputs);
        } catch (error) {
          expect(error, `${path} = ${JSON.stringify(value)}`).to.be.instanceOf(LeewayError);
          expect((error as LeewayError).code).to.equal('ERR_LEEWAY_TABLE');
        }
      }
  });
});

function expectRefused(saved: unknown): void {
  expect(() => approximate.load(saved))
    .to.throw(LeewayError)
    .with.property('code', 'ERR_LEEWAY_TABLE');
}

/** FNV-1a, as the file has it. */
function withChecksum(saved: object): object {
  let hash = 0x811c9dc5;
  for (const unit of JSON.stringify({ ...saved, checksum: undefined }))
    hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  return { ...saved, checksum: hash >>> 0 };
}
