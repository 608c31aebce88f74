import { expect } from 'chai';
import { LeewayError } from '#lib/errors';
import { readTable, type Table } from '#lib/weather/csv';
import { featureValues, resolveFeatures } from '#lib/weather/features';
import { readSource } from '#lib/weather/source';
import { syntheticWeather } from '#lib/weather/synthetic';
import { plain, realData, stamp, table } from './support';

const ALL = [
  'dewp',
  'day_of_year_cos',
  'day_of_year_sin',
  'hour_cos',
  'hour_sin',
  'humid',
  'precip',
  'pressure',
  'temp',
  'wind_dir_cos',
  'wind_dir_sin',
].sort();

function names(
  source: Table,
  asked: string[],
  target = 'temp',
  task: 'regression' | 'classification' = 'regression',
): string[] {
  const { grid } = readSource(source, {});
  return resolveFeatures(asked, { table: source, grid, target, task }).map(({ name }) => name);
}

/** The values of one feature of the first station. */
function values(source: Table, name: string): Float64Array {
  const { grid, stations } = readSource(source, {});
  const [feature] = resolveFeatures([name], { table: source, grid, target: 'temp', task: 'regression' });
  return featureValues(feature!, stations[0]!);
}

/** A table of 20 hours whose columns are functions of the hour. */
function hourly(columns: Record<string, (hour: number) => string | number>, everyHours = 1): Table {
  const rows = Array.from({ length: 20 }, (_, hour) =>
    [...Object.values(columns).map((column) => column(hour)), stamp(hour * everyHours)].join(','),
  );
  return table([...Object.keys(columns), 'time'].join(','), ...rows);
}

const varying = (hour: number): number => (hour * 7) % 5;

