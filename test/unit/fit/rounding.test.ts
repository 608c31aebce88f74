import assert from 'node:assert/strict';
import {
  Decimal,
  exact,
  fitPolynomial,
  fitRational,
  roundPolynomial,
  roundRational,
  roundTo,
  Target,
} from '../../../tools/fit/index';
import type { PolynomialShape, RoundedPolynomial } from '../../../tools/fit/index';
import { polynomialGridSize } from '../../../tools/fit/fit-polynomial';
import { tanhQuotient } from '../../../tools/fit/functions';
import { evaluate } from '../../../tools/fit/polynomial';
import { assertClose } from './assertions';

const exp = (x: Decimal): Decimal => x.exp();

interface Case {
  readonly f: (x: Decimal) => Decimal;
  readonly domain: readonly [number, number];
  readonly shape: PolynomialShape;
}

function rounded({ f, domain, shape }: Case): { fitted: Decimal; toNearest: number[]; result: RoundedPolynomial } {
  const fit = fitPolynomial({ f, domain, weight: 'absolute', ...shape });
  const target = Target.from({ f, domain, weight: 'absolute', gridSize: polynomialGridSize(shape.degree) });
  return {
    fitted: fit.maxError,
    toNearest: fit.coefficients.map((c) => roundTo('float32', c)),
    result: roundPolynomial(target, fit, 'float32', shape),
  };
}

/** The largest error on an even grid, found without the tool's own search for extrema. */
function largestError({ f, domain: [low, high] }: Case, coefficients: readonly number[]): number {
  const polynomial = coefficients.map(exact);
  let largest = new Decimal(0);
  for (let k = 0; k <= 500; k++) {
    const x = new Decimal(low).plus(new Decimal(high - low).times(k).div(500));
    largest = Decimal.max(largest, f(x).minus(evaluate(polynomial, x)).abs());
  }
  return largest.toNumber();
}

describe('roundPolynomial', () => {
  const rows: (Case & { name: string; method: RoundedPolynomial['method'] })[] = [
    { name: 'a coarse fit', f: exp, domain: [-1, 1], shape: { degree: 4 }, method: 'each to nearest' },
    { name: 'from 0 on', f: exp, domain: [0, 1], shape: { degree: 6 }, method: 'lowest power first' },
    { name: 'away from 0', f: exp, domain: [3, 4], shape: { degree: 6 }, method: 'highest power first' },
  ];
  for (const { name, method, ...fitCase } of rows) {
    it(`${name}: ${method}`, () => {
      const { fitted, toNearest, result } = rounded(fitCase);
      assert.equal(result.method, method);
      for (const c of result.coefficients) assert.equal(Math.fround(c), c);
      assert.ok(result.maxError.gte(fitted));
      assertClose(result.maxError, largestError(fitCase, result.coefficients), 1e-2);
      if (method === 'each to nearest') assert.deepEqual(result.coefficients, toNearest);
      else assert.ok(result.maxError.toNumber() < 0.9 * largestError(fitCase, toNearest), 'better than to nearest');
    });
  }

  it('keeps fixed coefficients and gaps', () => {
    const shape = { degree: 7, basis: [3, 5, 7], fixed: new Map([[1, 1]]) };
    const { result } = rounded({ f: (x) => x.sin(), domain: [0, 1], shape });
    assert.deepEqual(
      [0, 1, 2, 4, 6].map((power) => result.coefficients[power]),
      [0, 1, 0, 0, 0],
    );
    assert.ok(result.coefficients[3]! < -0.1666 && result.coefficients[3]! > -0.1667);
  });
});

describe('roundRational', () => {
  it('fits the numerator to the rounded denominator', () => {
    const options = { f: tanhQuotient, domain: [0, 64], numerator: 4, denominator: 4, weight: 'relative' } as const;
    const fit = fitRational(options);
    const result = roundRational(Target.from({ ...options, gridSize: 160 }), fit, 'float32');
    assert.equal(result.method, 'denominator to nearest, numerator fitted to it');
    assert.deepEqual(
      result.q,
      fit.q.map((c) => roundTo('float32', c)),
    );
    for (const c of result.p) assert.equal(Math.fround(c), c);

    const errorOf = (p: readonly number[]): number => {
      let largest = 0;
      for (let k = 0; k <= 800; k++) {
        const t = new Decimal(k / 100).pow(2);
        const ratio = evaluate(p.map(exact), t)
          .div(evaluate(result.q.map(exact), t))
          .div(tanhQuotient(t));
        largest = Math.max(largest, Math.abs(ratio.minus(1).toNumber()));
      }
      return largest;
    };
    assertClose(result.maxError, errorOf(result.p), 1e-2);
    assert.ok(errorOf(result.p) < 0.7 * errorOf(fit.p.map((c) => roundTo('float32', c))));
  });

  it('leaves a fit alone that rounding does not hurt', () => {
    const options = { f: exp, domain: [0, 1], numerator: 1, denominator: 1, weight: 'absolute' } as const;
    const fit = fitRational(options);
    const result = roundRational(Target.from({ ...options, gridSize: 64 }), fit, 'float64');
    assert.equal(result.method, 'each to nearest');
    assert.deepEqual(
      result.p,
      fit.p.map((c) => roundTo('float64', c)),
    );
    assertClose(result.maxError, fit.maxError.toNumber(), 1e-9);
  });
});
