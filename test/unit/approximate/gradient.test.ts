import { expect } from 'chai';
import { approximate } from '#lib/index';
import { isas, make, smooth } from '../../support/approximations';

const derivatives: Record<string, (x: number) => number> = {
  tanh: (x) => 1 - Math.tanh(x) ** 2,
  sin: Math.cos,
  exp: Math.exp,
  log: (x) => 1 / x,
  softplus: (x) => 1 / (1 + Math.exp(-x)),
};

function inputs([low, high]: readonly [number, number], count = 4001): Float32Array {
  const x = Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  return x.filter((v) => v >= low && v <= high);
}

describe('backward of an approximation', function () {
  this.timeout(120_000);
  for (const isa of isas)
    it(`is within gradient.maxAbsError of f' on ${isa}, given or numeric`, () => {
      for (const [name, derivative] of Object.entries(derivatives)) {
        const one = smooth[name]!;
        for (const given of [derivative, undefined]) {
          const kernel = make(one, { isa, maxAbsError: 1e-3, ...(given ? { derivative: given } : {}) });
          const x = inputs(one.domain);
          const ones = new Float32Array(x.length).fill(1);
          const dx = kernel.backward(x, ones);
          const { maxAbsError, source } = kernel.gradient;
          expect(source).to.equal(given ? 'given' : 'numeric');
          expect(kernel.derivativeMaxAbsError).to.equal(maxAbsError);
          expect(maxAbsError, name).to.be.at.most(2e-2);
          x.forEach((v, i) =>
            expect(Math.abs(dx[i]! - derivative(v)), `${name}'(${v})`).to.be.at.most(maxAbsError + 1e-10),
          );
        }
      }
    });

  it('is dy times the slope, in place too, and at knots either side', () => {
    const kernel = make({ f: Math.abs, domain: [-2, 2] }, { knots: [0], maxAbsError: 1e-6 });
    const x = Float32Array.of(-2, -1, -1e-6, 1e-6, 1, 2, NaN, 3, -3, 0);
    const dy = x.map((_, i) => i + 1);
    const expected = [-1, -2, -3, 4, 5, 6];
    const dx = kernel.backward(x, dy);
    expect(Array.from(dx.subarray(0, 6), (v) => Math.round(v * 1e4) / 1e4)).to.deep.equal(expected);
    expect(dx[6]).to.be.NaN;
    expect([dx[7], dx[8]]).to.deep.equal([0, 0]);
    expect(Math.abs(Math.abs(dx[9]!) - 10)).to.be.below(1e-4);
    expect(kernel.backward(x.slice(), dy, dy)).to.equal(dy);
    expect(Array.from(dy)).to.deep.equal(Array.from(dx));
  });

  it('beyond the domain is the slope of the tails', () => {
    const kernel = make(smooth['swish']!, { tails: [0, 'linear'] });
    const dx = kernel.backward(Float32Array.of(-100, -Infinity, 100, Infinity), Float32Array.of(1, 1, 1, 1));
    expect([dx[0], dx[1]]).to.deep.equal([0, 0]);
    expect(dx[2]).to.be.closeTo(1.0023, 1e-3);
    expect(dx[3]).to.equal(dx[2]);
  });

  it('refuses what forward refuses, and knows no derivative from the output', () => {
    const kernel = approximate(Math.tanh, { domain: [-3, 3], maxAbsError: 1e-2 });
    const x = new Float32Array(4);
    expect(() => kernel.backward(x, new Float32Array(3))).to.throw(RangeError, 'the length of x (4)');
    expect(() => kernel(new Float64Array(4) as never)).to.throw(TypeError, 'a Float32Array');
    expect(() => kernel.backwardFromOutput(x, x)).to.throw(RangeError, 'backwardFromOutput');
    const whole = new Float32Array(8);
    expect(() => kernel(whole.subarray(0, 4), whole.subarray(2, 6))).to.throw(RangeError, 'memory apart');
  });
});
