import { expect } from 'chai';
import fc from 'fast-check';
import { makeSplit, PART_NAMES } from '#lib/weather/splits';
import { cutWindows, placeWindows, type Series, type WindowShape } from '#lib/weather/windows';
import { plain } from './support';

const HOUR = 3_600_000;
const START = Date.UTC(2013, 0, 1, 6);

const series = (features: number[][], target: number[], start = START): Series => ({
  name: 'A',
  start,
  step: HOUR,
  features: features.map((values) => Float64Array.from(values)),
  target: Float64Array.from(target),
});

const identity = (count: number) => ({
  features: Array.from({ length: count }, (_, index) => ({ name: `f${index}`, mean: 0, deviation: 1 })),
  target: { mean: 0, deviation: 1 },
});

const shape = (steps: number, horizon: number, task: WindowShape['task'] = 'regression'): WindowShape => ({
  steps,
  horizon,
  task,
});

const NA = NaN;

describe('weather/windows', () => {
  const rows: [what: string, features: number[], target: number[], shape: WindowShape, lasts: number[]][] = [
    [
      'every step that has a window behind and a target ahead',
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 6],
      shape(2, 3),
      [1, 2],
    ],
    ['the step itself at horizon 0', [1, 2, 3], [0, 1, 0], shape(2, 0, 'classification'), [1, 2]],
    ['not over an unknown feature', [1, NA, 3, 4, 5], [1, 2, 3, 4, 5], shape(2, 1), [3]],
    ['not to an unknown target', [1, 2, 3, 4, 5], [1, 2, 3, NA, 5], shape(1, 1), [0, 1]],
    ['a regression: not from an unknown last value', [1, 2, 3, 4, 5], [1, NA, 3, 4, 5], shape(1, 1), [2, 3]],
    [
      'a classification: from an unknown last label',
      [1, 2, 3, 4, 5],
      [1, NA, 1, 0, 1],
      shape(1, 1, 'classification'),
      [1, 2, 3],
    ],
    ['none where the series is too short', [1, 2, 3], [1, 2, 3], shape(3, 1), []],
  ];
  for (const [what, features, target, windowShape, lasts] of rows) {
    it(`places windows at ${what}`, () => {
      const places = placeWindows([series([features], target)], windowShape, () => 'train');
      expect(places.train.map(({ last }) => last)).to.deep.equal(lasts);
    });
  }

  it('cuts inputs as [samples, steps, features], with last and actual values, times and stations', () => {
    const two = [
      series(
        [
          [1, 2, 3, 4],
          [10, 20, 30, 40],
        ],
        [1, 2, 3, 4],
      ),
      {
        ...series(
          [
            [5, 6, 7, 8],
            [50, 60, 70, 80],
          ],
          [5, 6, 7, 9],
          START + HOUR,
        ),
        name: 'B',
      },
    ];
    const places = placeWindows(two, shape(2, 2), () => 'test').test;
    const scaling = { ...identity(2), target: { mean: 1, deviation: 2 } };
    const part = cutWindows(two, places, shape(2, 2), scaling);
    expect(part.samples).to.equal(2);
    expect(plain(part.x)).to.deep.equal([1, 10, 2, 20, 5, 50, 6, 60]);
    expect(plain(part.last)).to.deep.equal([2, 6]);
    expect(plain(part.actual)).to.deep.equal([4, 9]);
    expect(plain(part.y)).to.deep.equal([0.5, 1]);
    expect(plain(part.time)).to.deep.equal([START + 3 * HOUR, START + 4 * HOUR]);
    expect(Array.from(part.station, (index) => part.stations[index])).to.deep.equal(['A', 'B']);
  });

  it('makes a constant feature 0, and standardises the others', () => {
    const [source, place] = [
      series(
        [
          [3, 5],
          [7, 7],
        ],
        [0, 1],
      ),
      { series: 0, last: 1 },
    ];
    const features = [
      { name: 'a', mean: 4, deviation: 2 },
      { name: 'b', mean: 7, deviation: 0 },
    ];
    const part = cutWindows([source], [place], shape(2, 0, 'classification'), {
      features,
      target: { mean: 0, deviation: 1 },
    });
    expect(plain(part.x)).to.deep.equal([-0.5, 0, 0.5, 0]);
    expect(plain(part.y)).to.deep.equal([1]);
  });

  it('property: windows are exactly those whose whole span is known and inside one part', () => {
    const gappy = (length: number) => fc.array(fc.boolean(), { minLength: length, maxLength: length });
    const cases = fc.integer({ min: 20, max: 700 }).chain((length) =>
      fc.record({
        presence: fc.tuple(gappy(length), gappy(length), gappy(length)),
        density: fc.constantFrom(0, 0.9, 0.98, 1),
        random: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: length, maxLength: length }),
        steps: fc.integer({ min: 1, max: 9 }),
        horizon: fc.integer({ min: 0, max: 5 }),
        kind: fc.constantFrom('time' as const, 'blocks' as const),
        task: fc.constantFrom('regression' as const, 'classification' as const),
        offset: fc.integer({ min: 0, max: 9000 }),
        testElsewhere: fc.boolean(),
      }),
    );
    let found = 0;
    fc.assert(
      fc.property(cases, ({ presence, density, random, steps, horizon, kind, task, offset, testElsewhere }) => {
        const start = START + offset * HOUR;
        // Dense patterns as well as coin flips: windows of nine steps hardly survive the latter.
        const [a, b, target] = presence.map((flags, column) =>
          flags.map((flag, at) =>
            (density === 0 ? flag : random[(at + 7 * column) % random.length]! < density) ? at : NaN,
          ),
        );
        const source = series([a!, b!], target!, start);
        const end = start + target!.length * HOUR;
        const { partAt } = makeSplit({ kind, start, end, testElsewhere });
        const places = placeWindows([source], shape(steps, horizon, task), partAt);
        for (const part of PART_NAMES) {
          const expected: number[] = [];
          target!.forEach((_, last) => {
            const span = Array.from({ length: steps + horizon }, (_, index) => last - steps + 1 + index);
            const inside = span.every((at) => at >= 0 && at < target!.length && partAt(start + at * HOUR) === part);
            const known = span.slice(0, steps).every((at) => !Number.isNaN(a![at]!) && !Number.isNaN(b![at]!));
            const observed = !Number.isNaN(target![last + horizon] ?? NaN);
            const based = task === 'classification' || !Number.isNaN(target![last]!);
            if (inside && known && observed && based) expected.push(last);
          });
          found += expected.length;
          expect(places[part].map(({ last }) => last)).to.deep.equal(expected);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(found, 'windows compared').to.be.above(5000);
  });
});
