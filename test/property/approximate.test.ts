import { expect } from 'chai';
import fc from 'fast-check';
import { approximate, BudgetError, type Approximation } from '#lib/index';
import { isas, worstOf } from '../support/approximations';
import { scaled } from '../support/scale';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/**
 * Sums of a wave, or else a dent and a hill beside it, a step, a bump and a parabola. They are called a million times each, and
 * sines are slow: one in four has one.
 */
const functions = fc
  .record({
    waves: fc.nat(3).map((n) => n === 0),
    wave: number(-2, 2),
    speed: number(0.1, 4),
    step: number(-3, 3),
    steep: number(0.2, 3),
    bump: number(-1, 1),
    bend: number(-0.5, 0.5),
  })
  .map(
    ({ waves, wave, speed, step, steep, bump, bend }) =>
      (x: number): number =>
        wave * (waves ? Math.sin(speed * x + 1) : (speed * x + 1) / (1 + (speed * x + 1) * (speed * x + 1) * 0.25)) +
        (step * steep * x) / Math.sqrt(1 + steep * x * (steep * x)) +
        bump / (1 + 4 * x * x) +
        bend * x * x +
        x / 3,
  );

const domains = fc.tuple(number(-20, 20), number(0.05, 12)).map(([low, size]) => [low, low + size] as const);
const budgets = number(-6, -1).map((exponent) => 10 ** exponent);

describe('approximate() of any smooth function', function () {
  this.timeout(600_000);

  it('keeps its bound on a dense sweep, or says what it can keep', () => {
    let made = 0;
    fc.assert(
      fc.property(functions, domains, budgets, fc.constantFrom(...isas), (f, domain, maxAbsError, isa) => {
        let kernel: Approximation<'float32'>;
        try {
          kernel = approximate(f, { domain, maxAbsError, isa });
        } catch (error) {
          // Too much for float32: results of size 2^k are rounded to 2^(k - 24).
          expect(error).to.be.instanceOf(BudgetError);
          const size = Math.max(
            ...Array.from({ length: 100 }, (_, i) => Math.abs(f(domain[0] + ((domain[1] - domain[0]) * i) / 99))),
          );
          expect((error as BudgetError).best).to.be.above(maxAbsError);
          expect(maxAbsError).to.be.below(8 * size * 2 ** -23);
          return;
        }
        made++;
        expect(kernel.maxAbsError).to.be.at.most(maxAbsError);
        const { error, at } = worstOf(kernel, { f, domain });
        expect(error, `${kernel.method} at x = ${at}`).to.be.at.most(kernel.maxAbsError);
      }),
      { numRuns: scaled(200), seed: 20_251, endOnFailure: true },
    );
    expect(made).to.be.above(scaled(120));
  });
});
