import { expect } from 'chai';
import fc from 'fast-check';
import { median, medianDeviation, fewValuesInterval, medianInterval } from '../../../bench/harness/statistics';

describe('medians', () => {
  it('are the middle, or between both in the middle', () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 2, 3])).to.equal(2.5);
    expect(medianDeviation([1, 2, 3, 4, 100])).to.equal(1);
  });

  it('have an interval that contains them, the same each time, narrower with less confidence', () => {
    const values = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, (list) => {
        const [low, high] = medianInterval(list);
        expect(low).to.be.at.most(median(list));
        expect(high).to.be.at.least(median(list));
        expect(medianInterval([...list].reverse())).to.deep.equal([low, high]);
        const [narrowLow, narrowHigh] = medianInterval(list, 0.5);
        expect(narrowLow).to.be.at.least(low);
        expect(narrowHigh).to.be.at.most(high);
      }),
    );
  });

  it('have the interval that drawing samples gives', () => {
    const values = Array.from({ length: 41 }, (_, i) => Math.sin(i) + i / 10);
    let state = 1;
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const medians = Array.from({ length: 4000 }, () =>
      median(values.map(() => values[Math.floor(random() * values.length)]!)),
    ).sort((a, b) => a - b);
    const sorted = [...values].sort((a, b) => a - b);
    const [low, high] = medianInterval(values);
    const near = (value: number, drawn: number) =>
      expect(Math.abs(sorted.indexOf(value) - sorted.indexOf(drawn))).to.be.at.most(1);
    near(low, medians[100]!);
    near(high, medians[3899]!);
  });

  it('cover the true median about as often as they say', () => {
    let state = 7;
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    let covered = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const [low, high] = medianInterval(Array.from({ length: 31 }, () => random() ** 3));
      if (low <= 0.125 && high >= 0.125) covered++;
    }
    expect(covered).to.be.within(920, 995);
  });

  it('of few values have an interval that is all of them, or narrower the more there are', () => {
    expect(fewValuesInterval([7], 0.75)).to.deep.equal([7, 7]);
    expect(fewValuesInterval([9, 7], 0.75)).to.deep.equal([7, 9]);
    expect(fewValuesInterval([9, 7, 3], 0.75)).to.deep.equal([3, 9]);
    // Four hold it in 7/8 of the cases, the two in the middle in 3/8.
    expect(fewValuesInterval([1, 2, 4, 8], 0.75)).to.deep.equal([1.5, 6]);
    expect(fewValuesInterval([1, 2, 4, 8], 7 / 8)).to.deep.equal([1, 8]);
    const [low, high] = fewValuesInterval([1, 8, 9, 10, 17], 0.75);
    expect([low, high].map((end) => end.toFixed(9))).to.deep.equal(['7.000000000', '11.000000000']);
  });

  it('of few values lie in that interval as often as they say', () => {
    let state = 7;
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    for (const count of [3, 4, 5, 6, 9]) {
      let covered = 0;
      for (let trial = 0; trial < 4000; trial++) {
        const [low, high] = fewValuesInterval(
          Array.from({ length: count }, () => random() + random() + random()),
          0.75,
        );
        if (low <= 1.5 && high >= 1.5) covered++;
      }
      expect(covered / 4000, `${count} values`).to.be.within(0.72, 0.78);
    }
  });
});
