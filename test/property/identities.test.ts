import fc from 'fast-check';
import { cases, isRanged, withAlpha } from '../support/cases';
import { firstDifference, ulpAt } from '../support/floats';
import { holds } from '../support/properties';

const ordinary = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { maxLength: 40, size: 'max' });

describe('sigmoid(x) + sigmoid(-x) = 1 within both bounds', () => {
  for (const { name, f, format, info } of cases.filter((c) => c.info.op === 'sigmoid'))
    it(name, () => {
      const property = fc.property(ordinary, (values) => {
        const x = format.array(values);
        const [right, left] = [f(x), f(x.map((v) => -v))];
        return right.every((y, i) => Math.abs(y + left[i]! - 1) <= 2 * info.maxAbsError + 2 ** -52);
      });
      holds(property, 100);
    });
});

describe('tanh(x) = 2 sigmoid(2x) - 1 within both bounds', () => {
  for (const { name, f, format, info } of cases.filter((c) => c.info.op === 'tanh' && !isRanged(c))) {
    const { f: sigmoid, info: other } = cases.find(
      (c) => c.info.op === 'sigmoid' && c.info.isa === info.isa && c.format === format,
    )!;
    it(name, () => {
      const property = fc.property(ordinary, (values) => {
        const x = format.array(values);
        const s = sigmoid(x.map((v) => 2 * v));
        return f(x).every(
          (y, i) => Math.abs(y - (2 * s[i]! - 1)) <= info.maxAbsError + 2 * other.maxAbsError + 2 ** -52,
        );
      });
      holds(property, 100);
    });
  }
});

describe('rsqrt(x)^2 x = 1 within the bound', () => {
  for (const { name, f, format, info } of cases.filter((c) => c.info.op === 'rsqrt'))
    it(name, () => {
      const property = fc.property(ordinary, (values) => {
        const x = format.array(values.map((v) => Math.abs(v) + 1e-3));
        const relative = (info.maxUlp + 1) * 2 ** -format.mantissaBits;
        return f(x).every((y, i) => Math.abs(y * y * x[i]! - 1) <= (2 + relative) * relative);
      });
      holds(property, 100);
    });
});

// f(x; a) = f(x sqrt(a); 1) / sqrt(a).
describe('alpha scales', () => {
  for (const c of cases.filter(({ info }) => info.op === 'isru' || info.op === 'isrlu')) {
    it(`${c.name}: bit for bit by powers of four`, () => {
      const property = fc.property(ordinary, fc.integer({ min: -20, max: 20 }), (values, k) => {
        const x = c.format.array(values).filter((v) => Math.abs(v) > 2 ** -60); // nothing subnormal on the way
        const [scaledUp, alpha] = [2 ** k, 4 ** k];
        const got = withAlpha(c, alpha).f(x);
        return (
          firstDifference(
            got,
            c.f(x.map((v) => v * scaledUp)).map((y) => y / scaledUp),
          ) === -1
        );
      });
      holds(property, 100);
    });

    it(`${c.name}: within ulps by anything`, () => {
      const property = fc.property(ordinary, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (values, alpha) => {
        const x = c.format.array(values).filter((v) => Math.abs(v) > 2 ** -60);
        const root = Math.sqrt(alpha);
        const got = withAlpha(c, alpha).f(x);
        const other = c.f(x.map((v) => v * root));
        // Both within the bound, x sqrt(alpha) and the quotient rounded in between.
        const allowed = 2 * (2 * c.info.maxUlp + 2);
        return got.every((y, i) => Math.abs(y - other[i]! / root) <= allowed * ulpAt(c.format, y));
      });
      holds(property, 100);
    });
  }
});
