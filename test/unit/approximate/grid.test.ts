import { expect } from 'chai';
import { approximate, type ApproximateOptions, type Approximation } from '#lib/index';
import { isas } from '../../support/approximations';

const softplus = (x: number): number => Math.log1p(Math.exp(x));
const swish = (x: number): number => x / (1 + Math.exp(-x));
const isa = 'avx512';
const make = (f: (x: number) => number, options: Partial<ApproximateOptions>): Approximation<'float32'> =>
  approximate(f, { domain: [-6, 6], maxAbsError: 1e-3, isa, ...options } as ApproximateOptions<'float32'>);

/** What the polynomials give at x, in float64: constants beyond the domain. */
function exactly(kernel: Approximation<'float32'>): (x: number) => number {
  const { value, low, high } = JSON.parse(JSON.stringify(kernel)) as ReturnType<typeof kernel.toJSON>;
  const { width, first, degree, coefficients } = value.variants.find(({ class: name }) => name === 'table32')!;
  const at = (slot: number, power: number): number => Number(coefficients[(slot - first) * (degree + 1) + power]);
  const [below, above] = [at(low / width, 0), at(high / width, 0)];
  return (x) => {
    if (x < low || x >= high) return x < low ? below : above;
    const slot = Math.floor(x / width);
    let sum = 0;
    for (let power = degree; power >= 0; power--) sum = sum * (x - slot * width) + at(slot, power);
    return sum;
  };
}

/** Numbers of every size and either sign, multiples of 1/16 and the floats beside them. */
function everywhere(): Float32Array {
  const near = Array.from({ length: 641 }, (_, i) => (i - 320) / 16);
  const bits = new Uint32Array(Float32Array.from(near).buffer);
  const patterns = [
    ...Array.from(bits).flatMap((pattern) => [pattern, pattern + 1, Math.max(0, pattern - 1)]),
    ...Array.from({ length: 60_000 }, (_, i) => (i * 0x9e3779b1) >>> 0),
  ];
  return new Float32Array(Uint32Array.from(patterns).buffer).filter((x) => !Number.isNaN(x));
}

function expectNear(kernel: Approximation<'float32'>, x: Float32Array): void {
  const [y, exact] = [kernel(x), exactly(kernel)];
  let [off, worst] = [0, NaN];
  x.forEach((v, i) => {
    const difference = Math.abs(y[i]! - exact(v));
    if (!(difference <= off)) [off, worst] = [difference, v];
  });
  expect(off, `${kernel.method} at ${worst}`).to.be.below(2 ** -20);
}

