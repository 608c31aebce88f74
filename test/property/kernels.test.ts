import fc from 'fast-check';
import type { ElementArray } from 'leeway';
import { cases, eachWay, isRanged, valuesOf, type Case } from '../support/cases';
import { differenceIn, firstDifference } from '../support/floats';
import { isOdd, promised, truth } from '../support/oracle';
import { holds } from '../support/properties';

/** Any number of the element type, NaN and infinities too. */
const anyNumber = ({ format }: Case): fc.Arbitrary<number> =>
  fc.oneof(
    (format.dtype === 'float32' ? fc.float() : fc.double()).map(format.round),
    fc.bigInt({ min: 0n, max: 2n * format.signBit - 1n }).map((bits) => format.fromBits(bits)),
    fc.double({ min: -20, max: 20, noNaN: true }).map(format.round),
  );

const anyNumbers = (c: Case, maxLength = 150): fc.Arbitrary<number[]> =>
  fc.array(anyNumber(c), { maxLength, size: 'max' });

const anyArray = (c: Case): fc.Arbitrary<ElementArray> => anyNumbers(c).map((values) => c.format.array(values));

const inDomain = ({ info }: Case, x: number): boolean => info.domain[0] <= x && x <= info.domain[1];

describe('any slice gives what its elements give', () => {
  eachWay(cases, (c, way) => {
    const sliced = fc.tuple(anyArray(c), fc.nat(150), fc.nat(150));
    const property = fc.property(sliced, ([values, start, length]) => {
      const x = values.subarray(start, start + length);
      const got = way.run([x, x], c.format.array(x.length));
      const expected = c.format.array(x.length);
      for (const i of x.keys()) {
        const one = x.subarray(i, i + 1);
        expected[i] = way.run([one, one], c.format.array(1))[0]!;
      }
      return differenceIn(c.format, got, expected) === -1;
    });
    holds(property, 60);
  });
});

describe('odd functions are odd bit for bit', () => {
  for (const c of cases.filter((one) => isOdd(one) && !isRanged(one)))
    it(c.name, () => {
      const property = fc.property(anyNumbers(c), (x) => {
        const negated = valuesOf(
          c,
          x.map((v) => -v),
        );
        return (
          firstDifference(
            negated,
            valuesOf(c, x).map((y) => -y),
          ) === -1
        );
      });
      holds(property, 60);
    });
});

describe('results are in the order of the true values where these differ by more than both errors', () => {
  for (const c of cases)
    it(c.name, () => {
      const { maxAbsError, maxUlp } = c.info;
      const property = fc.property(anyNumber(c), anyNumber(c), (a, b) => {
        fc.pre(inDomain(c, a) && inDomain(c, b));
        const [fa, fb] = valuesOf(c, [a, b]);
        const [ta, tb] = truth(c, [a, b]).high;
        const slack = promised(c.format, ta!, maxAbsError, maxUlp) + promised(c.format, tb!, maxAbsError, maxUlp);
        // Beyond the largest finite number all results are infinity.
        fc.pre(Math.abs(ta!) <= c.format.max && Math.abs(tb!) <= c.format.max);
        return Math.abs(ta! - tb!) > slack ? Math.sign(fa! - fb!) === Math.sign(ta! - tb!) : true;
      });
      holds(property, 240);
    });
});
