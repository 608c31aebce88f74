import { LeewayRangeError, LeewayTypeError, received } from '../errors';
import type * as csvModule from './csv';
import { Table } from './table';

/** A cell as JavaScript has it: a number, text, a date; nothing, `null` or NaN where missing. */
export type Cell = number | string | Date | null | undefined;

/** Rows of observations, by column name. A row may lack columns. */
export type Rows = readonly Readonly<Record<string, Cell>>[];

/** Columns of observations, all of one length. */
export type Columns = Readonly<Record<string, ArrayLike<Cell>>>;

/** Observations: the path of a CSV file, rows, or columns. */
export type WeatherData = string | Rows | Columns | Table;

/** csv-parse is loaded with the first file, and not at all by who has none. */
function readTable(file: string): Table {
  const csv = require('./csv') as typeof csvModule;
  return csv.readTable(file);
}

function textOf(value: unknown, place: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'string') return value.trim();
  throw new LeewayTypeError(`expected a number, a string or a Date for ${place}, received ${received(value)}`);
}

/** A column as a table keeps it: numbers as they are, anything else as the text a file would have. */
function columnOf(name: string, cells: ArrayLike<unknown>): readonly string[] | Float64Array {
  const values = Array.from(cells);
  const missing = (cell: unknown): boolean => cell === null || cell === undefined;
  if (values.every((cell) => typeof cell === 'number' || missing(cell)))
    return Float64Array.from(values, (cell) => (Number.isFinite(cell) ? (cell as number) : NaN));
  return values.map((cell, row) => textOf(cell, `column ${JSON.stringify(name)}, row ${row}`));
}

function columnsOf(data: object): Map<string, ArrayLike<unknown>> {
  if (!Array.isArray(data)) return new Map(Object.entries(data as Columns));
  const rows = data as unknown[];
  const names = new Set<string>();
  rows.forEach((row, index) => {
    if (typeof row !== 'object' || row === null)
      throw new LeewayTypeError(`expected an object for row ${index}, received ${received(row)}`);
    for (const name of Object.keys(row)) names.add(name);
  });
  return new Map([...names].map((name) => [name, rows.map((row) => (row as Record<string, unknown>)[name])]));
}

/**
 * Observations as a table.
 *
 * @param argument what errors call the data
 * @throws LeewayError ERR_LEEWAY_CSV for a file that cannot be read; LeewayTypeError or LeewayRangeError for what is no data
 */
export function tableOf(data: WeatherData, argument: string): Table {
  if (typeof data === 'string') return readTable(data);
  if (data instanceof Table) return data;
  if (typeof data !== 'object' || data === null)
    throw new LeewayTypeError(
      `expected a CSV file, rows or columns for ${argument}, received ${received(data as unknown)}`,
    );
  const columns = columnsOf(data);
  for (const [name, cells] of columns)
    if (typeof cells !== 'object' || cells === null || typeof cells.length !== 'number')
      throw new LeewayTypeError(
        `expected an array for column ${JSON.stringify(name)} of ${argument}, received ${received(cells)}`,
      );
  const table = new Table(argument, new Map([...columns].map(([name, cells]) => [name, columnOf(name, cells)])));
  if (table.rows === 0) throw new LeewayRangeError(`expected at least one row for ${argument}, received none`);
  return table;
}
