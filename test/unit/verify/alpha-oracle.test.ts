import { assert } from 'chai';
import { exact } from '../../../tools/fit/index';
import { exponentOf, minusHalfCube, timesPowerOfTwo, ulpsFrom } from '../../../tools/verify/alpha-oracle';
import { random } from '../../support/inputs';

describe('the oracle of gradients by alpha', () => {
  it('knows exponents, of subnormal numbers too', () => {
    for (const e of [-1074, -1060, -1022, -1, 0, 5, 1023])
      for (const m of [1, -1]) assert.equal(exponentOf(m * timesPowerOfTwo(1, e)), e);
    assert.equal(exponentOf(1.999), 0);
    assert.equal(exponentOf(-Number.MAX_VALUE), 1023);
  });

  it('cubes a sum to a hundred bits, at any exponent', () => {
    const next = random(7);
    for (const e of [-1000, -400, -3, 0, 11, 900])
      for (let i = 0; i < 50; i++) {
        const high = (next() - 0.5) * 2 ** e;
        const low = (next() - 0.5) * Math.abs(high) * 2 ** -53;
        const cube = minusHalfCube(high, low);
        const [h, l] = [exact(high), exact(low)];
        const wanted = h.add(l).pow(3).div(-2);
        const got = exact(cube.high).add(exact(cube.low)).mul(exact(2).pow(cube.exponent));
        assert.isBelow(got.sub(wanted).div(wanted).abs().toNumber(), 2 ** -97, `${high} + ${low}`);
      }
  });

  it('counts ulp at the truth, of the element type, and of its smallest numbers', () => {
    assert.equal(ulpsFrom('float64', 1 + 2 ** -52, { high: 1, low: 0, exponent: 0 }), 1);
    assert.equal(ulpsFrom('float32', 1 + 2 ** -22, { high: 1, low: 0, exponent: 0 }), 2);
    assert.equal(ulpsFrom('float64', 1, { high: 1, low: 2 ** -53, exponent: 0 }), 0.5);
    assert.equal(ulpsFrom('float32', 2 ** -148, { high: 1, low: 0, exponent: -149 }), 1);
    assert.equal(ulpsFrom('float64', 0, { high: 1, low: 0, exponent: -2000 }), 2 ** -926);
    assert.equal(ulpsFrom('float64', -0, { high: 0, low: 0, exponent: 0 }), 0);
    assert.equal(ulpsFrom('float64', Number.MIN_VALUE, { high: 0, low: 0, exponent: 0 }), Infinity);
    assert.isNaN(ulpsFrom('float32', NaN, { high: 1, low: 0, exponent: 0 }));
  });
});
