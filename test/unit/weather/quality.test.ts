import { expect } from 'chai';
import { readTable, type Table } from '#lib/weather/csv';
import { removeImpossible, type ImpossibleValue } from '#lib/weather/quality';
import { readSource } from '#lib/weather/source';
import { makeGrid } from '#lib/weather/grid';
import { plain, realData, stamp, table } from './support';

const impossible = (source: Table): ImpossibleValue[] =>
  removeImpossible(source, makeGrid(source)).flatMap((station) => station.impossible);

/** An hourly table of temperatures; `gap` leaves out that hour. */
const hourly = (temperatures: number[], hours = 1): Table =>
  table('temp,dewp,humid,time', ...temperatures.map((temp, at) => `${temp},30,50,${stamp(at * hours)}`));

describe('weather/quality', () => {
  const jumps: [what: string, source: Table, steps: number[]][] = [
    ['a jump down and back', hourly([57, 57, 13.1, 57, 57]), [2]],
    ['a jump up and back', hourly([20, 46, 20]), [1]],
    ['not a jump of just 25', hourly([20, 45, 20]), []],
    ['not a front that stays', hourly([57, 57, 30, 30, 30]), []],
    ['not at the ends, where one side is unknown', hourly([57, 20, 20, 57]), []],
    ['not beside a missing value', hourly([57, NaN, 13, 57, 57]), []],
    ['not where steps are longer than an hour', hourly([57, 57, 13, 57, 57], 3), []],
    ['not where no times say how long steps are', table('temp', '57', '13', '57'), []],
  ];
  for (const [what, source, steps] of jumps) {
    it(`finds ${what}`, () => {
      const found = impossible(source);
      expect(found.filter(({ column }) => column === 'temp').map(({ at }) => at)).to.deep.equal(steps);
    });
  }

  it('drops dew point and humidity with the temperature, and nothing else', () => {
    const source = table(
      'temp,dewp,humid,pressure,time',
      ...[57, 13, 57].map((temp, at) => `${temp},30,${at === 1 ? 'NA' : 50},1000,${stamp(at)}`),
    );
    const [station] = readSource(source, {}).stations;
    expect(plain(station!.column('temp'))).to.deep.equal([57, null, 57]);
    expect(plain(station!.column('dewp'))).to.deep.equal([30, null, 30]);
    expect(plain(station!.column('pressure'))).to.deep.equal([1000, 1000, 1000]);
    expect(station!.impossible.map(({ column }) => column)).to.deep.equal(['temp', 'dewp']);
    expect(plain(source.numbers('temp')), 'the table').to.deep.equal([57, 13, 57]);
  });

  it('drops wind speeds and gusts above 100 mph, not directions nor other speeds', () => {
    const source = table(
      'wind_speed,wind_gust,wind_dir,fan_speed',
      '100,NA,270,900',
      '1048.4,30,10,900',
      '9,100.1,300,900',
    );
    expect(impossible(source).map(({ column, value }) => [column, value])).to.deep.equal([
      ['wind_speed', 1048.4],
      ['wind_gust', 100.1],
    ]);
  });

  it('leaves a column with text in it to whoever asks for it', () => {
    const source = table('v,wind_gust', ...Array.from({ length: 12 }, () => '1,200'), '1,many');
    expect(impossible(source)).to.deep.equal([]);
  });

  it('finds the two wrong observations of the NYC file', function () {
    const found = impossible(readTable(realData(this, 'weather/nyc-2013-hourly.csv')));
    expect(
      found.map(({ station, time, column, value }) => [station, new Date(time).toISOString(), column, value]),
    ).to.deep.equal([
      ['EWR', '2013-02-12T08:00:00.000Z', 'wind_speed', 1048.36058],
      ['JFK', '2013-05-09T02:00:00.000Z', 'temp', 13.1],
      ['JFK', '2013-05-09T02:00:00.000Z', 'dewp', 12.02],
      ['JFK', '2013-05-09T02:00:00.000Z', 'humid', 95.34],
    ]);
  });
});
