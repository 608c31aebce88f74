import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Context } from 'mocha';
import { parseTable, type Table } from '#lib/weather/csv';

const DATA = path.resolve(process.cwd(), '../shared/data');

/** The path of a file of real data; where it is absent the test at hand is reported as pending. */
export function realData(context: Context, file: string): string {
  const full = path.join(DATA, file);
  if (!existsSync(full)) context.skip();
  return full;
}

/** A table of CSV lines. */
export function table(...lines: string[]): Table {
  return parseTable(lines.join('\n'), 'test.csv');
}

/** `2013-01-01T00:00:00Z` plus hours, as an ISO stamp. */
export function stamp(hours: number): string {
  return new Date(Date.UTC(2013, 0, 1) + hours * 3_600_000).toISOString();
}

/** Hourly rows of a temperature and whether a lamp is on; `skip` leaves out hours. */
export function rooms(hours: number, skip: (hour: number) => boolean = () => false, first = 0): string[] {
  const rows: string[] = ['temp,lamp,time'];
  for (let hour = 0; hour < hours; hour++) {
    if (!skip(hour))
      rows.push(`${(50 + 10 * Math.sin(hour / 5)).toFixed(3)},${hour % 7 < 2 ? 1 : 0},${stamp(first + hour)}`);
  }
  return rows;
}

/** The values of an iterable with NaN as null, which deep equality can read. */
export function plain(values: Iterable<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
