import assert from 'node:assert/strict';
import { evaluateQuotient, saturatingClamp } from '../../../tools/fit/quotient-float32';

// tanh's continued fraction x (1 + t/9 + t^2/945) / (1 + 4t/9 + t^2/63), which passes 1 near 3.6.
const quotient = { p: [1, 1 / 9, 1 / 945].map(Math.fround), q: [1, 4 / 9, 1 / 63].map(Math.fround) };

describe('evaluateQuotient', () => {
  for (const fma of [true, false]) {
    it(`is within a few roundings of the exact quotient, ${fma ? 'with' : 'without'} fma`, () => {
      for (let k = 0; k < 1000; k++) {
        const x = Math.fround(k / 250);
        const t = x * x;
        const [p, q] = [quotient.p, quotient.q].map(([a, b, c]) => a! + t * (b! + t * c!));
        const result = evaluateQuotient(quotient, x, fma);
        assert.equal(result, Math.fround(result));
        assert.ok(Math.abs(result - (x * p!) / q!) <= 6 * 2 ** -24 * Math.abs(result), `at ${x}`);
      }
    });
  }

  it('rounds products where there is no fma', () => {
    // t is 1 + 2^-11, and its product with 1 + 2^-23 ends in a 2^-34 that a float has no room for beside the 1.
    const x = 1 + 2 ** -12;
    const quotient = { p: [-1, 1 + 2 ** -23], q: [1] };
    assert.equal(evaluateQuotient(quotient, x, true), Math.fround(x * (2 ** -11 + 2 ** -23 + 2 ** -34)));
    assert.equal(evaluateQuotient(quotient, x, false), Math.fround(x * (2 ** -11 + 2 ** -23)));
    assert.notEqual(evaluateQuotient(quotient, x, false), evaluateQuotient(quotient, x, true));
  });
});

describe('saturatingClamp', () => {
  it('is the limit where no result comes near 1', () => {
    assert.equal(saturatingClamp(quotient, 3.125, 3), 3);
  });

  it('stops below the first result above 1, at the highest one', () => {
    const clamp = saturatingClamp(quotient, 3.5, 4);
    assert.ok(clamp > 3.5 && clamp < 4);
    const bits = new Uint32Array(Float32Array.of(3.5).buffer);
    const value = new Float32Array(bits.buffer);
    const resultsAt = (x: number): number[] => [true, false].map((fma) => evaluateQuotient(quotient, x, fma));
    const lowest = Math.min(...resultsAt(clamp));
    for (; value[0]! <= clamp; bits[0]!++) {
      const results = resultsAt(value[0]!);
      assert.ok(Math.max(...results) <= 1 && Math.min(...results) <= lowest, `at ${value[0]}`);
    }
    // Beyond it results do exceed 1.
    assert.ok(Math.max(...resultsAt(Math.fround(clamp + 0.01))) > 1);
  });
});
