import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decimal, fitPolynomial } from '../../../tools/fit/index';
import { evaluate } from '../../../tools/fit/polynomial';
import { assertClose, assertEquioscillates, assertFitError } from './assertions';

const exp = (x: Decimal): Decimal => x.exp();
const sin = (x: Decimal): Decimal => x.sin();
const one = new Decimal(1);

describe('fitPolynomial', () => {
  describe('known answers', () => {
    // E_n(exp) on [-1, 1] as tabulated; the first is sinh(1).
    const errorsOfExp = [1.1752011936, 0.2788015857, 0.0450173884, 0.00552837011, 0.000546667601];
    errorsOfExp.forEach((expected, degree) => {
      it(`exp on [-1, 1] by degree ${degree}: ${expected}`, () => {
        const { maxError } = fitPolynomial({ f: exp, domain: [-1, 1], degree, weight: 'absolute' });
        assertClose(maxError, expected, 1e-6);
      });
    });

    for (const degree of [0, 1, 4, 9]) {
      it(`1 / (x + 2) by degree ${degree}: Chebyshev's (2 - sqrt(3))^n / 3`, () => {
        const f = (x: Decimal): Decimal => one.div(x.plus(2));
        const { maxError } = fitPolynomial({ f, domain: [-1, 1], degree, weight: 'absolute' });
        assertClose(maxError, (2 - Math.sqrt(3)) ** degree / 3, 1e-6);
      });
    }

    it('x^5 by degree 4: the difference is the Chebyshev polynomial T5 / 16', () => {
      const { coefficients, maxError } = fitPolynomial({
        f: (x) => x.pow(5),
        domain: [-1, 1],
        degree: 4,
        weight: 'absolute',
      });
      assertClose(maxError, 1 / 16, 1e-9);
      [0, -5 / 16, 0, 20 / 16, 0].forEach((expected, power) => {
        assert.ok(coefficients[power]!.minus(expected).abs().lt(1e-6), `x^${power}: ${coefficients[power]}`);
      });
    });

    it('|x| by degree 4, whose extrema do not lie at ends alone: 0.0676208993', () => {
      const { maxError } = fitPolynomial({ f: (x) => x.abs(), domain: [-1, 1], degree: 4, weight: 'absolute' });
      assertClose(maxError, 0.0676208993, 1e-6);
    });

    it('a polynomial by a higher degree: itself', () => {
      const f = (x: Decimal): Decimal => x.times(x).minus(3);
      const { coefficients, maxError } = fitPolynomial({ f, domain: [1, 7], degree: 4, weight: 'absolute' });
      assert.ok(maxError.lt(1e-35));
      assert.deepEqual(
        coefficients.map((c) => c.toDecimalPlaces(30).plus(0).toNumber()),
        [-3, 0, 1, 0, 0],
      );
    });

    it('a relative weight: 1 / x by a constant on [1, 3] is 1/2 of error 1/2', () => {
      // (1/x - c) / (1/x) = 1 - c x, of equal size at 1 and 3 for c = 1/2.
      const { coefficients, maxError } = fitPolynomial({
        f: (x) => one.div(x),
        domain: [1, 3],
        degree: 0,
        weight: 'relative',
      });
      assertClose(coefficients[0]!, 0.5, 1e-12);
      assertClose(maxError, 0.5, 1e-12);
    });

    it('a weight of x: sqrt(x) by a constant on [1, 4]', () => {
      const { coefficients, maxError } = fitPolynomial({
        f: (x) => x.sqrt(),
        domain: [1, 4],
        degree: 0,
        weight: (x) => x,
      });
      // The error x^(3/2) - c x is 8 - 4c at the end, and has its minimum at sqrt(x) = 2c/3, of -4 c^3 / 27.
      const c = coefficients[0]!.toNumber();
      assertClose(maxError, (4 * c ** 3) / 27, 1e-6);
      assertClose(maxError, 8 - 4 * c, 1e-6);
    });
  });

  describe('equioscillation', () => {
    it('has degree + 2 alternating extrema of one height, for any domain and degree', () => {
      const functions: Record<string, (x: Decimal) => Decimal> = {
        exp,
        sinh: (x) => x.sinh(),
        cube: (x) => x.pow(3).exp(),
      };
      fc.assert(
        fc.property(
          fc.constantFrom('exp', 'sinh', 'cube'),
          fc.integer({ min: 5, max: 12 }),
          fc.integer({ min: 2, max: 8 }),
          fc.integer({ min: 1, max: 6 }),
          (name, low, width, degree) => {
            const domain = [low / 8, (low + width) / 8] as const;
            const fit = fitPolynomial({ f: functions[name]!, domain, degree, weight: 'relative' });
            assertEquioscillates(fit.extrema, degree + 2);
          },
        ),
        { numRuns: 12, seed: 1 },
      );
    });

    it('is reached to the tolerance asked for', () => {
      const { extrema, maxError } = fitPolynomial({
        f: exp,
        domain: [0, 1],
        degree: 5,
        weight: 'absolute',
        tolerance: 1e-8,
      });
      for (const { error } of extrema) assertClose(error.abs(), maxError.toNumber(), 2e-8);
    });
  });

  describe('basis and fixed coefficients', () => {
    it('fits odd powers on one side of 0, as well as their free counterpart on both', () => {
      const half = fitPolynomial({ f: sin, domain: [0, 1], degree: 5, basis: [1, 3, 5], weight: 'absolute' });
      const whole = fitPolynomial({ f: sin, domain: [-1, 1], degree: 6, weight: 'absolute' });
      assertClose(half.maxError, whole.maxError.toNumber(), 1e-6);
      assert.deepEqual(
        [0, 2, 4].map((power) => half.coefficients[power]!.toNumber()),
        [0, 0, 0],
      );
      assertEquioscillates(half.extrema, 4);
    });

    it('keeps fixed coefficients and levels the rest, across 0', () => {
      const fixed = new Map([
        [0, 1],
        [1, 1],
      ]);
      const fit = fitPolynomial({ f: exp, domain: [-0.3466, 0.3466], degree: 6, fixed, weight: 'relative' });
      assert.deepEqual(fit.coefficients.slice(0, 2).map(Number), [1, 1]);
      assertEquioscillates(fit.extrema, 6);
      assert.ok(fit.maxError.gt(1e-9) && fit.maxError.lt(2 ** -28), `${fit.maxError}`);
    });

    it('alternates across 0 where the lowest free power is odd: the sign of x^k turns there', () => {
      const fit = fitPolynomial({ f: exp, domain: [-1, 1], degree: 3, fixed: new Map([[0, 1]]), weight: 'absolute' });
      const turned = fit.extrema.map((extremum) => ({
        ...extremum,
        error: extremum.x.isNegative() ? extremum.error.neg() : extremum.error,
      }));
      assertEquioscillates(turned, 4);
      // The price of passing through (0, 1): no more than the value the free cubic has there in excess.
      const free = fitPolynomial({ f: exp, domain: [-1, 1], degree: 3, weight: 'absolute' });
      assert.ok(fit.maxError.gt(free.maxError) && fit.maxError.lt(free.maxError.times(2)), `${fit.maxError}`);
    });

    it('takes a fixed power that is not in the basis', () => {
      const fit = fitPolynomial({
        f: exp,
        domain: [0, 1],
        degree: 3,
        basis: [0, 1],
        fixed: new Map([[3, 0.25]]),
        weight: 'absolute',
      });
      assert.equal(fit.coefficients[3]!.toNumber(), 0.25);
      assert.equal(fit.coefficients[2]!.toNumber(), 0);
      assertEquioscillates(fit.extrema, 3);
    });
  });

  it('states an error that no point of the domain exceeds', () => {
    const { coefficients, maxError } = fitPolynomial({ f: sin, domain: [1, 5], degree: 5, weight: 'absolute' });
    let largest = 0;
    for (let x = 1; x <= 5; x += 1 / 512) {
      largest = Math.max(largest, Math.abs(Math.sin(x) - evaluate(coefficients, new Decimal(x)).toNumber()));
    }
    assert.ok(largest <= maxError.toNumber() * (1 + 1e-9) && largest > maxError.toNumber() * 0.999, `${largest}`);
  });

  describe('refuses', () => {
    const valid = { f: exp, domain: [0, 1], degree: 3, weight: 'absolute' } as const;
    const rows: [string, object, RegExp][] = [
      ['an empty domain', { domain: [1, 1] }, /low < high, received \[1, 1\]/],
      ['an infinite domain', { domain: [0, Infinity] }, /low < high/],
      ['a function that is not finite', { f: (x: Decimal) => x.ln() }, /finite f\(x\), received -Infinity at x = 0/],
      ['a relative weight where f is 0', { f: sin, weight: 'relative' }, /no zero under a relative weight.* x = 0/],
      ['a negative weight', { weight: (x: Decimal) => x.minus(0.5) }, /weight of at least 0, received -/],
      ['a weight of 0 throughout', { weight: () => new Decimal(0) }, /weight above 0/],
      ['a power above the degree', { basis: [0, 4] }, /whole powers from 0 to the degree 3, received 4/],
      ['a fixed power below 0', { fixed: new Map([[-1, 1]]) }, /received -1/],
      ['nothing to fit', { degree: 0, fixed: new Map([[0, 1]]) }, /at least one coefficient/],
      ['odd powers on both sides of 0', { domain: [-1, 1], basis: [1, 3] }, /basis with gaps/],
      ['a reference of the wrong length', { reference: [new Decimal(0.5)] }, /reference of 5 points, received 1/],
      ['too few iterations', { maxIterations: 1 }, /level the error to 0.000001 in 1 iterations/],
      ['a jump, which nothing levels', { f: (x: Decimal) => new Decimal(x.lt('0.3333') ? 0 : 1) }, /level the error/],
      ['a fixed value that outweighs every error', { domain: [-1, 1], fixed: new Map([[0, 2]]) }, /error of at most/],
    ];
    for (const [what, change, message] of rows) {
      it(what, () => assertFitError(() => fitPolynomial({ ...valid, ...change }), message));
    }
  });
});
