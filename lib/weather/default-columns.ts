import type { Grid } from './grid';
import type { Table } from './table';

const CALENDAR = /^(year|month|week|day|hour|minute|second|weekday|day_?of_?(week|month|year))$/i;

/**
 * Known weather columns that are not inputs unless named, so that the default inputs are those the project's reference
 * accuracies were measured with. They add little: visibility stands at its cap of 10 miles in five hours of six, gusts
 * are reported in one hour of five, and with wind speed and visibility the ridge regression's error 6 hours ahead at
 * EWR and JFK changes by 1 % at most (3.87 to 3.83 F on blocks, 4.09 to 4.08 F on time).
 */
const LEFT_OUT = /^(wind_?speed|wind_?gust|visib(ility)?)$/i;

const MOSTLY_MISSING = 0.5;

function missingShare(values: Float64Array): number {
  return values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0) / values.length;
}

function isConstant(values: Float64Array): boolean {
  const observed = values.filter((value) => !Number.isNaN(value));
  return observed.every((value) => value === observed[0]);
}

/** Whole numbers that only grow: row numbers, identifiers, seconds since 1970. They tell a row, not the weather. */
function isRowNumber(values: Float64Array): boolean {
  return values.every((value, row) => Number.isInteger(value) && (row === 0 || value > values[row - 1]!));
}

/**
 * The columns taken as features when none is named: all numeric ones, without
 * - the time and the station,
 * - calendar columns (year, month, day, hour …): the clock features carry them without jumps,
 * - row numbers: whole numbers that only grow,
 * - columns mostly missing (more than half), and constant ones,
 * - those of `LEFT_OUT`,
 * - the target of a classification: it is what is asked for. That of a regression stays whatever the other rules say.
 */
export function defaultColumns(
  table: Table,
  grid: Grid,
  target: string,
  task: 'regression' | 'classification',
): string[] {
  return table.names.filter((name) => {
    if (name === grid.timeColumn || name === grid.groupColumn || table.kind(name) !== 'numbers') return false;
    if (name === target) return task === 'regression';
    if (CALENDAR.test(name) || LEFT_OUT.test(name)) return false;
    const values = table.numbers(name);
    return missingShare(values) <= MOSTLY_MISSING && !isConstant(values) && !isRowNumber(values);
  });
}
