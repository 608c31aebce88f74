import { expect } from 'chai';
import { Posit } from 'leeway';
import { Decimal } from '../../../tools/fit/decimal';
import { difference, formats, numbers, onEachIsa } from '../../support/posit/formats';
import { Oracle, exactly, rational, type Rational } from '../../support/posit/oracle';
import { scaled } from '../../support/scale';

type Real = InstanceType<typeof Decimal>;

const D = Decimal.clone({ precision: 200 });
const one = new D(1);

/**
 * 1 + erf(z), with many digits: 2/√π Σ (−1)^n z^(2n+1) / (n! (2n+1)), or for z well below 0, where that cancels, the
 * continued fraction of the complementary function.
 */
function onePlusErf(z: Real): Real {
  const rootPi = D.acos(-1).sqrt();
  if (z.greaterThan(25)) return new D(2);
  if (z.lessThan(-3)) {
    let f = z.negated();
    for (let n = 2000; n > 0; n--) f = z.negated().plus(new D(n).div(2).div(f));
    return z.times(z).negated().exp().div(rootPi).div(f);
  }
  const square = z.times(z);
  let [term, sum] = [z, z];
  for (let n = 1; term.abs().greaterThan('1e-190'); n++) {
    term = term.times(square).negated().div(n);
    sum = sum.plus(term.div(2 * n + 1));
  }
  return sum.times(2).div(rootPi).plus(1);
}

const sigmoid = (x: Real): Real => one.div(one.plus(x.negated().exp()));

/** Beyond it the functions are their limits to more digits than are computed with. */
const far = (x: Real): boolean => x.abs().greaterThan(500);

/** The functions, about in float64 and with many digits. */
const functions = {
  tanh: { about: Math.tanh, real: (x: Real) => (far(x) ? new D(x.s) : x.tanh()) },
  sigmoid: {
    about: (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
    real: (x: Real) => (far(x) ? one : sigmoid(x)),
  },
  exp: { about: Math.exp, real: (x: Real) => x.exp() },
  log: { about: (x: number) => (x > 0 ? Math.log(x) : NaN), real: (x: Real) => x.ln() },
  elu: {
    about: (x: number) => (x > 0 ? x : Math.expm1(x)),
    real: (x: Real) => (x.isPositive() ? x : far(x) ? one.negated() : x.exp().minus(1)),
  },
  softplus: {
    about: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    real: (x: Real) => (far(x) ? x : x.exp().plus(1).ln()),
  },
  silu: {
    about: (x: number) => x * (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
    real: (x: Real) => (far(x) ? x : x.times(sigmoid(x))),
  },
  // The C library's erfc is not in JavaScript: this is only near enough to say where digits are needed.
  gelu: { about: (x: number) => x * cumulative(x), real: (x: Real) => x.times(onePlusErf(x.div(D.sqrt(2)))).div(2) },
} as const;

/** The normal distribution's cumulative function: by its series, or Lentz's continued fraction for what is small. */
function cumulative(x: number): number {
  if (x > 6) return 1;
  if (x < -1) {
    const z = -x;
    let f = z;
    for (let n = 400; n > 0; n--) f = z + n / f;
    return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / f;
  }
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-20 * Math.abs(sum); n++) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Every digit of a double: the shortest text of one stands for a neighbouring real. */
function exactReal(v: number): Real {
  const { numerator, denominator } = rational(v);
  return new D(numerator.toString()).div(denominator.toString());
}

function rationalOf(v: Real): Rational {
  const [mantissa, exponent] = v.toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  const power = Number(exponent) - (mantissa.split('.')[1]?.length ?? 0);
  return power >= 0
    ? { numerator: BigInt(digits) * 10n ** BigInt(power), denominator: 1n }
    : { numerator: BigInt(digits), denominator: 10n ** BigInt(-power) };
}

/** The rounded value; where float64 cannot tell two posits apart, many digits do. */
function rounded(oracle: Oracle, name: keyof typeof functions, bits: number): number {
  const x = oracle.value(bits);
  if (Number.isNaN(x)) return oracle.nar;
  const { about, real } = functions[name];
  const y = about(x);
  if (Number.isNaN(y)) return oracle.nar;
  if (y === Infinity) return oracle.maxpos;
  if (y === 0) {
    if (x === (name === 'log' ? 1 : 0)) return 0;
    return Object.is(y, -0) ? oracle.size - 1 : 1; // below any float64
  }
  return oracle.round(exactly(y, () => rationalOf(real(exactReal(x)))));
}

describe('posit functions against many digits', () => {
  const names = Object.keys(functions) as (keyof typeof functions)[];
  for (const [n, es] of formats)
    it(`posit<${n},${es}>`, () => {
      const oracle = new Oracle(n, es);
      const next = numbers(es);
      const p = new Posit(n, es);
      const all = p.array(n <= 9 ? 2 ** n : scaled(250)).map((_, i) => (n <= 9 ? i : next() % 2 ** n));
      for (const name of names) {
        const expected = all.map((bits) => rounded(oracle, name, bits));
        expect(difference(p[name](all), expected, all), name).to.be.undefined;
      }
    });

  it('on every instruction set alike', () => {
    for (const [n, es] of formats.filter(([bits]) => bits === 8 || bits === 11)) {
      const [first, ...others] = onEachIsa(n, es).map((p) =>
        names.map((name) => p[name](p.array(2 ** n).map((_, i) => i))),
      );
      for (const other of others) expect(other).to.deep.equal(first);
    }
  });

  // Near 0 silu and gelu are x/2 and a bit: where x/2 is a tie, the bit decides, and float64 does not see it.
  it('silu and gelu at ties far below float64', () => {
    for (const [n, es] of formats.filter(([, e]) => e >= 2)) {
      const oracle = new Oracle(n, es);
      const p = new Posit(n, es);
      const small = p.array(Math.min(64, oracle.nar)).map((_, i) => i);
      const order = (m: number, x: number): number => {
        const half = exactly(x / 2, () => rational(x / 2)).order(m);
        return half === 0 ? 1 : half; // what is added is above 0, for negative x too
      };
      const expected = small.map((bits) => {
        const x = oracle.value(bits);
        return x === 0 ? 0 : oracle.round({ about: x / 2, order: (m) => order(m, x) });
      });
      const tiny = small.map((bits) => Number(oracle.value(bits) < 2 ** -30));
      for (const name of ['silu', 'gelu'] as const) {
        const got = p[name](small);
        got.forEach((y, i) => tiny[i] && expect(y, `${p.name} ${name} of ${i}`).to.equal(expected[i]));
      }
    }
  });
});
