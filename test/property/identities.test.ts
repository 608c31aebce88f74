import fc from 'fast-check';
import type { FloatArray } from 'leeway';
import { cases, isRanged, rounded, valuesOf, withAlpha } from '../support/cases';
import { firstDifference, ulpAt } from '../support/floats';
import { holds } from '../support/properties';

const ordinary = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { maxLength: 40, size: 'max' });

describe('sigmoid(x) + sigmoid(-x) = 1 within both bounds', () => {
  for (const c of cases.filter(({ info }) => info.op === 'sigmoid'))
    it(c.name, () => {
      const property = fc.property(ordinary, (x) => {
        const [right, left] = [
          valuesOf(c, x),
          valuesOf(
            c,
            x.map((v) => -v),
          ),
        ];
        return right.every((y, i) => Math.abs(y + left[i]! - 1) <= 2 * c.info.maxAbsError + 2 ** -52);
      });
      holds(property, 100);
    });
});

describe('tanh(x) = 2 sigmoid(2x) - 1 within both bounds', () => {
  for (const c of cases.filter((one) => one.info.op === 'tanh' && !isRanged(one))) {
    const sigmoid = cases.find(
      ({ info, format }) => info.op === 'sigmoid' && info.isa === c.info.isa && format === c.format,
    )!;
    it(c.name, () => {
      const property = fc.property(ordinary, (values) => {
        const x = rounded(c, values);
        const s = valuesOf(
          sigmoid,
          x.map((v) => 2 * v),
        );
        const slack = c.info.maxAbsError + 2 * sigmoid.info.maxAbsError + 2 ** -52;
        return valuesOf(c, x).every((y, i) => Math.abs(y - (2 * s[i]! - 1)) <= slack);
      });
      holds(property, 100);
    });
  }
});

describe('rsqrt(x)^2 x = 1 within the bound', () => {
  for (const c of cases.filter(({ info }) => info.op === 'rsqrt'))
    it(c.name, () => {
      const property = fc.property(ordinary, (values) => {
        const x = rounded(
          c,
          values.map((v) => Math.abs(v) + 1e-3),
        );
        const relative = (c.info.maxUlp + 1) * 2 ** -c.format.mantissaBits;
        return valuesOf(c, x).every((y, i) => Math.abs(y * y * x[i]! - 1) <= (2 + relative) * relative);
      });
      holds(property, 100);
    });
});

// f(x; a) = f(x sqrt(a); 1) / sqrt(a).
describe('alpha scales', () => {
  for (const c of cases.filter(({ info }) => info.op === 'isru' || info.op === 'isrlu')) {
    const { minExponent } = c.format;
    // Nothing subnormal or infinite on the way.
    const largest = Math.min(20, -minExponent >> 2);
    const normal = (values: number[]): FloatArray =>
      rounded(c, values).filter((v) => Math.abs(v) > 2 ** Math.max(-60, minExponent + 10));

    it(`${c.name}: bit for bit by powers of four`, () => {
      const property = fc.property(ordinary, fc.integer({ min: -largest, max: largest }), (values, k) => {
        const x = normal(values);
        const [scaledUp, alpha] = [2 ** k, 4 ** k];
        const got = valuesOf(withAlpha(c, alpha), x);
        const other = valuesOf(
          c,
          x.map((v) => v * scaledUp),
        );
        return (
          firstDifference(
            got,
            other.map((y) => y / scaledUp),
          ) === -1
        );
      });
      holds(property, 100);
    });

    it(`${c.name}: within ulps by anything`, () => {
      const property = fc.property(ordinary, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (values, alpha) => {
        const x = normal(values);
        const root = Math.sqrt(alpha);
        const got = valuesOf(withAlpha(c, alpha), x);
        const other = valuesOf(
          c,
          x.map((v) => v * root),
        );
        // Both within the bound, x sqrt(alpha) and the quotient rounded in between.
        const allowed = 2 * (2 * c.info.maxUlp + 2);
        return got.every((y, i) => Math.abs(y - other[i]! / root) <= allowed * ulpAt(c.format, y));
      });
      holds(property, 100);
    });
  }
});
