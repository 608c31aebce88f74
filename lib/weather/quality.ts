import type { Grid, Station } from './grid';
import type { Table } from './table';
import { HOUR } from './timestamp';

/** A value that cannot have happened and is taken as missing. */
export interface ImpossibleValue {
  readonly station: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
  /** The step on the station's grid. */
  readonly at: number;
  readonly column: string;
  readonly value: number;
  readonly rule: string;
}

/** A station whose columns come without the impossible values. */
export interface CleanStation extends Station {
  readonly impossible: readonly ImpossibleValue[];
}

// Miles per hour: outside the core of a hurricane no station reports it, while a misplaced decimal point exceeds it.
const MAX_SPEED = 100;
// Fahrenheit in at most an hour, up and down again. In Celsius the rule is laxer, never wrong.
const MAX_JUMP = 25;

// Of the wind: a fan may well turn faster.
const SPEED = /^(wind[_ ]?)?speed|gust/i;
const TEMPERATURE = /^(air[_ ]?)?temp(erature)?([_ ]?\(?[cf]\)?)?$/i;
// What a station derives from the thermometer or measures in the same housing: wrong when the temperature is.
const DERIVED = /^(dewp|dew_?point|humid|humidity|relative_?humidity|rh|humidity_?ratio)$/i;

/** Whether a column is called a temperature of the air. */
export function isTemperature(column: string): boolean {
  return TEMPERATURE.test(column);
}

/** The steps whose value differs by more than `limit` from both neighbours. */
function jumps(values: Float64Array, limit: number): number[] {
  const found: number[] = [];
  for (let at = 1; at + 1 < values.length; at++) {
    const value = values[at]!;
    if (Math.abs(value - values[at - 1]!) > limit && Math.abs(value - values[at + 1]!) > limit) found.push(at);
  }
  return found;
}

function cleanStation(table: Table, station: Station, hourly: boolean): CleanStation {
  const impossible: ImpossibleValue[] = [];
  // A column with text among its numbers is left to whoever asks for it: `column` then says what is wrong.
  const numeric = table.names.filter((name) => table.isNumeric(name));
  const drop = (column: string, at: number, value: number, rule: string): void => {
    if (Number.isNaN(value)) return;
    impossible.push({ station: station.name, time: station.start + at * station.step, at, column, value, rule });
  };
  for (const column of numeric.filter((name) => SPEED.test(name))) {
    station.column(column).forEach((value, at) => {
      if (value > MAX_SPEED) drop(column, at, value, `above ${MAX_SPEED}`);
    });
  }
  for (const temperature of hourly ? numeric.filter(isTemperature) : []) {
    const affected = [temperature, ...numeric.filter((name) => DERIVED.test(name))];
    for (const at of jumps(station.column(temperature), MAX_JUMP)) {
      for (const column of affected) {
        drop(column, at, station.column(column)[at]!, `${temperature} jumps by more than ${MAX_JUMP} and back`);
      }
    }
  }
  return {
    ...station,
    impossible,
    column(name) {
      const values = station.column(name);
      for (const { column, at } of impossible) if (column === name) values[at] = NaN;
      return values;
    },
  };
}

/**
 * Finds values that cannot have happened and takes them as missing: wind speeds and gusts (by the column's name) above
 * 100 mph, and a temperature that jumps by more than 25 F within an hour and back, with the dew point and the humidity
 * of that hour. Jumps are looked for only where time stamps say that steps are an hour or less, and between neighbours
 * that were both observed.
 */
export function removeImpossible(table: Table, grid: Grid): CleanStation[] {
  const hourly = grid.timeColumn !== undefined && grid.step <= HOUR;
  return grid.stations.map((station) => cleanStation(table, station, hourly));
}
