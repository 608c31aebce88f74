import { expect } from 'chai';
import { addon, type Measurement } from '#lib/backend/index';
import { cases, type Case } from '../support/cases';
import { ulpAt, type Format } from '../support/floats';
import { errorOf, trueDerivative, truth, type Truth } from '../support/oracle';
import { scaled } from '../support/scale';
import type { Patterns } from '../support/sweeps';

// The native sweep is what says that bounds are kept: here it is done again in JavaScript.

class Tally {
  abs = { worst: 0, at: 0 };
  ulp = { worst: 0, at: 0 };
  nan = 0;

  add({ format }: Case, x: ArrayLike<number>, got: ArrayLike<number>, { high, low }: Truth): void {
    for (let i = 0; i < x.length; i++) {
      if (Number.isNaN(got[i]) || Number.isNaN(high[i])) {
        if (Number.isNaN(got[i]) !== Number.isNaN(high[i])) this.nan++;
        continue;
      }
      const error = errorOf(format, got[i]!, high[i]!, low[i]!);
      if (error > this.abs.worst) this.abs = { worst: error, at: x[i]! };
      const ulp = error / ulpAt(format, high[i]!);
      if (error > 0 && ulp > this.ulp.worst) this.ulp = { worst: ulp, at: x[i]! };
    }
  }
}

function measured(c: Case, { first, stride, count }: Patterns): Partial<Measurement> {
  const [low, high] = c.info.domain;
  const all = Array.from({ length: Number(count) }, (_, i) => c.format.fromBits(first + BigInt(i) * stride));
  const { array, numbers } = c.format;
  const x = all.filter((v) => !(v < low || v > high || (low === 0 && Object.is(v, -0))));
  const [xs, ones] = [array(x), array(x.map(() => 1))];
  const y = c.f(xs);
  const [value, derivative] = [new Tally(), new Tally()];
  value.add(c, x, numbers(y), truth(c, x));
  derivative.add(c, x, numbers(c.f.backward(xs, ones)), trueDerivative(c, x));
  if (c.info.hasBackwardFromOutput)
    derivative.add(c, x, numbers(c.f.backwardFromOutput(y, ones)), trueDerivative(c, x));
  return {
    inputs: x.length,
    absError: value.abs,
    ulp: value.ulp,
    derivativeAbsError: derivative.abs,
    derivativeUlp: derivative.ulp,
    nanMismatches: { count: value.nan + derivative.nan, at: 0 },
  };
}

function between(format: Format, low: number, high: number): Patterns {
  const [first, last] = [format.bits(low), format.bits(high)];
  const stride = (last - first) / BigInt(scaled(1500, 20)) || 1n;
  return { first, stride, count: (last - first) / stride };
}

describe('the sweep finds what JavaScript finds', () => {
  for (const c of cases) {
    const rows: [what: string, patterns: Patterns][] = [
      ['ordinary numbers', between(c.format, 1 / 8, 16)],
      ['negative ones', between(c.format, -1 / 8, -16)],
      ['across infinity into NaN', { first: c.format.infinity - 20n, stride: 1n, count: 40n }],
      ['across zero', { first: 0n, stride: 3n, count: 40n }],
    ];
    it(c.name, () => {
      for (const [what, { first, stride, count }] of rows) {
        const [found] = addon.measure([{ kernel: c.index, isa: c.info.isa }], c.alpha, first, stride, count, 1);
        expect(found, what).to.deep.include(measured(c, { first, stride, count }));
      }
    });
  }
});

// An alpha beyond float32 is infinite in a float32 kernel, which kernel() refuses; here it makes 0 times infinity.
describe('the sweep sees NaN where the oracle has a number', () => {
  // An alpha that is no float32 makes the root's argument infinity times zero; only kernels with such a root show it.
  const rooted = cases.filter(({ info }) => info.dtype === 'float32' && /sqrt\(1 \+ alpha/.test(info.value));
  for (const c of rooted)
    it(c.name, () => {
      const [found] = addon.measure([{ kernel: c.index, isa: c.info.isa }], 1e39, 0n, 1n, 1n, 1);
      expect(found!.nanMismatches).to.include({ at: 0 }).and.to.have.property('count').above(0);
    });
});
