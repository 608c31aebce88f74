import { expect } from 'chai';
import fc from 'fast-check';
import { LeewayError, LeewayRangeError } from '#lib/errors';
import { parseTable, prepareDataset, prepareTables } from '#lib/weather/index';
import { PART_NAMES } from '#lib/weather/splits';
import { syntheticWeather } from '#lib/weather/synthetic';
import { rooms, stamp, table } from './support';

const HOUR = 3_600_000;
const START = Date.UTC(2013, 0, 1);
const WEEKS_10 = 10 * 168;

describe('weather/prepareDataset', () => {
  it('makes synthetic weather where no file is named', () => {
    const dataset = prepareDataset({ hours: WEEKS_10, seed: 5 });
    expect({ ...dataset, train: 0, validation: 0, test: 0, scaling: 0, report: 0 }).to.deep.include({
      task: 'regression',
      target: 'temp',
      horizon: 6,
      window: 24,
      step: HOUR,
      impossible: [],
    });
    expect(dataset.features).to.have.lengthOf(11);
    const perRun = (weeks: number): number => weeks * 168 - 29;
    // Weeks 0 | 1 | 2 | 3 | 4 5 6 | 7 | 8 | 9 of the block split, each run losing the 29 hours of a span.
    expect(dataset.train.samples).to.equal(2 * perRun(1) + perRun(3) + perRun(1));
    expect(dataset.validation.samples).to.equal(2 * perRun(1));
    expect(dataset.test.samples).to.equal(2 * perRun(1));
    for (const part of PART_NAMES) {
      const { samples, x, y, last, actual, time } = dataset[part];
      expect([x.length, y.length, last.length, actual.length, time.length]).to.deep.equal([
        samples * 24 * 11,
        samples,
        samples,
        samples,
        samples,
      ]);
    }
    expect(prepareDataset({ hours: WEEKS_10, seed: 5 }).train.x).to.deep.equal(dataset.train.x);
    expect(prepareDataset({ hours: WEEKS_10, seed: 6 }).train.x).to.not.deep.equal(dataset.train.x);
  });

  it('property: last, actual and inputs are the observations at their times, whatever rows are missing', () => {
    const source = syntheticWeather({ hours: WEEKS_10, seed: 1 });
    const [temp, times] = [source.numbers('temp'), source.strings('time_hour')];
    const gaps = fc.array(
      fc.record({ at: fc.integer({ min: 1, max: WEEKS_10 - 12 }), length: fc.integer({ min: 1, max: 10 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        (missing, window, horizon) => {
          const isMissing = new Uint8Array(WEEKS_10);
          for (const { at, length } of missing) isMissing.fill(1, at, at + length);
          const rows = Array.from(times, (time, hour) => `${temp[hour]},${time}`).filter(
            (_, hour) => isMissing[hour] === 0,
          );
          const gappy = parseTable(['temp,time', ...rows].join('\n'), 'gaps.csv');
          const dataset = prepareTables(gappy, undefined, { features: ['temp'], window, horizon });
          const { mean, deviation } = dataset.scaling.features[0]!;
          for (const part of PART_NAMES) {
            const { samples, x, y, last, actual, time } = dataset[part];
            for (let sample = 0; sample < samples; sample += 1 + (sample % 5)) {
              const goal = (time[sample]! - START) / HOUR;
              const now = goal - horizon;
              const first = now - window + 1;
              const week = (hour: number): string => {
                const w = Math.floor(hour / 168);
                return w % 4 === 3 ? 'test' : w % 8 === 1 ? 'validation' : 'train';
              };
              let filledFrom = first;
              while (isMissing[filledFrom] === 1) filledFrom--;
              const expectedFirst = (temp[filledFrom]! - mean) / deviation;
              const right =
                isMissing[now] === 0 &&
                isMissing[goal] === 0 &&
                last[sample] === temp[now] &&
                actual[sample] === temp[goal] &&
                week(first) === part &&
                week(goal) === part &&
                Math.abs(x[sample * window]! - expectedFirst) < 1e-5 &&
                Math.abs(x[sample * window + window - 1]! - (temp[now]! - mean) / deviation) < 1e-5 &&
                Math.abs(
                  dataset.scaling.target.mean +
                    dataset.scaling.target.deviation * y[sample]! -
                    (temp[goal]! - temp[now]!),
                ) < 1e-4;
              if (!right) expect.fail(`sample ${sample} of ${part}, hours ${first} to ${goal}`);
            }
          }
        },
      ),
      { seed: 3, numRuns: 40 },
    );
  });

  describe('turns predictions back and scores them', () => {
    const dataset = prepareDataset({ hours: WEEKS_10, features: ['temp'] });
    const { y, last, actual, samples } = dataset.test;

    it('a perfect forecast', () => {
      const units = dataset.toTargetUnits(y, 'test');
      units.forEach((value, sample) => expect(value).to.be.closeTo(actual[sample]!, 1e-4));
      const score = dataset.score(y, 'test');
      if (score.task !== 'regression') throw new Error('a regression was expected');
      expect(score.rmse).to.be.below(1e-4);
      expect(score.skill).to.be.closeTo(1, 1e-8);
      expect(score.samples).to.equal(samples);
    });

    it('no change', () => {
      const { mean, deviation } = dataset.scaling.target;
      const score = dataset.score(
        Array.from(last, () => -mean / deviation),
        'test',
      );
      const squares = Array.from(actual, (value, sample) => (value - last[sample]!) ** 2);
      const rmse = Math.sqrt(squares.reduce((sum, value) => sum + value) / samples);
      if (score.task !== 'regression') throw new Error('a regression was expected');
      expect(score.persistenceRmse).to.be.closeTo(rmse, 1e-9);
      expect(score.rmse).to.be.closeTo(rmse, 1e-9);
      expect(score.skill).to.be.closeTo(0, 1e-9);
    });

    it('not of another length', () => {
      for (const use of [dataset.toTargetUnits, dataset.score]) {
        expect(() => use(y.subarray(1), 'test'))
          .to.throw(
            LeewayRangeError,
            `expected ${samples} values for the predictions of the test part, received ${samples - 1}`,
          )
          .with.property('code', 'ERR_LEEWAY_LENGTH');
      }
    });
  });

  describe('classifies', () => {
    const lamps = table(...rooms(WEEKS_10));
    const dataset = prepareTables(lamps, undefined, { target: 'lamp', window: 3 });

    it('where the target holds 0 and 1', () => {
      expect([dataset.task, dataset.horizon]).to.deep.equal(['classification', 0]);
      expect(dataset.features).to.not.include('lamp');
      expect(new Set(dataset.train.y)).to.deep.equal(new Set([0, 1]));
      expect(dataset.scaling.target).to.deep.equal({ mean: 0, deviation: 1 });
      expect(dataset.test.actual).to.deep.equal(dataset.test.last);
      const ahead = prepareTables(lamps, undefined, { target: 'lamp', window: 3, horizon: 2 }).test;
      const on = (time: number): number => (((time - START) / HOUR) % 7 < 2 ? 1 : 0);
      expect(ahead.actual).to.deep.equal(ahead.time.map(on));
      expect(ahead.last).to.deep.equal(ahead.time.map((time) => on(time - 2 * HOUR)));
    });

    it('and scores by counts, beside the answer always the same', () => {
      const { y, samples } = dataset.test;
      const ones = y.reduce((sum, label) => sum + label);
      const score = (predictions: ArrayLike<number>) => dataset.score(predictions, 'test');
      expect(score(y)).to.include({ accuracy: 1, tp: ones, tn: samples - ones, fp: 0, fn: 0, samples });
      expect(score(y.map((label) => 1 - label))).to.include({
        accuracy: 0,
        tp: 0,
        tn: 0,
        fp: samples - ones,
        fn: ones,
      });
      expect(score(y))
        .to.have.property('majorityAccuracy')
        .closeTo(1 - ones / samples, 1e-12);
      expect(dataset.toTargetUnits(y, 'test')).to.deep.equal(Float64Array.from(y));
    });

    it('or does not, where told so', () => {
      const regression = prepareTables(lamps, undefined, { target: 'lamp', task: 'regression', window: 3 });
      expect([regression.task, regression.horizon]).to.deep.equal(['regression', 6]);
      expect(regression.features).to.include('lamp');
    });

    it('not what is no label', () => {
      expect(() => prepareTables(lamps, undefined, { target: 'temp', task: 'classification' })).to.throw(
        LeewayError,
        /^expected 0 or 1 for test\.csv, line 2, column "temp", the target of a classification, received 50$/,
      );
    });

    it('not with the answer among the inputs', () => {
      const options = { target: 'lamp', window: 3, features: ['temp', 'lamp'] };
      expect(() => prepareTables(lamps, undefined, options)).to.throw(
        LeewayRangeError,
        'expected features other than the target for a horizon of 0, received "lamp"',
      );
      expect(prepareTables(lamps, undefined, { ...options, horizon: 1 }).features).to.include('lamp');
    });
  });

  it('takes data shorter than eight weeks in shorter blocks, and rows without times', () => {
    const short = prepareTables(table(...rooms(96)), undefined, { window: 4, horizon: 1 });
    expect(PART_NAMES.map((part) => short[part].samples)).to.deep.equal([8 + 8 + 32, 8, 8 + 8]);
    expect(short.report).to.match(/^split: blocks of 12 h \(the data are shorter than 8 weeks\)/m);
    const untimed = table(...rooms(96).map((row) => row.split(',').slice(0, 2).join(',')));
    const rows = prepareTables(untimed, undefined, { window: 4, horizon: 1 });
    expect(rows.train.x.length / rows.train.samples / 4, 'no clock').to.equal(2);
    expect(rows.train.actual).to.deep.equal(short.train.actual);
    expect(rows.report).to.match(/^time: no column of times, rows taken as evenly spaced/m);
  });

  it('reports what it read and did', () => {
    const skip = (hour: number): boolean => hour === 5 || hour === 9 || hour === 10;
    const text = rooms(WEEKS_10, skip).map((row, at) =>
      at === 0 ? `wind_speed,${row}` : `${at === 30 ? 250 : 5},${row}`,
    );
    const report = prepareTables(table(...text, `5,50,0,${stamp(0)}`), undefined, {
      window: 4,
      horizon: 1,
      features: ['temp'],
    }).report;
    expect(report.split('\n')).to.deep.equal([
      'data: test.csv, 1678 rows',
      'time: time, every 60 min, 2013-01-01T00:00Z to 2013-03-11T23:00Z',
      'gaps: 3 steps missing in 2 places; 1 row replaced by a later row at the same time',
      'impossible values taken as missing: 1',
      '  2013-01-02T08:00Z wind_speed 250: above 100',
      'target: change of temp, 1 step ahead',
      'features (1): temp',
      'split: weeks from 1 January: validation where w % 8 = 1, test where w % 4 = 3, else training',
      'windows of 4 steps: train 987, validation 328, test 328',
    ]);
  });

  it('lists ten impossible values and counts the rest', () => {
    const rows = rooms(WEEKS_10).map((row, at) => (at === 0 ? `gust,${row}` : `${at % 100 === 0 ? 200 : 5},${row}`));
    const lines = prepareTables(table(...rows), undefined, { features: ['temp'] }).report.split('\n');
    expect(lines[3]).to.equal('impossible values taken as missing: 16');
    expect(lines.filter((line) => line.endsWith('gust 200: above 100'))).to.have.lengthOf(10);
    expect(lines[14]).to.equal('  and 6 more');
  });
});
