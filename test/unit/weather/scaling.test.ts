import { expect } from 'chai';
import { LeewayRangeError } from '#lib/errors';
import { parseTable, type Table } from '#lib/weather/csv';
import { prepareTables } from '#lib/weather/index';
import { fitScaling } from '#lib/weather/scaling';
import { syntheticWeather } from '#lib/weather/synthetic';

const HOURS = 24 * 7 * 9;
const original = syntheticWeather({ hours: HOURS, seed: 3 });

/** The synthetic weather with some temperatures changed. */
function changed(change: (temperature: number, week: number) => number): Table {
  const names = ['temp', 'dewp', 'pressure', 'time_hour'];
  const columns = names.map((name) => original.strings(name));
  const rows = Array.from({ length: HOURS }, (_, hour) => {
    const [temp, ...rest] = columns.map((column) => column[hour]!);
    return [change(Number(temp), Math.floor(hour / 168)), ...rest].join(',');
  });
  return parseTable([names.join(','), ...rows].join('\n'), 'changed.csv');
}

const isTest = (week: number): boolean => week % 4 === 3;
const isTrain = (week: number): boolean => !isTest(week) && week % 8 !== 1;

describe('weather/scaling', () => {
  const options = { features: ['met'], window: 12 };
  const base = prepareTables(
    changed((temperature) => temperature),
    undefined,
    options,
  );

  it('is that of the training windows alone', () => {
    const others = prepareTables(
      changed((temperature, week) => temperature + (isTrain(week) ? 0 : 20)),
      undefined,
      options,
    );
    expect(others.scaling).to.deep.equal(base.scaling);
    expect(others.train.x).to.deep.equal(base.train.x);
    expect(others.test.x).to.not.deep.equal(base.test.x);
    const training = prepareTables(
      changed((temperature, week) => temperature + (isTrain(week) ? week : 0)),
      undefined,
      options,
    );
    expect(training.scaling).to.not.deep.equal(base.scaling);
  });

  it('gives training inputs and targets mean 0 and deviation 1', () => {
    const width = base.features.length;
    const { x, y } = base.train;
    for (let feature = 0; feature < width; feature++) {
      const values = Array.from(x.filter((_, index) => index % width === feature));
      const mean = values.reduce((sum, value) => sum + value) / values.length;
      const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      expect(mean, base.features[feature]).to.be.closeTo(0, 1e-6);
      expect(square, base.features[feature]).to.be.closeTo(1, 1e-6);
    }
    expect(y.reduce((sum, value) => sum + value) / y.length).to.be.closeTo(0, 1e-6);
    expect(y.reduce((sum, value) => sum + value * value, 0) / y.length).to.be.closeTo(1, 1e-6);
  });

  it('has a separate test file leave it alone', () => {
    const other = prepareTables(
      changed((temperature) => temperature),
      changed((temperature) => 2 * temperature),
      options,
    );
    const another = prepareTables(
      changed((temperature) => temperature),
      changed((temperature) => temperature - 9),
      options,
    );
    expect(other.scaling).to.deep.equal(another.scaling);
    expect(other.test.samples).to.equal(another.test.samples);
    expect(other.test.x).to.not.deep.equal(another.test.x);
  });

  it('survives JSON', () => expect(JSON.parse(JSON.stringify(base.scaling))).to.deep.equal(base.scaling));

  it('weighs each step by the windows over it, and knows a constant despite rounding', () => {
    const constant = new Float64Array(6).fill(0.1 + 0.2);
    const source = {
      name: 'A',
      start: 0,
      step: 3_600_000,
      features: [Float64Array.of(1, 2, 4, 8, 16, 1000), constant],
      target: Float64Array.of(0, 1, 2, 4, 8, 0),
    };
    const train = [1, 2, 3].map((last) => ({ series: 0, last }));
    const shape = { steps: 2, horizon: 1, task: 'regression' } as const;
    const { features, target } = fitScaling(['a', 'b'], [source], train, shape);
    const values = [1, 2, 2, 4, 4, 8];
    const mean = 21 / 6;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 6);
    expect(features[0]!.mean).to.be.closeTo(mean, 1e-12);
    expect(features[0]!.deviation).to.be.closeTo(deviation, 1e-12);
    expect(features[1]!.deviation).to.equal(0);
    expect(target.mean).to.be.closeTo((1 + 2 + 4) / 3, 1e-12);
  });

  it('refuses a target that never varies', () => {
    const source = {
      name: 'A',
      start: 0,
      step: 1,
      features: [Float64Array.of(1, 2, 3)],
      target: Float64Array.of(1, 1, 1),
    };
    const train = [0, 1].map((last) => ({ series: 0, last }));
    const fit = (task: 'regression' | 'classification') => () =>
      fitScaling(['a'], [source], train, { steps: 1, horizon: 1, task });
    expect(fit('regression')).to.throw(LeewayRangeError, 'received the same change in all of them');
    expect(fit('classification')).to.throw(LeewayRangeError, 'received the label 1 in all of them');
  });
});
