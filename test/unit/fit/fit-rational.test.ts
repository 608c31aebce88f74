import assert from 'node:assert/strict';
import { Decimal, fitPolynomial, fitRational } from '../../../tools/fit/index';
import { tanhQuotient } from '../../../tools/fit/functions';
import { evaluate } from '../../../tools/fit/polynomial';
import { assertClose, assertEquioscillates, assertFitError } from './assertions';

const exp = (x: Decimal): Decimal => x.exp();
const one = new Decimal(1);

describe('fitRational', () => {
  describe('known answers', () => {
    // |x| on [-1, 1] by degree 2n / 2n, which is sqrt(x) on [0, 1] by n / n (Varga, Ruttan and Carpenter, 1991).
    const errorsOfRoot = [4.368901269e-2, 8.501484704e-3, 2.282106009e-3];
    errorsOfRoot.forEach((expected, index) => {
      const degree = index + 1;
      it(`sqrt(x) on [0, 1] by ${degree} / ${degree}: ${expected}`, () => {
        const fit = fitRational({
          f: (x) => x.sqrt(),
          domain: [0, 1],
          numerator: degree,
          denominator: degree,
          weight: 'absolute',
        });
        assertClose(fit.maxError, expected, 2e-6);
        assertEquioscillates(fit.extrema, 2 * degree + 2);
      });
    });

    it('|x| on [-1, 1] by 2 / 2 is the same, with a corner inside the domain', () => {
      const fit = fitRational({ f: (x) => x.abs(), domain: [-1, 1], numerator: 2, denominator: 2, weight: 'absolute' });
      assertClose(fit.maxError, 4.368901269e-2, 2e-6);
    });

    for (const [degree, expected] of [
      [1, 2.09696193e-2],
      [2, 8.68999144e-5],
      [3, 1.55066924e-7],
    ] as const) {
      it(`exp on [-1, 1] by ${degree} / ${degree}: ${expected}`, () => {
        const fit = fitRational({
          f: exp,
          domain: [-1, 1],
          numerator: degree,
          denominator: degree,
          weight: 'absolute',
        });
        assertClose(fit.maxError, expected, 2e-6);
        assertEquioscillates(fit.extrema, 2 * degree + 2);
      });
    }

    it('a quotient by its own degrees: itself, with q[0] = 1', () => {
      const f = (x: Decimal): Decimal => x.plus(3).div(x.times(2).plus(4));
      const { p, q, maxError } = fitRational({ f, domain: [0, 5], numerator: 1, denominator: 1, weight: 'relative' });
      assert.ok(maxError.lt(1e-35));
      assert.deepEqual(
        p.map((c) => c.toDecimalPlaces(30).toNumber()),
        [0.75, 0.25],
      );
      assert.deepEqual(
        q.map((c) => c.toDecimalPlaces(30).toNumber()),
        [1, 0.5],
      );
    });

    it('a denominator of degree 0: the polynomial fit', () => {
      const rational = fitRational({ f: exp, domain: [0, 2], numerator: 3, denominator: 0, weight: 'relative' });
      const polynomial = fitPolynomial({ f: exp, domain: [0, 2], degree: 3, weight: 'relative' });
      assertClose(rational.maxError, polynomial.maxError.toNumber(), 1e-6);
      assert.deepEqual(rational.q.map(Number), [1]);
    });
  });

  it('levels tanh(x) / x in x^2 under a weight that is 0 at an end, and keeps to the stated error', () => {
    const limit = 5;
    const fit = fitRational({
      f: tanhQuotient,
      domain: [0, limit ** 2],
      numerator: 2,
      denominator: 2,
      weight: (t) => t.sqrt(),
    });
    assertEquioscillates(fit.extrema, 6);
    const [p, q] = [fit.p, fit.q];
    let largest = 0;
    for (let x = 0; x <= limit; x += 1 / 256) {
      const t = new Decimal(x * x);
      largest = Math.max(largest, Math.abs(Math.tanh(x) - evaluate(p, t).div(evaluate(q, t)).times(x).toNumber()));
    }
    assert.ok(largest <= fit.maxError.toNumber() && largest > fit.maxError.toNumber() * 0.999, `${largest}`);
  });

  it('gives the same from another start', () => {
    const options = { f: exp, domain: [0, 1], numerator: 2, denominator: 1, weight: 'absolute' } as const;
    const reference = [0.05, 0.2, 0.5, 0.7, 0.9].map((x) => new Decimal(x));
    assertClose(fitRational({ ...options, reference }).maxError, fitRational(options).maxError.toNumber(), 1e-6);
  });

  describe('refuses', () => {
    const valid = { f: exp, domain: [0, 1], numerator: 1, denominator: 1, weight: 'absolute' } as const;
    const square = (x: Decimal): Decimal => x.times(x);
    const rows: [string, object, RegExp][] = [
      ['degrees that are not whole', { numerator: 1.5 }, /whole degrees of at least 0, received 1.5/],
      ['a negative degree', { denominator: -1 }, /received -1/],
      [
        'a function no denominator of the degree suits',
        { f: square, domain: [-1, 1] },
        /denominator without a zero between/,
      ],
      [
        // The degrees leave a common factor free, and its zero lies in the domain.
        'a denominator with a zero in the domain',
        { f: (x: Decimal) => square(x).plus(1).div(square(x).plus(2)), domain: [-1, 1], numerator: 2, denominator: 3 },
        /denominator without a zero in \[-1, 1\]/,
      ],
      ['q(0) = 0', { f: (x: Decimal) => one.div(x), domain: [1, 2], numerator: 0 }, /q\(0\) != 0/],
      ['too few iterations', { maxIterations: 1 }, /in 1 iterations/],
    ];
    for (const [what, change, message] of rows) {
      it(what, () => assertFitError(() => fitRational({ ...valid, ...change }), message));
    }
  });
});
