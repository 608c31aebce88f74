import { expect } from 'chai';
import { LeewayError, LeewayRangeError } from '#lib/errors';
import { closestName } from '#lib/weather/suggest';
import { Table } from '#lib/weather/table';
import { parseTimestamp } from '#lib/weather/timestamp';
import { plain, table } from './support';

/** A table of one column. */
const column = (...cells: string[]): Table => new Table('f.csv', new Map([['c', cells]]));

const ten = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

const kinds: [cells: string[], kind: string][] = [
  [['1', '-2.5', '+3', '.5', '1e3', '2.E-2'], 'numbers'],
  [['1', 'NA', '', 'NaN', 'nan'], 'numbers'],
  [['NA', '', 'NaN'], 'numbers'],
  [[...ten, 'oops'], 'numbers'],
  [['1', '2', 'oops'], 'strings'],
  [['0x10', '0b1'], 'strings'],
  [['Infinity', '1e999'], 'strings'],
  [['EWR', 'JFK'], 'strings'],
  [['2013-01-01T06:00:00Z'], 'times'],
  [['2015-02-04 17:51:00', '2015-02-04 17:51:59'], 'times'],
  [['2013-01-01', '2013-01-02', 'NA'], 'times'],
  [['2013'], 'numbers'],
];

const stamps: [text: string, iso: string | null][] = [
  ['2013-01-01T06:00:00Z', '2013-01-01T06:00:00.000Z'],
  ['2013-01-01 06:00:00', '2013-01-01T06:00:00.000Z'],
  ['2013-01-01t06:00z', '2013-01-01T06:00:00.000Z'],
  ['2013-01-01', '2013-01-01T00:00:00.000Z'],
  ['2013-01-01T06:00:00.25Z', '2013-01-01T06:00:00.250Z'],
  ['2013-01-01T06:00:00+05:30', '2013-01-01T00:30:00.000Z'],
  ['2013-01-01 06:00:00 -0500', '2013-01-01T11:00:00.000Z'],
  ['2012-02-29', '2012-02-29T00:00:00.000Z'],
  ['0099-12-31', '0099-12-31T00:00:00.000Z'],
  ['2013-02-29', null],
  ['2013-04-31T00:00', null],
  ['2013-13-01', null],
  ['2013-00-10', null],
  ['2013-01-01T24:00:00', null],
  ['2013-01-01T06:60', null],
  ['01/02/2013', null],
  ['2013-1-1', null],
  ['2013-01-01T06', null],
  ['yesterday', null],
];

describe('weather/table', () => {
  for (const [cells, kind] of kinds) {
    it(`takes ${cells.slice(-3).join(' | ')} as ${kind}`, () => expect(column(...cells).kind('c')).to.equal(kind));
  }

  for (const [text, iso] of stamps) {
    it(`reads the stamp ${text} as ${iso}`, () => {
      const time = parseTimestamp(text);
      expect(Number.isNaN(time) ? null : new Date(time).toISOString()).to.equal(iso);
    });
  }

  it('has NaN where a number is missing', () => {
    expect(plain(column('1', 'NA', '', 'NaN', '-2e1').numbers('c'))).to.deep.equal([1, null, null, null, -20]);
  });

  it('names line and column of the first value that is no number, when asked for numbers', () => {
    const bad = table('t,c', ...ten.map((value) => `0,${value}`), '0,1O', '0,two');
    expect(bad.isNumeric('c')).to.equal(false);
    expect(() => bad.numbers('c'))
      .to.throw(LeewayError, 'expected a finite number, NA or nothing for test.csv, line 12, column "c", received "1O"')
      .with.property('code', 'ERR_LEEWAY_CSV');
    expect(bad.numbers('t')).to.have.lengthOf(12);
  });

  it('names line and column of the first row without a time', () => {
    const message = (cells: string[]): string => {
      try {
        column(...cells).times('c');
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing thrown';
    };
    const expected = 'expected a date-time like 2013-01-01T06:00:00Z for f.csv, line 3, column "c", received ';
    expect(message(['2013-01-01', '2013-02-30'])).to.equal(`${expected}"2013-02-30"`);
    expect(message(['2013-01-01', ''])).to.equal(`${expected}nothing`);
    expect(message(['2013-01-01', 'NA'])).to.equal(`${expected}"NA"`);
  });

  it('lists the columns there are, and the closest, for one that is not', () => {
    const weather = table('temp,dewp,humid', '1,2,3');
    for (const ask of ['numbers', 'times', 'strings', 'kind', 'isNumeric'] as const) {
      expect(() => weather[ask]('tepm')).to.throw(
        LeewayError,
        'expected one of temp, dewp, humid for a column of test.csv, received "tepm" (did you mean "temp"?)',
      );
    }
    expect(() => weather.numbers('xyzzy')).to.throw(/received "xyzzy"$/);
  });

  it('refuses columns of different lengths', () => {
    const columns = new Map([
      ['a', ['1', '2']],
      ['b', ['1']],
    ]);
    expect(() => new Table('f.csv', columns))
      .to.throw(LeewayRangeError, 'expected 2 values for column "b" of f.csv, received 1')
      .with.property('code', 'ERR_LEEWAY_LENGTH');
  });

  it('suggests only what may be a typing error', () => {
    const names = ['temp', 'Occupancy', 'wind_speed'];
    const rows: [string, string | undefined][] = [
      ['Temp', 'temp'],
      ['occupancy', 'Occupancy'],
      ['windspeed', 'wind_speed'],
      ['pressure', undefined],
    ];
    for (const [name, closest] of rows) expect(closestName(name, names), name).to.equal(closest);
  });
});
