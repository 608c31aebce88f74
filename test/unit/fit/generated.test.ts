import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Decimal, exact } from '../../../tools/fit/index';
import { HEADERS } from '../../../tools/fit/fits/index';
import { evaluate } from '../../../tools/fit/polynomial';
import { evaluateQuotient } from '../../../tools/fit/quotient-float32';

let root = __dirname;
while (!existsSync(join(root, 'package.json'))) root = dirname(root);
const directory = join(root, 'native', 'math', 'generated');
const textOf = (name: string): string => readFileSync(join(directory, name), 'utf8');

/** The values of a constant as a C++ compiler reads them: base 16 where it says so, and to float where it ends in f. */
function valuesOf(header: string, name: string): number[] {
  const [, type, , text] = new RegExp(`constexpr (float|double) ${name}(\\[\\])? = ([^;]*);`).exec(textOf(header))!;
  return [...text!.matchAll(/-?\d[^\s,}]*/g)].map(([literal]) => {
    assert.equal(literal.endsWith('f'), type === 'float', literal);
    const [, sign, digits, exponent] = /^(-?)0x1\.?([\da-f]*?)p([+-]\d+)f?$/.exec(literal) ?? [];
    if (exponent === undefined) return type === 'float' ? Math.fround(Number.parseFloat(literal)) : Number(literal);
    return (sign ? -1 : 1) * Number(`0x1${digits}`) * 2 ** (Number(exponent) - 4 * digits!.length);
  });
}

const polynomialOf = (header: string, name: string): Decimal[] => valuesOf(header, name).map(exact);

/** The error "with rounded coefficients" that the comment above a constant states. */
function statedError(header: string, name: string): number {
  const text = textOf(header);
  const above = text.slice(0, text.indexOf(` ${name}`));
  return Number([...above.matchAll(/([\d.e-]+)(?: \(2\^[-\d.]+\))? with rounded coefficients/g)].at(-1)![1]);
}

interface Row {
  readonly header: string;
  readonly name: string;
  readonly approximation: (x: Decimal) => Decimal;
  readonly f: (x: Decimal) => Decimal;
  readonly low: number;
  readonly high: number;
  readonly relative: boolean;
}

const tanh = (x: Decimal): Decimal => x.tanh();

const ofBothTypes: Row[] = ['f32', 'f64'].flatMap((type): Row[] => {
  const q = polynomialOf('exp.h', `exp_polynomial_${type}`);
  const small = polynomialOf('tanh_small.h', `tanh_small_${type}`);
  const poly16 = polynomialOf('tanh_poly16.h', `tanh_poly16_${type}`);
  return [
    {
      ...{
        header: 'exp.h',
        name: `exp_polynomial_${type}`,
        f: (x) => x.exp(),
        low: -0.3466,
        high: 0.3466,
        relative: true,
      },
      approximation: (r) => r.plus(1).plus(r.times(r).times(evaluate(q, r))),
    },
    {
      ...{ header: 'tanh_small.h', name: `tanh_small_${type}`, f: tanh, low: 0, high: 0.625, relative: true },
      approximation: (x) => x.plus(x.pow(3).times(evaluate(small, x.times(x)))),
    },
    {
      ...{ header: 'tanh_poly16.h', name: `tanh_poly16_${type}`, f: tanh, low: 0, high: 1, relative: false },
      approximation: (x) => evaluate(poly16, x),
    },
    ...['5_4', '7_6', '9_8'].map((degrees): Row => {
      const name = `tanh_rational_${degrees}`;
      const p = polynomialOf('tanh_rational.h', `${name}_numerator_${type}`);
      const d = polynomialOf('tanh_rational.h', `${name}_denominator_${type}`);
      const high = valuesOf('tanh_rational.h', `${name}_clamp_${type}`)[0]!;
      return {
        ...{ header: 'tanh_rational.h', name: `${name}_numerator_${type}`, f: tanh, low: 0, high },
        relative: degrees === '9_8',
        approximation: (x) => x.times(evaluate(p, x.times(x))).div(evaluate(d, x.times(x))),
      };
    }),
  ];
});

