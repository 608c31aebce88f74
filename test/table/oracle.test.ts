import { expect } from 'chai';
import { Decimal } from '../../tools/fit/decimal';
import { normalTail } from '../../tools/fit/functions';
import { opCases, type Case } from '../support/cases';
import { formats, ulpAt } from '../support/floats';
import { ordinaryInputs } from '../support/inputs';
import { scaled } from '../support/scale';
import { trueDerivative, trueValue, truth } from '../support/oracle';

// The oracle that bounds are measured against, questioned in turn: by V8's own Math, by formulas written differently,
// by finite differences.

type Formula = (x: number, alpha: number) => number;

/** Written down independently of kernels.def, mostly in another form. */
const byHand: Record<string, { value: Formula; derivative: Formula }> = {
  relu: { value: (x) => Math.max(x, 0), derivative: (x) => (x > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, derivative: (x) => 1 / Math.cosh(x) ** 2 },
  sigmoid: {
    value: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
    derivative: (x) => Math.exp(-Math.abs(x)) / (1 + Math.exp(-Math.abs(x))) ** 2,
  },
  isru: {
    value: (x, a) => x / Math.hypot(1, Math.sqrt(a) * x),
    derivative: (x, a) => Math.hypot(1, Math.sqrt(a) * x) ** -3,
  },
  isrlu: {
    value: (x, a) => (x < 0 ? x / Math.hypot(1, Math.sqrt(a) * x) : x),
    derivative: (x, a) => (x < 0 ? Math.hypot(1, Math.sqrt(a) * x) ** -3 : 1),
  },
  rsqrt: { value: (x) => Math.sqrt(1 / x), derivative: (x) => -0.5 * x ** -1.5 },
};

const known = new Map<number, number>();

function exactErfc(x: number): Decimal {
  const tail = normalTail(new Decimal(Math.abs(x)).times(new Decimal(2).sqrt())).times(2);
  return x < 0 ? new Decimal(2).minus(tail) : tail;
}

/** What Math lacks, in many digits. */
function erfc(x: number): number {
  let value = known.get(x);
  if (value === undefined) {
    value = exactErfc(x).toNumber();
    known.set(x, value);
  }
  return value;
}

/** Its first term where all others, and 50 digits of 1 - erfc(x), come to nothing. */
const erf = (x: number): number =>
  Math.abs(x) < 1e-12 ? (2 / Math.sqrt(Math.PI)) * x : new Decimal(1).minus(exactErfc(x)).toNumber();

/** The expression of kernels.def as JavaScript: every op has one. */
function evaluated(expression: string): Formula {
  const names: Record<string, unknown> = { erf, erfc };
  for (const name of Object.getOwnPropertyNames(Math)) names[name] = Math[name as keyof Math];
  const f = new Function(...Object.keys(names), 'x', 'alpha', `return ${expression};`) as (
    ...values: unknown[]
  ) => number;
  return (x, alpha) => f(...Object.values(names), x, alpha);
}

function agrees(c: Case, got: ArrayLike<number>, x: ArrayLike<number>, formula: Formula): void {
  const want = Array.from(x, (at) => formula(at, c.alpha));
  const i = want.findIndex(
    (value, at) => !(Math.abs(got[at]! - value) <= 16 * ulpAt(formats.float64, value) + 1e-15 * Math.abs(x[at]!)),
  );
  expect(i, `${got[i]} for ${want[i]} at ${x[i]}: index`).to.equal(-1);
}

describe('the oracle', () => {
  for (const c of opCases.flatMap((one) =>
    one.info.alpha === undefined ? [one] : [one, { ...one, alpha: 0.07 }, { ...one, alpha: 13.7 }],
  )) {
    const { op, dtype, value, derivative } = c.info;
    const x = c.format.numbers(ordinaryInputs(c, scaled(500, 60)));
    const name = `${op} ${dtype}, alpha ${c.alpha}`;

    it(`${name}: its expressions as V8 evaluates them`, () => {
      agrees(c, truth(c, x).high, x, evaluated(value));
      agrees(c, trueDerivative(c, x).high, x, evaluated(derivative));
    });

    const hand = byHand[op];
    if (hand)
      it(`${name}: written by hand`, () => {
        agrees(c, truth(c, x).high, x, hand.value);
        agrees(c, trueDerivative(c, x).high, x, hand.derivative);
      });

    it(`${name}: f' is the derivative of f`, () => {
      const away = Array.from(x).filter((at) => Math.abs(at) > 0.01);
      const slope = trueDerivative(c, away).high;
      const step = 1e-5;
      const [up, down] = [
        truth(
          c,
          away.map((at) => at * (1 + step)),
        ),
        truth(
          c,
          away.map((at) => at * (1 - step)),
        ),
      ];
      const quotient = away.map((at, i) => (up.high[i]! - down.high[i]!) / (2 * step * at));
      const i = quotient.findIndex((q, at) => !(Math.abs(q - slope[at]!) <= 1e-6 * Math.max(1, Math.abs(slope[at]!))));
      expect(i, `${slope[i]} for ${quotient[i]} at ${away[i]}: index`).to.equal(-1);
    });

    it(`${name}: its limits`, () => {
      for (const end of [-Infinity, Infinity]) {
        const [limit, nearby] = [trueValue(c, end), trueValue(c, Math.sign(end) * 1e15)];
        if (Number.isFinite(limit)) expect(nearby).to.be.closeTo(limit, 1e-7 * (1 + Math.abs(limit)));
        else if (Number.isNaN(limit)) expect(nearby).to.be.NaN;
        // However slowly it gets there: a logarithm, a small slope.
        else if (nearby !== limit) expect(nearby / trueValue(c, Math.sign(end) * 1e7)).to.be.above(1.5);
      }
    });

    it(`${name}: its low part is below half an ulp of the high one`, () => {
      const { high, low } = truth(c, x);
      expect(high.findIndex((h, i) => !(Math.abs(low[i]!) <= ulpAt(formats.float64, h) / 2))).to.equal(-1);
    });
  }
});
