import { expect } from 'chai';
import { tableOf, type WeatherData } from '#lib/weather/data';
import { expectRefusal, type Refusal } from '../../support/refusals';
import { plain, stamp, table } from './support';

describe('observations as JavaScript has them', () => {
  const wanted = { names: ['temp', 'note', 'time'], temp: [1.5, null, -3], note: ['a', '', 'b'] };
  const times = [0, 1, 2].map((hour) => new Date(stamp(hour)));
  const forms: [what: string, data: WeatherData][] = [
    ['columns', { temp: [1.5, null, -3], note: ['a', undefined, ' b '], time: times }],
    ['typed columns', { temp: Float32Array.of(1.5, NaN, -3), note: ['a', null, 'b'], time: times.map(String) }],
    [
      'rows, each with the columns it has',
      [{ temp: 1.5, note: 'a', time: times[0] }, { time: times[1] }, { temp: -3, note: 'b', time: times[2] }],
    ],
    ['numbers as text', { temp: ['1.5', '', '-3'], note: ['a', '', 'b'], time: times }],
  ];
  for (const [what, data] of forms)
    it(`${what}`, () => {
      const made = tableOf(data, 'data');
      expect([...made.names].sort()).to.deep.equal([...wanted.names].sort());
      expect(plain(made.numbers('temp'))).to.deep.equal(wanted.temp);
      expect(made.strings('note')).to.deep.equal(wanted.note);
      if (what !== 'typed columns') expect([...made.times('time')]).to.deep.equal(times.map(Number));
    });

  it('a table is taken as it is', () => {
    const given = table('a,b', '1,2');
    expect(tableOf(given, 'data')).to.equal(given);
  });

  const refused: [what: string, data: unknown, refusal: Refusal][] = [
    [
      'a number',
      5,
      ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /a CSV file, rows or columns for data, received number 5/],
    ],
    ['nothing', null, ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /received null/]],
    ['no rows', [], ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', /at least one row for data/]],
    ['a row that is none', [{ a: 1 }, 5], ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /an object for row 1/]],
    ['a column that is none', { a: 5 }, ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /an array for column "a" of data/]],
    [
      'a cell that is none',
      { a: ['x', {}] },
      ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /a Date for column "a", row 1/],
    ],
    ['columns of two lengths', { a: [1], b: [1, 2] }, ['RangeError', 'ERR_LEEWAY_LENGTH', /1 values for column "b"/]],
    ['no such file', '/absent.csv', ['Error', 'ERR_LEEWAY_CSV', /a readable file for \/absent\.csv/]],
  ];
  for (const [what, data, refusal] of refused)
    it(`refused: ${what}`, () => expectRefusal(() => tableOf(data as never, 'data'), refusal));
});
