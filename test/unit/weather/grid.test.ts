import { expect } from 'chai';
import { LeewayError } from '#lib/errors';
import { countGaps, forwardFill, makeGrid } from '#lib/weather/grid';
import { plain, stamp, table } from './support';

const HOUR = 3_600_000;
const fill: [values: number[], limit: number, filled: (number | null)[]][] = [
  [[1, NaN, NaN, 4], 6, [1, 1, 1, 4]],
  [[1, NaN, NaN, NaN, 5], 2, [1, 1, 1, null, 5]],
  [[NaN, NaN, 3, NaN], 6, [null, null, 3, 3]],
  [[NaN], 6, [null]],
  [[1, NaN], 0, [1, null]],
  [[1, ...new Array<number>(7).fill(NaN), 2], 6, [1, 1, 1, 1, 1, 1, 1, null, 2]],
];

describe('weather/grid', () => {
  for (const [values, limit, filled] of fill) {
    it(`fills ${values.join(' ')} forward by at most ${limit}`, () => {
      const input = Float64Array.from(values);
      expect(plain(forwardFill(input, limit))).to.deep.equal(filled);
      expect(plain(input), 'input').to.deep.equal(plain(values));
    });
  }

  it('puts stations on grids of their own, with NaN rows for missing hours', () => {
    const hours = [0, 1, 4, 5];
    const rows = hours.flatMap((hour) => [`A,${hour},${stamp(hour)}`, `B,${hour + 10},${stamp(hour + 1)}`]);
    const { stations, step, groupColumn, timeColumn } = makeGrid(table('origin,v,time', ...rows));
    expect({ step, groupColumn, timeColumn }).to.deep.equal({ step: HOUR, groupColumn: 'origin', timeColumn: 'time' });
    expect(stations.map(({ name }) => name)).to.deep.equal(['A', 'B']);
    expect(stations[1]!.start - stations[0]!.start).to.equal(HOUR);
    expect(plain(stations[0]!.column('v'))).to.deep.equal([0, 1, null, null, 4, 5]);
    expect(plain(stations[1]!.column('v'))).to.deep.equal([10, 11, null, null, 14, 15]);
    expect(stations.map(countGaps)).to.deep.equal([
      { places: 1, steps: 2 },
      { places: 1, steps: 2 },
    ]);
  });

  it('orders rows by time, and keeps the last of several on one step', () => {
    const rows = ['9,' + stamp(3), '1,' + stamp(1), '2,' + stamp(2), '0,' + stamp(0), '7,' + stamp(1)];
    const [station] = makeGrid(table('v,time', ...rows)).stations;
    expect(plain(station!.column('v'))).to.deep.equal([0, 7, 2, 9]);
    expect(station!.repeated).to.equal(1);
  });

  it('rounds stamps that jitter by seconds', () => {
    const times = ['17:51:00', '17:51:59', '17:53:00', '17:54:00', '17:54:59', '17:57:00'];
    const { stations, step } = makeGrid(table('v,date', ...times.map((time, row) => `${row},2015-02-04 ${time}`)));
    expect(step).to.equal(60_000);
    expect(stations[0]!.start).to.equal(Date.UTC(2015, 1, 4, 17, 51));
    expect(plain(stations[0]!.column('v'))).to.deep.equal([0, 1, 2, 3, 4, null, 5]);
  });

  it('keeps reports made at ten to the hour apart, whatever the first one', () => {
    const minutes = [20, 51, 60 + 51, 120 + 51, 180 + 53, 240 + 51];
    const [station] = makeGrid(table('v,date', ...minutes.map((at, row) => `${row},${stamp(at / 60)}`))).stations;
    // 00:20 is nearer to 23:51 than to 00:51.
    expect(station!.start).to.equal(Date.UTC(2012, 11, 31, 23, 51));
    expect(plain(station!.column('v'))).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('takes the time column named, of several', () => {
    const rows = [0, 1, 2].map((row) => `${stamp(row)},${stamp(row * 24)},${row}`);
    const grid = makeGrid(table('sent,observed,v', ...rows), { time: 'observed' });
    expect(grid.step).to.equal(24 * HOUR);
    expect(makeGrid(table('sent,observed,v', ...rows)).step).to.equal(HOUR);
  });

  it('takes rows without times as evenly spaced', () => {
    const grid = makeGrid(table('v', '3', 'NA', '5'));
    expect(grid.timeColumn).to.equal(undefined);
    expect(plain(grid.stations[0]!.column('v'))).to.deep.equal([3, null, 5]);
  });

  describe('finds the column of stations', () => {
    const hours = [0, 1, 2, 3, 4, 5];
    const both = (row: (station: string, hour: number) => string): string[] =>
      hours.flatMap((hour) => ['A', 'B'].map((station) => row(station, hour)));
    const rows: [what: string, lines: string[], group: string | undefined][] = [
      ['by times that only it tells apart', ['id,time,v', ...both((id, hour) => `${id},${stamp(hour)},1`)], 'id'],
      ['by the order of the file', ['id,v', 'A,1', 'A,2', 'A,3', 'B,1', 'B,2', 'B,3'], 'id'],
      [
        'after a text column',
        ['sky,id,time,v', ...both((id, hour) => `${hour % 2 ? 'fog' : 'sun'},${id},${stamp(hour)},1`)],
        'id',
      ],
      [
        'but not where a word describes the hour',
        ['sky,time,v', ...hours.map((hour) => `${hour % 2 ? 'fog' : 'sun'},${stamp(hour)},1`)],
        undefined,
      ],
      [
        'but not where every row has its own text',
        ['note,time,v', ...hours.map((hour) => `n${hour},${stamp(hour)},1`)],
        undefined,
      ],
    ];
    for (const [what, lines, group] of rows) {
      it(what, () => expect(makeGrid(table(...lines)).groupColumn).to.equal(group));
    }
    it('or takes the one named, numbers included', () => {
      const grid = makeGrid(table('id,time,v', ...both((id, hour) => `${id === 'A' ? 7 : 8},${stamp(hour)},1`)), {
        group: 'id',
      });
      expect(grid.stations.map(({ name }) => name)).to.deep.equal(['7', '8']);
    });
  });

  const refused: [what: string, lines: string[], message: RegExp][] = [
    [
      'times that are all the same',
      ['v,time', `1,${stamp(0)}`, `2,${stamp(0)}`],
      /^expected times at least a minute apart for column "time" of test\.csv, received fewer than two$/,
    ],
    ['seconds', ['v,time', ...[0, 1, 2].map((at) => `${at},${stamp(at / 3600)}`)], /received steps of 1 s$/],
    [
      'a stamp that is off by years',
      ['v,time', `1,${stamp(0)}`, `2,${stamp(1)}`, `3,${stamp(2)}`, '4,1970-01-01'],
      /^expected rows on a regular grid for test\.csv, received 4 rows over \d+ steps of 60 min$/,
    ],
    [
      'most rows sharing their times',
      ['id,v,time', ...[0, 1, 2].flatMap((at) => [7, 8, 9].map((id) => `${id},1,${stamp(at)}`))],
      /^expected one row per time for test\.csv, received 9 rows on 3 steps; name the column/,
    ],
  ];
  for (const [what, lines, message] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => makeGrid(table(...lines)))
        .to.throw(LeewayError, message)
        .with.property('code', 'ERR_LEEWAY_CSV');
    });
  }
});
