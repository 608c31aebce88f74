import { expect } from 'chai';
import { isas, make, smooth, worstOf } from '../../support/approximations';

/** What 32 pieces reach: the least degree for a budget of 1e-2, 1e-4 and 4.5e-6. A line through an exact f(0) costs gelu and swish one. */
const degrees: Record<string, readonly [number, number, number]> = {
  softplus: [1, 2, 3],
  gelu: [2, 3, 4],
  mish: [2, 3, 4],
  swish: [2, 3, 4],
  tanh: [1, 3, 4],
  erf: [1, 3, 4],
  sin: [1, 2, 3],
  exp: [1, 2, 2],
  log: [1, 2, 3],
  sqrt: [1, 3, 4],
  square_log: [1, 3, 4],
  far_sin: [1, 1, 2],
};
const budgets = [1e-2, 1e-4, 4.5e-6] as const;

describe('approximate() keeps its bound', function () {
  this.timeout(300_000);
  for (const isa of isas) {
    for (const [name, one] of Object.entries(smooth)) {
      // Every budget for the best instruction set, one each for the others.
      const all = isa === isas.at(-1);
      const tried = all ? budgets : [budgets[(name.length + isa.length) % 3]!];
      it(`${name} on ${isa}`, () => {
        for (const maxAbsError of tried) {
          const kernel = make(one, { maxAbsError, isa, name });
          expect(kernel.maxAbsError).to.be.at.most(maxAbsError);
          expect(worstOf(kernel, one).error, `${kernel.method}`).to.be.at.most(kernel.maxAbsError);
          expect(kernel.certificate).to.include({ kind: 'sampled' });
          expect(kernel.certificate.points).to.be.at.least(2 ** 20);
          if (isa === 'avx512')
            expect(kernel.explain().degree, `at ${maxAbsError}`).to.equal(degrees[name]![budgets.indexOf(maxAbsError)]);
        }
      });
    }
  }

  it('relatively: tanh within 1e-5 of itself, around 0 too', () => {
    for (const isa of isas) {
      const kernel = make(smooth['tanh']!, { maxRelError: 1e-5, isa });
      expect(kernel.maxRelError).to.be.at.most(1e-5);
      const x = Float32Array.from({ length: 4000 }, (_, i) => (i % 2 ? -5 : 5) * 0.99 ** i);
      const y = kernel(x);
      x.forEach((v, i) => expect(Math.abs(y[i]! / Math.tanh(v) - 1), `tanh(${v})`).to.be.at.most(kernel.maxRelError));
    }
  });

  it('both: maxAbsError + maxRelError |f|', () => {
    const { f, domain } = smooth['square_log']!;
    const kernel = make({ f, domain }, { maxAbsError: 1e-6, maxRelError: 1e-5 });
    const x = Float32Array.from({ length: 10_000 }, (_, i) => 0.011 + (3.98 * i) / 10_000);
    const y = kernel(x);
    x.forEach((v, i) => expect(Math.abs(y[i]! - f(v))).to.be.at.most(1e-6 + 1e-5 * Math.abs(f(v))));
  });
});

describe('knots', function () {
  this.timeout(120_000);
  const corners: [string, (x: number) => number, number[], number, number][] = [
    ['relu6', (x) => Math.min(6, Math.max(0, x)), [0, 6], 1, 1e-6],
    ['absolute', Math.abs, [0], 1, 1e-6],
    ['leaky_relu', (x) => (x < 0 ? x / 100 : x), [0], 1, 1e-6],
    ['elu', (x) => (x < 0 ? Math.expm1(x) : x), [0], 3, 1e-5],
    ['hardswish', (x) => (x * Math.min(6, Math.max(0, x + 3))) / 6, [-3, 3], 2, 1e-6],
  ];
  for (const isa of isas)
    for (const [name, f, knots, degree, maxAbsError] of corners)
      it(`${name} on ${isa}`, () => {
        const one = { f, domain: [-6, 7] as const };
        const kernel = make(one, { knots, maxAbsError, isa, name });
        expect(worstOf(kernel, one).error).to.be.at.most(kernel.maxAbsError);
        if (isa === 'avx512') expect(kernel.explain().degree).to.equal(degree);
      });
});

describe('zero', () => {
  for (const isa of isas)
    it(`is exact, and odd functions are odd, on ${isa}`, () => {
      for (const name of ['tanh', 'sin', 'erf']) {
        const kernel = make(smooth[name]!, { isa });
        const zeros = kernel(Float32Array.of(0, -0));
        expect([Object.is(zeros[0], 0), Object.is(zeros[1], -0)], name).to.deep.equal([true, true]);
        const x = Float32Array.from({ length: 2000 }, (_, i) => 6 * 0.995 ** i);
        const [right, left] = [kernel(x), kernel(x.map((v) => -v))];
        expect(Array.from(left)).to.deep.equal(Array.from(right, (v) => -v));
      }
      const exp = make(smooth['exp']!, { isa });
      expect(exp(Float32Array.of(0, -0))).to.deep.equal(Float32Array.of(1, 1));
      const swish = make(smooth['swish']!, { isa });
      expect(Object.is(swish(Float32Array.of(-0))[0], -0)).to.equal(true);
    });
});
