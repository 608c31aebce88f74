import { expect } from 'chai';
import { addon } from '#lib/backend/index';
import { cases, isRanged, valuesOf, withAlpha, type Case } from '../support/cases';
import { arrayOfBits } from '../support/floats';
import { specialValues } from '../support/inputs';
import { errorOf, isOdd, promised, truth } from '../support/oracle';

const inDomain = ({ info }: Case, x: number): boolean => info.domain[0] <= x && x <= info.domain[1];

describe('special values', () => {
  const atOtherAlphas = cases.filter(({ info }) => info.alpha !== undefined).map((c) => withAlpha(c, 13.7));
  for (const c of [...cases, ...atOtherAlphas]) {
    const { format, f, info } = c;
    const at = (x: number): number => valuesOf(c, [x])[0]!;

    it(`${c.name}: NaN stays NaN, whatever its sign and payload`, () => {
      const quiet = format.infinity | (1n << BigInt(format.mantissaBits - 1));
      for (const bits of [quiet, quiet | format.signBit, quiet | 1n, format.infinity | 1n])
        expect(format.numbers(f(arrayOfBits(format, [bits])))[0], bits.toString(16)).to.be.NaN;
    });

    if (!isRanged(c))
      it(`${c.name}: infinities give the limits`, () => {
        addon.limits(c.op, c.alpha).forEach((limit, i) => {
          const y = at([-Infinity, Infinity][i]!);
          if (Number.isFinite(limit))
            expect(errorOf(format, y, limit, 0), `${y} for ${limit}`).to.be.at.most(
              promised(format, limit, info.maxAbsError, info.maxUlp),
            );
          else expect(y).to.be.deep.equal(limit);
        });
      });

    it(`${c.name}: the oracle's value within the bounds, NaN where it is undefined`, () => {
      const xs = specialValues(format).map(format.round);
      const { high, low } = truth(c, xs);
      xs.forEach((x, i) => {
        const y = at(x);
        if (Number.isNaN(high[i])) expect(y, `at ${x}`).to.be.NaN;
        else if (inDomain(c, x))
          expect(errorOf(format, y, high[i]!, low[i]!), `${y} for ${high[i]} at ${x}`).to.be.at.most(
            promised(format, high[i]!, info.maxAbsError, info.maxUlp),
          );
      });
    });

    if (!isRanged(c))
      it(`${c.name}: zeros where the function has them, with their sign`, () => {
        const { high } = truth(c, [0, -0]);
        [0, -0].forEach((x, i) => {
          if (high[i] === 0) expect(at(x), `at ${Object.is(x, -0) ? '-0' : '0'}`).to.be.deep.equal(high[i]);
        });
      });

    if (isOdd(c) && !isRanged(c))
      it(`${c.name}: odd`, () => {
        for (const x of specialValues(format)) expect(at(-x), `at ${x}`).to.be.deep.equal(-at(x));
      });
  }
});
