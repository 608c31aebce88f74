// Calls of the weather data's readers: text of all kinds, options of all kinds.
import { parseTable, prepareTables, type Table } from '#lib/weather/index';
import type { Call, World } from './call';
import { anyValue, tampered } from './values';

const pieces = [
  'time',
  'temp',
  'wind_dir',
  '2020-01-01T00:00Z',
  '2020-01-01 01:00',
  '1',
  '-3.5',
  '999',
  'NA',
  '',
  '"',
  '""',
  ',',
  ',,',
  '\n',
  '\r\n',
  '\0',
  'é',
  '\uFEFF',
  ';',
  '\t',
  '1e400',
  '"a,b"',
  "'",
];

/** Hours of observations, as a file has them. */
function observations(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const time = new Date(Date.UTC(2020, 0, 1) + i * 3_600_000).toISOString();
    return `${time},${(10 * Math.sin(i / 4)).toFixed(2)},${(i * 37) % 360},${i % 2}`;
  });
  return ['time,temperature,wind_dir,rain', ...lines].join('\n');
}

const whole = observations(400);

function anyText({ dice }: World): string {
  if (dice.chance(0.5)) return Array.from({ length: dice.below(40) }, () => dice.pick(pieces)).join('');
  const at = dice.below(whole.length);
  const end = dice.chance(0.5) ? whole.length : at + 1 + dice.below(200);
  const kept = dice.chance(0.3)
    ? whole.slice(0, at)
    : whole.slice(0, at) + dice.pick(pieces) + whole.slice(at + 1, end);
  return kept;
}

function parseCall(world: World): Call {
  const text = world.dice.chance(0.05) ? anyValue(world.dice) : anyText(world);
  return {
    what: 'parseTable',
    run: () => parseTable(text as string, 'fuzz.csv'),
    check: (table) => ((table as Table).names.length > 0 ? undefined : 'a table without columns'),
  };
}

const table = parseTable(whole, 'whole.csv');

function prepareCall({ dice, effect }: World): Call {
  const fields: Record<string, unknown> = {
    target: dice.pick(['temperature', 'rain', 'wind_dir', 'none', 5]),
    features: dice.pick([['all'], ['met'], ['clock'], ['wind_dir_cos'], [], ['none'], [5], 'all']),
    window: dice.pick([1, 6, 24, 1000, 0, -1, 2.5]),
    horizon: dice.pick([0, 1, 6, 1000, -1]),
    split: dice.pick(['time', 'blocks', 'no']),
    task: dice.pick(['regression', 'classification', 'no']),
  };
  const options = Object.fromEntries(Object.entries(fields).filter(() => dice.chance(0.4)));
  const given = dice.chance(0.2) ? tampered(dice, options, effect) : options;
  return {
    what: `prepareTables(${Object.keys(options).join()})`,
    run: () => prepareTables(table, dice.chance(0.2) ? table : undefined, given as never),
  };
}

export const weatherCall = (world: World): Call => (world.dice.chance(0.8) ? parseCall(world) : prepareCall(world));
