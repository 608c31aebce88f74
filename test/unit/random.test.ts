import { expect } from 'chai';
import { LeewayRangeError } from '#lib/errors';
import { Random } from '#lib/random';
import { correlation, deviation, mean } from '../support/statistics';

describe('random numbers', () => {
  it('is xoshiro128**: the first outputs of the authors for the state 1, 2, 3, 4', () => {
    const random = new Random([1, 2, 3, 4]);
    const outputs = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ];
    expect(outputs.map(() => random.uint32())).to.deep.equal(outputs);
  });

  it('makes uniform, normal and exponential numbers', () => {
    const random = Random.fromSeed(7);
    const count = 100_000;
    const uniform = Float64Array.from({ length: count }, () => random.uniform());
    const normal = Float64Array.from({ length: count }, () => random.normal());
    const exponential = Float64Array.from({ length: count }, () => random.exponential(3));
    expect(Math.min(...uniform.subarray(0, 1000))).to.be.within(0, 0.01);
    // Bounds of five standard errors.
    expect(mean(uniform)).to.be.closeTo(0.5, 0.005);
    expect(mean(normal)).to.be.closeTo(0, 0.016);
    expect(deviation(normal)).to.be.closeTo(1, 0.012);
    expect(mean(normal.map((value) => (Math.abs(value) < 1 ? 1 : 0)))).to.be.closeTo(0.6827, 0.0075);
    expect(correlation(normal.subarray(1), normal.subarray(0, -1))).to.be.closeTo(0, 0.016);
    expect(mean(exponential)).to.be.closeTo(3, 0.048);
  });

  it('differs by seed, and refuses what is none', () => {
    expect(Random.fromSeed(1).uint32()).to.equal(Random.fromSeed(1).uint32());
    const firsts = Array.from({ length: 1000 }, (_, seed) => Random.fromSeed(seed).uint32());
    expect(new Set(firsts).size).to.equal(1000);
    for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
      expect(() => Random.fromSeed(seed)).to.throw(LeewayRangeError, `for seed, received number ${seed}`);
    }
    expect(() => new Random([0, 0, 0, 0])).to.throw(LeewayRangeError);
  });
});