const nearSteps = ['exact', 'tier_1e_10'].map((tier): Row => {
  const name = `coth_rest_${tier}`;
  const p = polynomialOf('tanh_steps.h', name);
  const inverse = (x: Decimal): Decimal => new Decimal(1).div(x);
  const f = (x: Decimal): Decimal => inverse(tanh(x)).minus(inverse(x));
  return {
    ...{ header: 'tanh_steps.h', name, f, low: 0, high: 1 / 256, relative: true },
    approximation: (x) => x.times(evaluate(p, x.times(x))),
  };
});

const rows = [...ofBothTypes, ...nearSteps];

describe('the headers of native/math/generated', () => {
  it('are those the tool makes, and no others', () => {
    assert.deepEqual(readdirSync(directory).sort(), Object.keys(HEADERS).sort());
  });

  // The other two take longer; `npm run fit -- --check` compares all.
  for (const name of ['exp.h', 'tanh_small.h', 'tanh_steps.h']) {
    it(`${name} is current`, () => assert.equal(HEADERS[name]!(), textOf(name)));
  }

  for (const { header, name, approximation, f, low, high, relative } of rows) {
    it(`${name} keeps to the error it states`, () => {
      const stated = statedError(header, name);
      let largest = new Decimal(0);
      for (let k = 0; k <= 150; k++) {
        const x = new Decimal(low).plus(new Decimal(high).minus(low).times(k).div(150));
        if (relative && x.isZero()) continue;
        const value = f(x);
        const error = approximation(x).minus(value).abs();
        largest = Decimal.max(largest, relative ? error.div(value) : error);
      }
      assert.ok(largest.lte(stated), `${largest} against ${stated}`);
      assert.ok(largest.gt(stated * 0.9), `stated ${stated}, found no more than ${largest}`);
    });
  }

  for (const degrees of ['5_4', '7_6', '9_8']) {
    it(`tanh_rational_${degrees} saturates next to 1 and never above, in exact arithmetic and in float32`, () => {
      for (const { name, approximation, high } of rows.filter((row) =>
        row.name.startsWith(`tanh_rational_${degrees}`),
      )) {
        const atClamp = approximation(exact(high));
        assert.ok(atClamp.lte(1) && atClamp.gt(1 - 5e-5), `${name}: ${atClamp}`);
      }
      const [p, q, clamp] = ['numerator', 'denominator', 'clamp'].map((part) =>
        valuesOf('tanh_rational.h', `tanh_rational_${degrees}_${part}_f32`),
      );
      const limit = clamp![0]!;
      for (let x = limit; x > limit - 1; x = Math.fround(x - 2 ** -19)) {
        for (const fma of [true, false]) assert.ok(evaluateQuotient({ p: p!, q: q! }, x, fma) <= 1, `at ${x}`);
      }
    });
  }

  for (const [type, bits, exponentBits] of [
    ['f32', 24, 9],
    ['f64', 53, 12],
  ] as const) {
    it(`ln2_hi_${type} times any n is exact, and with ln2_lo it is ln(2)`, () => {
      const [high, low, log2e] = ['ln2_hi', 'ln2_lo', 'log2_e'].map((name) => valuesOf('exp.h', `${name}_${type}`)[0]!);
      // As an integer: of so few bits that 2^exponentBits times as much still fits.
      assert.ok(Number.isInteger(high! * 2 ** (bits - exponentBits)) && high! < 1);
      const ln2 = new Decimal(2).ln();
      const rest = ln2.minus(exact(high!)).minus(exact(low!)).abs().toNumber();
      assert.ok(rest <= Math.abs(low!) * 2 ** -bits, `${rest}`);
      assert.ok(Math.abs(log2e! - Math.LOG2E) <= 2 ** -bits);
    });
  }
});