describe('a table on a grid', function () {
  this.timeout(120_000);
  before(function () {
    if (!isas.includes(isa)) this.skip();
  });

  it('is chosen where ends and knots lie on one, and tails are constants', () => {
    const methodOf = (f: (x: number) => number, options: Partial<ApproximateOptions> = {}): string =>
      make(f, options).method;
    expect(methodOf(softplus)).to.equal('table32_grid_deg2');
    expect(methodOf(swish)).to.equal('table32_grid_deg2');
    expect(methodOf(softplus, { tails: [0, 'clamp'] })).to.equal('table32_grid_deg2');
    expect(methodOf((x) => softplus(Math.max(1, x)), { knots: [1] })).to.match(/^table32_grid/);
    const others: [string, (x: number) => number, Partial<ApproximateOptions>][] = [
      ['an end beside it', softplus, { domain: [-6, 5.9] }],
      ['ends too far', softplus, { domain: [-16, 4] }],
      ['a knot beside it', (x) => softplus(Math.max(1.3, x)), { knots: [1.3], maxAbsError: 1e-2 }],
      ['a line', softplus, { tails: ['clamp', 'linear'] }],
      ['a constant above', softplus, { tails: ['clamp', 7] }],
      ['an odd function', Math.tanh, {}],
      ['a falling function with a zero', (x) => -swish(x), {}],
      ['log spacing', softplus, { domain: [1, 6], spacing: 'log' }],
    ];
    for (const [why, f, options] of others) expect(methodOf(f, options), why).to.match(/^table32_(log_)?deg\d$/);
    expect(make(softplus, {}).explain().toString()).to.include('24 pieces of degree 2, between multiples of 0.5');
  });

  for (const [width, reach] of [
    [1, 15],
    [1 / 2, 7.5],
    [1 / 4, 3.75],
    [1 / 8, 1.875],
  ] as const)
    it(`computes its polynomials and constants, of width ${width}`, () => {
      const x = everywhere();
      const wave = (v: number): number => Math.cos((16 * v) / reach + 1) + 2;
      const rising = (v: number): number => (v / reach) * wave(v);
      // A little above what each degree reaches there.
      [0.09, 8e-3, 6e-4, 3e-5, 3e-6].forEach((maxAbsError, i) => {
        const kernel = make(wave, { domain: [-reach, reach], maxAbsError });
        const method = `table32_grid_deg${i + 1}`;
        expect(kernel.method).to.equal(method);
        const zeros = make(rising, { domain: [-reach, reach], maxAbsError: 1.2 * maxAbsError });
        expect(zeros.method).to.equal(method);
        expect(Object.is(zeros(Float32Array.of(-0))[0], -0), method).to.equal(true);
        expectNear(zeros, x);
        expectNear(kernel, x);
      });
    });

  it('keeps NaN, the zeros and infinities, and gives the value at the end beyond it', () => {
    const rising = make(swish, { tails: [0.25, 'clamp'] });
    const zeros = rising(Float32Array.of(0, -0));
    expect(rising.method).to.include('grid');
    expect([Object.is(zeros[0], 0), Object.is(zeros[1], -0)]).to.deep.equal([true, true]);
    const [end] = rising(Float32Array.of(6));
    const beyond = rising(Float32Array.of(6.0000005, 1e30, Infinity, -6.0000005, -1e30, -Infinity));
    expect(Array.from(beyond)).to.deep.equal([end, end, end, 0.25, 0.25, 0.25]);
    const even = make((x) => x * x * Math.exp(-x / 9), { domain: [-3, 3] });
    expect(even.method).to.include('grid');
    expect(even(Float32Array.of(0, -0))).to.deep.equal(Float32Array.of(0, 0));
    for (const pattern of [0x7fc00000, 0xffc00000, 0x7f800001, 0xffbfffff, 0x7fffffff]) {
      const x = new Float32Array(Uint32Array.of(pattern, pattern).buffer);
      expect(rising(x)[1], pattern.toString(16)).to.be.NaN;
    }
  });

  it('gives an element the same wherever it stands in an array, and in place', () => {
    const kernel = make(swish, { tails: ['nan', 'clamp'] });
    const x = Float32Array.from({ length: 70 }, (_, i) => (i % 7 === 6 ? NaN : (i - 35) / 4));
    const y = kernel(x);
    for (let from = 0; from < 20; from++)
      for (const length of [0, 1, 7, 15, 16, 17, 33, 49]) {
        const part = x.slice(from, from + length);
        kernel(part, part);
        expect(part).to.deep.equal(y.slice(from, from + length));
      }
  });

  it('reads back with the same bits, and within its bounds on every instruction set', () => {
    const kernel = make(softplus, { maxAbsError: 1e-5 });
    const saved = JSON.parse(JSON.stringify(kernel)) as unknown;
    const x = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 300);
    expect(approximate.load(saved, { isa })(x)).to.deep.equal(kernel(x));
    for (const other of isas) {
      const loaded = approximate.load(saved, { isa: other });
      const y = loaded(x) as Float32Array;
      x.forEach((v, i) => {
        const inside = Math.min(6, Math.max(-6, v));
        expect(Math.abs(y[i]! - softplus(inside)), `${other} at ${v}`).to.be.at.most(loaded.maxAbsError);
      });
    }
  });
});
