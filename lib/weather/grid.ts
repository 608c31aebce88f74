import { LeewayError } from '../errors';
import { detectGroup, detectTime } from './layout';
import type { Table } from './table';
import { HOUR, MINUTE } from './timestamp';

/** Which columns place a row; both are found by themselves where not named. */
export interface GridOptions {
  /** The column of time stamps. */
  readonly time?: string | undefined;
  /** The column that tells stations apart. */
  readonly group?: string | undefined;
  /** Milliseconds between steps where there are too few rows to tell. */
  readonly step?: number | undefined;
}

/** One station's rows on a regular time grid: step `i` stands for the time `start + i * step`. */
export interface Station {
  readonly name: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly start: number;
  /** Milliseconds. */
  readonly step: number;
  /** The number of steps from the first row to the last, absent ones included. */
  readonly length: number;
  /** The rows the table has for the station. */
  readonly rows: number;
  /** Rows that another row on the same step replaced. */
  readonly repeated: number;
  /** A column along the grid, NaN where the value or the whole row is missing. A fresh array at each call. */
  column(name: string): Float64Array<ArrayBuffer>;
  /** Whether the table has a row for a step. */
  present(step: number): boolean;
}

export interface Grid {
  readonly stations: readonly Station[];
  /** Milliseconds between steps; an hour is assumed where there is no time column. */
  readonly step: number;
  readonly timeColumn: string | undefined;
  readonly groupColumn: string | undefined;
}

// A stamp that is off by years would otherwise make a grid of millions of empty steps.
const STEPS_PER_ROW = 100;

/** The median difference between neighbouring times, rounded to a whole minute, over all stations. */
function inferStep(
  table: Table,
  timeColumn: string,
  times: Float64Array,
  groups: ReadonlyMap<string, number[]>,
  usual: number | undefined,
): number {
  const differences: number[] = [];
  for (const rows of groups.values()) {
    const sorted = Float64Array.from(rows, (row) => times[row]!).sort();
    for (let i = 1; i < sorted.length; i++) {
      const difference = sorted[i]! - sorted[i - 1]!;
      if (difference > 0) differences.push(difference);
    }
  }
  const median = differences.sort((a, b) => a - b)[differences.length >> 1] ?? usual;
  if (median === undefined || median < MINUTE / 2) {
    const found = median === undefined ? 'fewer than two' : `steps of ${median / 1000} s`;
    throw new LeewayError(
      `expected times at least a minute apart for column ${JSON.stringify(timeColumn)} of ${table.name}, received ${found}`,
      'ERR_LEEWAY_CSV',
    );
  }
  return Math.round(median / MINUTE) * MINUTE;
}

/** Where in the step most rows fall, to the minute: hourly reports are often made at ten to the hour. */
function commonPhase(times: Float64Array, rows: readonly number[], step: number): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const minute = Math.round(times[row]! / MINUTE) * MINUTE;
    const phase = ((minute % step) + step) % step;
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function makeStation(
  table: Table,
  name: string,
  start: number,
  step: number,
  rowOfStep: Int32Array,
  rows: number,
): Station {
  const taken = rowOfStep.reduce((count, row) => count + (row >= 0 ? 1 : 0), 0);
  return {
    name,
    start,
    step,
    length: rowOfStep.length,
    rows,
    repeated: rows - taken,
    present: (at) => (rowOfStep[at] ?? -1) >= 0,
    column(column) {
      const values = table.numbers(column);
      return Float64Array.from(rowOfStep, (row) => (row < 0 ? NaN : values[row]!));
    },
  };
}

/** Rounds the times of a station's rows to its grid; of several rows on one step the last in the file stays. */
function placeByTime(table: Table, name: string, times: Float64Array, rows: readonly number[], step: number): Station {
  const phase = commonPhase(times, rows, step);
  const slots = rows.map((row) => Math.round((times[row]! - phase) / step));
  const first = slots.reduce((a, b) => Math.min(a, b));
  const length = slots.reduce((a, b) => Math.max(a, b)) - first + 1;
  if (length > STEPS_PER_ROW * (rows.length + 10)) {
    throw new LeewayError(
      `expected rows on a regular grid for ${table.name}, received ${rows.length} rows over ${length} steps of ${step / MINUTE} min`,
      'ERR_LEEWAY_CSV',
    );
  }
  const rowOfStep = new Int32Array(length).fill(-1);
  slots.forEach((slot, index) => (rowOfStep[slot - first] = rows[index]!));
  const station = makeStation(table, name, phase + first * step, step, rowOfStep, rows.length);
  // Two rows at one time happen; when most rows share their times, a column that tells them apart was overlooked.
  if (station.repeated > rows.length / 2) {
    throw new LeewayError(
      `expected one row per time for ${table.name}, received ${rows.length} rows on ${rows.length - station.repeated} steps; ` +
        'name the column that tells stations apart, or one with the time of day',
      'ERR_LEEWAY_CSV',
    );
  }
  return station;
}

/**
 * Puts a table on a regular time grid, station by station. The step is the median difference between times, rounded
 * to a whole minute; times are rounded to the grid. Without a time column the rows are taken as evenly spaced, an hour
 * apart, in the order of the file.
 *
 * @throws LeewayError ERR_LEEWAY_CSV for a named column that is unknown or holds no times, and for times that make no
 * regular grid
 */
export function makeGrid(table: Table, options: GridOptions = {}): Grid {
  const timeColumn = options.time ?? detectTime(table);
  const times = timeColumn === undefined ? undefined : table.times(timeColumn);
  const groupColumn = options.group ?? detectGroup(table, times);
  const groups = new Map<string, number[]>();
  const keys = groupColumn === undefined ? undefined : table.strings(groupColumn);
  for (let row = 0; row < table.rows; row++) {
    const key = keys?.[row] ?? '';
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  }
  const step =
    times === undefined ? (options.step ?? HOUR) : inferStep(table, timeColumn!, times, groups, options.step);
  const stations = [...groups].map(([name, rows]) =>
    times === undefined
      ? makeStation(table, name, 0, step, Int32Array.from(rows), rows.length)
      : placeByTime(table, name, times, rows, step),
  );
  return { stations, step, timeColumn, groupColumn };
}

/** The places where rows are missing between a station's first and last, and the steps missing there. */
export function countGaps(station: Station): { places: number; steps: number } {
  let places = 0;
  let steps = 0;
  for (let at = 0; at < station.length; at++) {
    if (station.present(at)) continue;
    steps++;
    if (station.present(at - 1)) places++;
  }
  return { places, steps };
}

/**
 * Fills missing values with the last one before them, at most `limit` steps long; what lies further from an observation
 * stays NaN. For features only: a target that was not observed must not be made up.
 */
export function forwardFill(values: Float64Array<ArrayBuffer>, limit: number): Float64Array<ArrayBuffer> {
  const filled = values.slice();
  let sinceObserved = Infinity;
  let observed = NaN;
  values.forEach((value, at) => {
    if (Number.isNaN(value)) {
      sinceObserved++;
      if (sinceObserved <= limit) filled[at] = observed;
    } else {
      sinceObserved = 0;
      observed = value;
    }
  });
  return filled;
}
