import { expect } from 'chai';
import { LeewayRangeError, LeewayTypeError } from '#lib/errors';
import { relativeHumidity, syntheticWeather } from '#lib/weather/synthetic';
import type { Table } from '#lib/weather/table';
import { correlation, deviation, mean, quantile } from '../../support/statistics';

const YEAR = 8760;

/** A column's mean over the hours that `keep` keeps. */
const meanWhere = (table: Table, column: string, keep: (time: Date) => boolean): number => {
  const times = table.times('time_hour');
  return mean(table.numbers(column).filter((_, row) => keep(new Date(times[row]!))));
};

describe('weather/synthetic', () => {
  const weather = syntheticWeather({ hours: YEAR, seed: 1 });
  const columns = ['temp', 'dewp', 'humid', 'wind_dir', 'wind_speed', 'precip', 'pressure'];

  it('has the columns of the NOAA data, an hour apart', () => {
    expect(weather.names).to.deep.equal(['origin', ...columns, 'time_hour']);
    expect(weather.strings('time_hour').slice(0, 2)).to.deep.equal(['2013-01-01T00:00:00Z', '2013-01-01T01:00:00Z']);
    expect(syntheticWeather({ hours: 1, seed: 1, start: '2020-06-01' }).strings('time_hour')).to.deep.equal([
      '2020-06-01T00:00:00Z',
    ]);
  });

  it('is the same for the same seed, and another for another', () => {
    const [again, other] = [1, 2].map((seed) => syntheticWeather({ hours: YEAR, seed }));
    for (const name of columns) {
      expect(again!.numbers(name), name).to.deep.equal(weather.numbers(name));
      expect(other!.numbers(name), name).to.not.deep.equal(weather.numbers(name));
    }
  });

  it('begins alike whatever its length', () => {
    const short = syntheticWeather({ hours: 100, seed: 1 });
    for (const name of columns) expect(short.numbers(name)).to.deep.equal(weather.numbers(name).slice(0, 100));
  });

  for (const seed of [0, 1, 2, 4_294_967_295]) {
    it(`is physically possible for seed ${seed}`, () => {
      const table = syntheticWeather({ hours: 2 * YEAR, seed });
      const [temp, dewp, humid, direction, speed, precip, pressure] = columns.map((name) =>
        table.numbers(name),
      ) as Float64Array[];
      temp!.forEach((value, row) => {
        const rightHumidity = Math.abs(humid![row]! - relativeHumidity(value, dewp![row]!)) <= 0.0051;
        const possible =
          dewp![row]! <= value &&
          rightHumidity &&
          humid![row]! >= 0 &&
          humid![row]! <= 100 &&
          direction![row]! >= 0 &&
          direction![row]! < 360 &&
          speed![row]! >= 0 &&
          speed![row]! < 100 &&
          precip![row]! >= 0 &&
          pressure![row]! > 950 &&
          pressure![row]! < 1070 &&
          value > -40 &&
          value < 120;
        if (!possible)
          expect.fail(`row ${row} of seed ${seed}: ${columns.map((name) => table.numbers(name)[row]).join(', ')}`);
      });
    });
  }

  it('follows Magnus: humidity of known pairs', () => {
    // Saturation pressures over water of standard tables: 6.11, 12.27, 23.37 and 42.43 mbar at 0, 10, 20 and 30 degrees C.
    const rows: [temperature: number, dewPoint: number, humidity: number][] = [
      [68, 68, 100],
      [68, 50, (100 * 12.27) / 23.37],
      [86, 68, (100 * 23.37) / 42.43],
      [50, 32, (100 * 6.11) / 12.27],
    ];
    for (const [temperature, dewPoint, humidity] of rows) {
      expect(relativeHumidity(temperature, dewPoint)).to.be.closeTo(humidity, 0.2);
    }
  });

  // The NOAA year at EWR and JFK: mean 55.0, 41.9, 64.1, 10.4, 1018.0; deviation 17.7, 19.6, 19.9, 5.5, 7.4.
  const climate: [column: string, mean: [number, number], deviation: [number, number]][] = [
    ['temp', [48, 62], [14, 21]],
    ['dewp', [34, 50], [14, 23]],
    ['humid', [55, 75], [12, 24]],
    ['wind_speed', [7, 13], [3, 8]],
    ['pressure', [1014, 1021], [5, 9]],
  ];
  for (const [column, meanRange, deviationRange] of climate) {
    it(`has a year of ${column} like New York's`, () => {
      expect(mean(weather.numbers(column))).to.be.within(...meanRange);
      expect(deviation(weather.numbers(column))).to.be.within(...deviationRange);
    });
  }

  it('has seasons, and days and nights', () => {
    const month = (number: number): number => meanWhere(weather, 'temp', (time) => time.getUTCMonth() === number);
    expect(month(6) - month(0)).to.be.within(30, 60);
    const hour = (number: number): number => meanWhere(weather, 'temp', (time) => time.getUTCHours() === number);
    expect(hour(20) - hour(8), 'afternoon over early morning in New York').to.be.within(6, 25);
    const rain = weather.numbers('precip');
    expect(mean(rain.map((inches) => (inches > 0 ? 1 : 0)))).to.be.within(0.02, 0.15);
  });

  it('remembers: hours are alike, weeks are not', () => {
    const pressure = weather.numbers('pressure');
    const lagged = (hours: number): number => correlation(pressure.subarray(hours), pressure.subarray(0, -hours));
    expect(lagged(1)).to.be.above(0.95);
    expect(lagged(24)).to.be.within(0.2, 0.8);
    expect(Math.abs(lagged(24 * 21))).to.be.below(0.2);
  });

  it('has fronts: wind from the north-west is cold, dry and under rising pressure', () => {
    const [direction, temp, dewp, pressure] = ['wind_dir', 'temp', 'dewp', 'pressure'].map((name) =>
      weather.numbers(name),
    ) as Float64Array[];
    const rows = Array.from(direction!.keys()).filter((row) => row > 24 && row < YEAR - 24);
    const average = (from: number, to: number, value: (row: number) => number): number =>
      mean(
        Float64Array.from(
          rows.filter((row) => direction![row]! >= from && direction![row]! <= to),
          value,
        ),
      );
    const contrast = (value: (row: number) => number): number => average(290, 330, value) - average(180, 220, value);
    expect(contrast((row) => temp![row]! - (temp![row - 24]! + temp![row + 24]!) / 2)).to.be.below(-3);
    expect(contrast((row) => temp![row]! - dewp![row]!)).to.be.above(3);
    expect(contrast((row) => pressure![row + 3]! - pressure![row - 3]!)).to.be.above(1.5);
    expect(quantile(pressure!, 0.01)).to.be.below(mean(pressure!) - 2 * deviation(pressure!));
  });

  it('refuses hours, seeds and starts that make no sense', () => {
    const rows: [options: object, kind: typeof LeewayRangeError | typeof LeewayTypeError, message: string][] = [
      [{ hours: 0, seed: 1 }, LeewayRangeError, 'expected a whole number in 1..1000000 for hours, received 0'],
      [{ hours: 1.5, seed: 1 }, LeewayRangeError, 'for hours, received 1.5'],
      [{ hours: 1e9, seed: 1 }, LeewayRangeError, 'for hours, received 1000000000'],
      [{ hours: '5', seed: 1 }, LeewayTypeError, 'expected a number for hours, received "5"'],
      [{ hours: 5, seed: -1 }, LeewayRangeError, 'for seed, received number -1'],
      [{ hours: 5, seed: 1, start: 'soon' }, LeewayRangeError, 'for start, received "soon"'],
    ];
    for (const [options, kind, message] of rows) {
      expect(() => syntheticWeather(options as never)).to.throw(kind, message);
    }
  });
});
