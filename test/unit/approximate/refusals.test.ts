import { expect } from 'chai';
import { approximate, BudgetError, LeewayRangeError, LeewayTypeError, type ApproximateOptions } from '#lib/index';

interface Refused {
  error: Error & { code?: string; best?: number; x?: number };
  calls: number;
}

function refused(f: (x: number) => unknown, options: Partial<ApproximateOptions<'float32' | 'float64'>>): Refused {
  let calls = 0;
  const counted = (x: number): number => (calls++, f(x) as number);
  try {
    approximate(counted, { domain: [-1, 1], maxAbsError: 1e-4, ...options });
  } catch (error) {
    return { error: error as Refused['error'], calls };
  }
  throw new Error('expected a refusal, received a kernel');
}

describe('approximate() refuses', function () {
  this.timeout(120_000);

  it('a function that gives no number', () => {
    for (const [value, text] of [
      [1n, 'bigint 1'],
      ['1', '"1"'],
      [undefined, 'undefined'],
    ] as const) {
      const { error, calls } = refused((x) => (x < 0.5 ? x : value), {});
      expect(error).to.be.instanceOf(LeewayTypeError);
      expect(error.code).to.equal('ERR_LEEWAY_NOT_A_NUMBER');
      expect(error.message).to.equal(`expected a function number -> number, received ${text} at x = 0.5`);
      expect(calls).to.be.at.most(5000);
    }
  });

  it('NaN and infinities within the domain', () => {
    const root = refused(Math.sqrt, {});
    expect(root.error.message).to.equal(
      'expected a finite value of f on [-1, 1], received NaN at x = -1: narrow the domain',
    );
    const pole = refused((x) => 1 / x, {});
    expect(pole.error.message).to.include('received Infinity at x = 0');
    for (const { error, calls } of [root, pole]) {
      expect(error).to.be.instanceOf(LeewayRangeError);
      expect(error.code).to.equal('ERR_LEEWAY_NOT_FINITE');
      expect(calls).to.be.at.most(5000);
    }
  });

  it('jumps, between which two floats', () => {
    const below = Math.fround(0.3) > 0.3 ? 0.29999998211860657 : 0.30000001192092896;
    const step = refused((x) => (x < 0.3 ? 0 : 1), {});
    expect(step.error.message).to.equal(
      `expected a continuous function on [-1, 1], received a jump of 1 between x = ${below} and x = 0.30000001192092896: approximate both sides separately`,
    );
    const floor = refused(Math.floor, { domain: [0.5, 1.5] });
    expect(floor.error.message).to.include('between x = 0.9999999403953552 and x = 1');
    const tan = refused(Math.tan, { domain: [1, 2] });
    expect(tan.error.message).to.include('between x = 1.57079');
    for (const { error, calls } of [step, floor, tan]) {
      expect(error.code).to.equal('ERR_LEEWAY_DISCONTINUOUS');
      expect(calls).to.be.at.most(5000);
    }
  });

  it('a budget below what float32 can hold', () => {
    const { error, calls } = refused(Math.tanh, { domain: [-5, 5], maxAbsError: 1e-9 });
    expect(error).to.be.instanceOf(BudgetError);
    expect(error.code).to.equal('ERR_LEEWAY_BUDGET');
    expect(error.message).to.equal(
      "expected maxAbsError of at least 5.96e-8 for float32 results up to |f| = 0.9999, received 1e-9: use dtype 'float64'",
    );
    expect(calls).to.be.at.most(5000);
    expect(refused(Math.exp, { maxAbsError: undefined as never, maxRelError: 1e-9 }).error.message).to.include(
      'maxRelError of at least',
    );
  });

  it('a budget that no table meets, with the best one, its place and what to do', () => {
    const corner = refused(Math.abs, { domain: [-1, 0.9], maxAbsError: 1e-6 });
    expect(corner.error.code).to.equal('ERR_LEEWAY_BUDGET');
    expect(corner.error.best).to.be.within(1e-5, 1e-2);
    expect(Math.abs(corner.error.x!)).to.be.at.most(0.01);
    expect(corner.error.message).to.match(/the best \(\w+: \d+ pieces of degree \d\) reaches .* near x = /);
    expect(corner.error.message).to.include('put it into knots: [');
    const waves = refused((x) => Math.sin(3000 * x), { maxAbsError: 1e-6 });
    expect(waves.error.message).to.include('narrow the domain').and.not.include('knots');
  });

  it('a jump that the probes stepped over', () => {
    const { error } = refused((x) => 50 * x + (Math.abs(x - 0.1) < 1e-5 ? 1e-3 : 0), { maxAbsError: 1e-5 });
    expect(error.code).to.be.oneOf(['ERR_LEEWAY_BUDGET', 'ERR_LEEWAY_DISCONTINUOUS']);
  });

  it('a relative budget where f has a zero', () => {
    const { error } = refused(Math.log, { domain: [0.5, 2], maxAbsError: undefined as never, maxRelError: 1e-4 });
    expect(error.code).to.equal('ERR_LEEWAY_BUDGET');
    expect(error.x).to.be.closeTo(1, 1e-9);
    expect(error.message).to.include('give maxAbsError too');
  });

  it('wrong options, by name', () => {
    const cases: [object, string][] = [
      [{ domain: 3 }, 'domain'],
      [{ domain: [1, 1] }, 'domain'],
      [{ domain: [NaN, 1] }, 'domain'],
      [{ maxAbsError: -1 }, 'maxAbsError'],
      [{ maxAbsError: undefined }, 'options'],
      [{ tails: ['clamp'] }, 'tails'],
      [{ tails: ['clamp', 'flat'] }, 'tails'],
      [{ knots: [2] }, 'knots'],
      [{ spacing: 'octaves' }, 'spacing'],
      [{ spacing: 'log' }, 'log spacing'],
      [{ dtype: 'float16' }, 'dtype'],
      [{ name: 'a b' }, 'name'],
      [{ derivative: 1 }, 'derivative'],
      [{ slots: 32 }, 'an option'],
    ];
    for (const [options, argument] of cases) {
      const { error, calls } = refused(Math.tanh, options as never);
      expect(error.message).to.include(`for ${argument}, received`);
      expect(error.code).to.match(/^ERR_LEEWAY_ARGUMENT_/);
      expect(calls).to.equal(0);
    }
    expect(() => approximate(3 as never, { domain: [0, 1], maxAbsError: 1 })).to.throw(
      LeewayTypeError,
      'for f, received',
    );
  });

  it('nothing that f throws: it passes through', () => {
    const thrown = new Error('mine');
    const { error } = refused(() => {
      throw thrown;
    }, {});
    expect(error).to.equal(thrown);
  });

  it('and calls f no more afterwards', () => {
    let calls = 0;
    const kernel = approximate((x) => (calls++, Math.tanh(x)), {
      domain: [-3, 3],
      maxAbsError: 1e-3,
      derivative: (x) => 1 - Math.tanh(x) ** 2,
    });
    const before = calls;
    const x = Float32Array.of(-1, 0, 1);
    kernel(x);
    kernel.backward(x, x);
    JSON.stringify(kernel);
    kernel.explain().toString();
    kernel.toHeader();
    expect(calls).to.equal(before);
  });
});