describe('weather/features', () => {
  const defaults: [what: string, columns: Record<string, (hour: number) => string | number>, met: string[]][] = [
    ['numeric columns', { temp: varying, salinity: varying }, ['temp', 'salinity']],
    ['no text', { temp: varying, sky: (hour) => `sky${hour}` }, ['temp']],
    ['no calendar', { year: varying, month: varying, day: varying, hour: varying, temp: varying }, ['temp']],
    ['no row numbers', { no: (hour) => hour + 140, temp: varying }, ['temp']],
    ['no identifiers that grow', { id: (hour) => hour * hour, temp: varying }, ['temp']],
    ['no constant, missing values aside', { altitude: (hour) => (hour === 3 ? 'NA' : 12), temp: varying }, ['temp']],
    ['nothing mostly missing', { temp: varying, gap: (hour) => (hour < 11 ? 'NA' : varying(hour)) }, ['temp']],
    ['what is half missing', { temp: varying, gap: (hour) => (hour < 10 ? 'NA' : varying(hour)) }, ['temp', 'gap']],
    [
      'no wind speed, gust, visibility',
      { temp: varying, wind_speed: varying, wind_gust: varying, visib: varying },
      ['temp'],
    ],
    ['the target, whatever it is', { wind_speed: varying, temp: (hour) => hour }, ['temp']],
    [
      'a direction as two',
      { temp: varying, wind_dir: (hour) => (hour * 130) % 360 },
      ['temp', 'wind_dir_cos', 'wind_dir_sin'],
    ],
    ['what only sounds like a direction', { temp: varying, direct_radiation: varying }, ['temp', 'direct_radiation']],
    ['a direction out of range as it is', { temp: varying, dir: (hour) => (hour % 7) * 90 }, ['temp', 'dir']],
  ];
  for (const [what, columns, met] of defaults) {
    it(`takes by default: ${what}`, () => expect(names(hourly(columns), ['met'])).to.deep.equal(met));
  }

  it('adds the clock by default where rows are an hour apart', () => {
    const clock = ['hour_sin', 'hour_cos', 'day_of_year_sin', 'day_of_year_cos'];
    expect(names(hourly({ temp: varying }), ['all'])).to.deep.equal(['temp', ...clock]);
    expect(names(hourly({ temp: varying }, 3), ['all'])).to.deep.equal(['temp']);
    expect(names(hourly({ temp: varying }, 3), ['temp', 'clock'])).to.deep.equal(['temp', ...clock]);
    expect(names(table('temp', '1', '3', '2'), ['all'])).to.deep.equal(['temp']);
  });

  it('never takes the target of a classification', () => {
    expect(names(hourly({ temp: varying, rain: (hour) => hour % 2 }), ['met'], 'rain', 'classification')).to.deep.equal(
      ['temp'],
    );
  });

  it('takes names in the order given, each once', () => {
    const source = hourly({ temp: varying, wind_dir: varying, wind_speed: varying });
    const rows: [string[], string[]][] = [
      [['temp'], ['temp']],
      [
        ['wind_speed', 'temp', 'wind_speed'],
        ['wind_speed', 'temp'],
      ],
      [['wind_dir'], ['wind_dir_cos', 'wind_dir_sin']],
      [
        ['wind_dir_sin', 'hour_cos'],
        ['wind_dir_sin', 'hour_cos'],
      ],
      [
        ['met', 'wind_speed'],
        ['temp', 'wind_dir_cos', 'wind_dir_sin', 'wind_speed'],
      ],
    ];
    for (const [asked, got] of rows) expect(names(source, asked), asked.join()).to.deep.equal(got);
    expect(names(hourly({ temp: varying, all: varying }), ['all']), 'a column before a group').to.deep.equal(['all']);
  });

  it('refuses unknown names, text, and nothing at all', () => {
    const source = hourly({ temp: varying, sky: (hour) => `sky${hour}` });
    const rows: [string[], string][] = [
      [
        ['tmep'],
        'expected one of all, met, clock, hour_sin, hour_cos, day_of_year_sin, day_of_year_cos, temp, sky, time for a feature of test.csv, received "tmep" (did you mean "temp"?)',
      ],
      [['temp', 'sky'], 'expected a finite number, NA or nothing for test.csv, line 2, column "sky", received "sky0"'],
      [[], 'expected at least one numeric column for the features of test.csv, received temp, sky, time'],
    ];
    for (const [asked, message] of rows) {
      expect(() => names(source, asked))
        .to.throw(LeewayError, message)
        .with.property('code', 'ERR_LEEWAY_CSV');
    }
    expect(() => names(table('temp', '1', '2'), ['hour_sin']), 'no times').to.throw(/received "hour_sin"/);
    const typo = table('temp,dewp', ...Array.from({ length: 19 }, (_, row) => `${varying(row)},${row}`), '1,2o');
    expect(() => names(typo, ['met']), 'a typing error is not text').to.throw('line 21, column "dewp", received "2o"');
  });

  it('turns directions into cosine and sine', () => {
    const degrees = [0, 90, 180, 270, 360];
    const source = table('wind_dir', ...degrees.map(String));
    const rounded = (name: string): number[] =>
      Array.from(values(source, name), (value) => Math.round(value * 1e12) / 1e12 + 0);
    expect(rounded('wind_dir_cos')).to.deep.equal([1, 0, -1, 0, 1]);
    expect(rounded('wind_dir_sin')).to.deep.equal([0, 1, 0, -1, 0]);
  });

  it('tells the time in UTC, leap years included', () => {
    const at = (name: string, time: string): number =>
      values(table('temp,time', `1,${time}`, '2,2030-01-01', '3,2030-01-02T'.slice(0, 12)), name)[0]!;
    const rows: [name: string, time: string, value: number][] = [
      ['hour_sin', '2013-05-01T06:00:00Z', 1],
      ['hour_cos', '2013-05-01T12:00:00Z', -1],
      ['hour_sin', '2013-05-01T06:00:00+06:00', 0],
      ['day_of_year_cos', '2013-01-01T00:00:00Z', 1],
      ['day_of_year_cos', '2013-07-02T12:00:00Z', -1],
      ['day_of_year_cos', '2012-07-02T00:00:00Z', -1],
      ['day_of_year_sin', '2012-04-01T12:00:00Z', 1],
    ];
    for (const [name, time, value] of rows) expect(at(name, time), `${name} ${time}`).to.be.closeTo(value, 1e-12);
  });

  it('fills features forward, not over more than six steps', () => {
    const gap =
      (from: number, to: number) =>
      (hour: number): number | string =>
        hour >= from && hour < to ? 'NA' : hour % 7;
    expect(plain(values(hourly({ temp: varying, six: gap(3, 9) }), 'six').subarray(2, 10))).to.deep.equal([
      2, 2, 2, 2, 2, 2, 2, 2,
    ]);
    expect(plain(values(hourly({ temp: varying, seven: gap(3, 10) }), 'seven').subarray(8, 11))).to.deep.equal([
      2,
      null,
      3,
    ]);
  });

  it('takes by default the 11 features of the reference measurements', function () {
    expect(names(syntheticWeather({ hours: 500, seed: 1 }), ['all']).sort()).to.deep.equal(ALL);
    const nyc = readTable(realData(this, 'weather/nyc-2013-hourly.csv'));
    expect(names(nyc, ['all']).sort()).to.deep.equal(ALL);
    expect(names(nyc, ['met'])).to.have.lengthOf(7);
  });

  it('takes the five sensors of the occupancy file', function () {
    const occupancy = readTable(realData(this, 'occupancy/datatraining.txt'));
    const sensors = ['Temperature', 'Humidity', 'Light', 'CO2', 'HumidityRatio'];
    expect(names(occupancy, ['all'], 'Occupancy', 'classification')).to.deep.equal(sensors);
  });
});
