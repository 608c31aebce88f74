import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { LeewayError, LeewayRangeError, LeewayTypeError } from '#lib/errors';
import { parseTable, prepareDataset, prepareTables, type PrepareOptions } from '#lib/weather/index';
import { rooms, stamp, table } from './support';

const WEEKS_10 = 10 * 168;

describe('weather/prepareDataset: inputs', () => {
  describe('takes a test file', () => {
    const training = table(...rooms(WEEKS_10));

    it('as the whole test part, and the training file for the rest', () => {
      const dataset = prepareTables(training, parseTable(rooms(100, undefined, WEEKS_10).join('\n'), 'later.csv'), {
        window: 4,
        horizon: 1,
      });
      expect(dataset.test.samples).to.equal(96);
      // Week 1 and week 9 are validation; between them and before lies training: no week is kept for a test.
      expect(dataset.train.samples).to.equal(168 - 4 + 7 * 168 - 4);
      expect(dataset.report)
        .to.match(/^test data: later\.csv, 100 rows$/m)
        .and.not.match(/^note:/m);
    });

    it('and says when it covers the hours of the training file', () => {
      expect(prepareTables(training, table(...rooms(300)), { window: 4 }).report).to.match(
        /^note: the test file covers hours/m,
      );
    });

    it('but none that does not fit', () => {
      const slow = table('temp,lamp,time', ...[0, 2, 4, 6].map((hour) => `${hour},1,${stamp(hour)}`));
      expect(() => prepareTables(training, slow)).to.throw(
        LeewayError,
        'expected rows 60 min apart for test.csv, as in test.csv, received 120 min',
      );
      const other = parseTable(
        'dewp,time\n' +
          rooms(99)
            .slice(1)
            .map((row) => row.split(',').slice(1).join(','))
            .join('\n'),
        'other.csv',
      );
      expect(() => prepareTables(training, other)).to.throw(
        LeewayError,
        'expected one of dewp, time for a column of other.csv, received "temp"',
      );
    });
  });

  describe('reads files', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'leeway-weather-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    it('for training and for the test', () => {
      const [csv, test] = ['train.csv', 'test.csv'].map((name) => path.join(folder, name)) as [string, string];
      writeFileSync(csv, rooms(WEEKS_10).join('\r\n'));
      writeFileSync(test, `\ufeff${rooms(50).join('\n')}`);
      const dataset = prepareDataset({
        csv,
        test,
        target: 'temp',
        window: 4,
        horizon: 1,
        split: 'time',
        features: ['temp'],
      });
      expect(dataset.test.samples).to.equal(46);
      expect(dataset.report).to.include(`data: ${csv}, 1680 rows`).and.include(`test data: ${test}, 50 rows`);
    });
  });

  const refused: [
    options: object | null,
    kind: typeof LeewayRangeError | typeof LeewayTypeError | typeof LeewayError,
    message: string,
  ][] = [
    [null, LeewayTypeError, 'expected an object for options, received null'],
    [{ csv: 5 }, LeewayTypeError, 'expected a string for csv, received number 5'],
    [{ target: ['temp'] }, LeewayTypeError, 'expected a string for target, received Array of length 1'],
    [{ window: 0 }, LeewayRangeError, 'expected a whole number of at least 1 for window, received 0'],
    [{ window: '24' }, LeewayTypeError, 'expected a number for window, received "24"'],
    [{ horizon: -1 }, LeewayRangeError, 'expected a whole number of at least 0 for horizon, received -1'],
    [{ horizon: 1.5 }, LeewayRangeError, 'expected a whole number of at least 0 for horizon, received 1.5'],
    [{ horizon: 0 }, LeewayRangeError, 'expected a horizon of at least 1 for a regression, received 0'],
    [
      { horizn: 6 },
      LeewayRangeError,
      'expected one of csv, test, seed, hours, target, horizon, window, features, split, task, time, group for an option, ' +
        'received "horizn"',
    ],
    [{ split: 5 }, LeewayTypeError, 'expected one of time, blocks for split, received number 5'],
    [{ features: [undefined] }, LeewayTypeError, 'expected a string for features[0], received undefined'],
    [{ split: 'random' }, LeewayRangeError, 'expected one of time, blocks for split, received "random"'],
    [{ task: 'ranking' }, LeewayRangeError, 'expected one of regression, classification for task, received "ranking"'],
    [{ features: 'temp' }, LeewayTypeError, 'expected an array of strings for features, received "temp"'],
    [{ features: ['temp', 5] }, LeewayTypeError, 'expected a string for features[1], received number 5'],
    [{ test: 'x.csv' }, LeewayRangeError, 'expected a csv to train on for test, received none'],
    [{ hours: 0 }, LeewayRangeError, 'for hours, received 0'],
    [{ target: 'tmep' }, LeewayError, 'received "tmep" (did you mean "temp"?)'],
    [{ time: 'hour' }, LeewayError, 'received "hour"'],
    [
      { hours: 200 },
      LeewayRangeError,
      'expected at least one window of 30 steps (window and horizon) for the validation part, received none',
    ],
    [
      { hours: 20 },
      LeewayRangeError,
      'expected at least one window of 30 steps (window and horizon) for the train part, received none',
    ],
    [{ csv: 'no/such.csv' }, LeewayError, 'expected a readable file for no/such.csv'],
  ];
  for (const [options, kind, message] of refused) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => prepareDataset(options as PrepareOptions)).to.throw(kind, message);
    });
  }

  it('asks for a target where nothing is called a temperature', () => {
    expect(() => prepareTables(table('a,b', '1,2', '3,4'), undefined)).to.throw(
      LeewayError,
      'expected the name of a column for target: none of test.csv is called a temperature, received a, b',
    );
  });
});
