import { expect } from 'chai';
import { channelKernel, isrlu, isru, kernel, kernels } from 'leeway';
import { random } from '../support/inputs';

const opsWithAlpha = [
  ...new Set(
    kernels()
      .filter(({ alpha }) => alpha !== undefined)
      .map(({ op }) => op),
  ),
];

describe('channelKernel()', () => {
  it('has every op with an alpha', () => {
    for (const op of opsWithAlpha) expect(channelKernel(op as 'isru', { channels: 2 }).op).to.equal(op);
    const named = `one of ${opsWithAlpha.join(', ')}`;
    expect(() => channelKernel('tanh' as 'isru', { channels: 2 })).to.throw(RangeError, `expected ${named} for op`);
  });

  it('says what it is, and no bound that depends on alpha', () => {
    const f = channelKernel('isrlu', { channels: 3, inner: 4, method: 'rsqrt_newton', isa: 'scalar' });
    const { maxUlp, source } = kernel('isrlu', { method: 'rsqrt_newton', isa: 'scalar' });
    const named = { op: 'isrlu', method: 'rsqrt_newton', dtype: 'float32', isa: 'scalar', channels: 3, inner: 4 };
    expect({ ...f }).to.include({ ...named, maxUlp, source });
    expect(f).not.to.have.any.keys('alpha', 'maxAbsError', 'derivativeMaxAbsError', 'hasBackwardFromOutput');
    expect(Object.isFrozen(f)).to.equal(true);
    expect(channelKernel('isru', { channels: 1 })).to.include({ method: 'exact', dtype: 'float32', inner: 1 });
  });

  it('finds the fastest within a number of ulp', () => {
    const { method, maxUlp } = channelKernel('isru', { channels: 1, maxUlp: 1e5, isa: 'scalar' });
    expect(method).to.equal(kernel('isru', { maxUlp: 1e5, isa: 'scalar' }).method);
    expect(maxUlp).to.be.at.most(1e5);
  });

  it('takes channels last, or with their elements side by side', () => {
    const alpha = Float64Array.of(1, 3);
    const x = Float64Array.of(-1, -1, 2, 2, -3, -3);
    const [one, three] = [isrlu(x), isrlu(x, undefined, { alpha: 3 })];
    const last = channelKernel('isrlu', { channels: 2, dtype: 'float64' });
    expect(last(x, alpha)).to.deep.equal(Float64Array.from(x, (_, i) => (i % 2 === 0 ? one : three)[i]!));
    const blocks = channelKernel('isrlu', { channels: 2, inner: 3, dtype: 'float64' });
    expect(blocks(x, alpha)).to.deep.equal(Float64Array.from(x, (_, i) => (i < 3 ? one : three)[i]!));
  });

  it('makes the arrays that are not given, and fills those that are', () => {
    const f = channelKernel('isru', { channels: 2 });
    const [x, alpha, dy] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2), Float32Array.of(1, 1, 1, 1)];
    const { dx, dAlpha } = f.backward(x, alpha, dy);
    const [into, intoAlpha] = [new Float32Array(4), new Float32Array(2)];
    expect(f.backward(x, alpha, dy, into, intoAlpha)).to.deep.equal({ dx: into, dAlpha: intoAlpha });
    expect([into, intoAlpha]).to.deep.equal([dx, dAlpha]);
    const out = new Float32Array(4);
    expect(f(x, alpha, out))
      .to.equal(out)
      .and.to.deep.equal(f(x, alpha));
  });

  it('has gradients of zero for no samples', () => {
    const f = channelKernel('isru', { channels: 2 });
    const none = new Float32Array(0);
    const { dx, dAlpha } = f.backward(none, Float32Array.of(1, 2), none, none, Float32Array.of(7, 7));
    expect([[...dx], [...dAlpha]]).to.deep.equal([[], [0, 0]]);
  });

  it('gives NaN for NaN, to its own channel only', () => {
    for (const op of opsWithAlpha) {
      const f = channelKernel(op as 'isru', { channels: 2 });
      const [x, alpha] = [Float32Array.of(NaN, -1, 2, 3), Float32Array.of(1, 2)];
      const { dAlpha } = f.backward(x, alpha, Float32Array.of(1, 1, 1, 1));
      expect([...dAlpha].map(Number.isNaN), op).to.deep.equal([true, false]);
    }
  });
});

describe('the gradient by alpha', () => {
  for (const op of opsWithAlpha)
    it(`${op}: what central differences give`, () => {
      const next = random(3);
      const [outer, channels, inner] = [6, 5, 4];
      const f = channelKernel(op as 'isru', { channels, inner, dtype: 'float64' });
      const many = (n: number, make: () => number): Float64Array => Float64Array.from({ length: n }, make);
      const x = many(outer * channels * inner, () => 6 * next() - 3);
      const dy = x.map(() => 2 * next() - 1);
      const alpha = many(channels, () => 0.2 + 3 * next());
      const total = (alphas: Float64Array): number => f(x, alphas).reduce((sum, y, i) => sum + y * dy[i]!, 0);
      const { dAlpha } = f.backward(x, alpha, dy);
      dAlpha.forEach((found, c) => {
        const step = 1e-5;
        const [above, below] = [alpha.with(c, alpha[c]! + step), alpha.with(c, alpha[c]! - step)];
        expect(found).to.be.closeTo((total(above) - total(below)) / (2 * step), 1e-8);
      });
    });

  it('learns the alphas that made the data', () => {
    const channels = 3;
    const f = channelKernel('isru', { channels });
    const next = random(5);
    const x = Float32Array.from({ length: 400 * channels }, () => 8 * next() - 4);
    const truth = Float32Array.of(0.25, 1, 4);
    const wanted = f(x, truth);
    const alpha = new Float32Array(channels).fill(1.5);
    for (let step = 0; step < 300; step++) {
      const dy = f(x, alpha).map((y, i) => y - wanted[i]!);
      const { dAlpha } = f.backward(x, alpha, dy);
      // By alpha's logarithm, which keeps it above 0.
      alpha.forEach((a, c) => (alpha[c] = a * Math.exp((-0.02 * a * dAlpha[c]!) / 4)));
    }
    alpha.forEach((a, c) => expect(a / truth[c]!, `channel ${c}`).to.be.closeTo(1, 1e-2));
  });

  it('is taken for alpha as it was', () => {
    const f = channelKernel('isru', { channels: 1 });
    const alpha = Float32Array.of(2);
    const x = Float32Array.of(1);
    const before = f(x, alpha)[0];
    alpha[0] = 5;
    expect([before, f(x, alpha)[0]]).to.deep.equal([2, 5].map((a) => isru(x, undefined, { alpha: a })[0]));
  });
});
