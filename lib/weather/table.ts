import { LeewayError, LeewayRangeError } from '../errors';
import { receivedName } from './suggest';
import { parseTimestamp } from './timestamp';

/** What a column holds, by what at least nine tenths of its values parse as. */
export type ColumnKind = 'numbers' | 'times' | 'strings';

/** A value that does not parse as its column's kind. `row` counts from 0 without the header. */
interface Misfit {
  readonly row: number;
  readonly value: string;
}

interface Parsed {
  readonly values: Float64Array;
  readonly misfit: Misfit | undefined;
  /** The share of the non-missing values that parse; `undefined` where every value is missing. */
  readonly share: number | undefined;
}

// A column with one bad value in ten is a column of numbers with an error in it, and silence would hide the error.
const MOSTLY = 0.9;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const MISSING = /^(na|nan)?$/i;

function parseNumber(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

function parseCells(cells: readonly string[], parse: (text: string) => number): Parsed {
  const values = new Float64Array(cells.length).fill(NaN);
  let misfit: Misfit | undefined;
  let present = 0;
  let fitting = 0;
  cells.forEach((value, row) => {
    if (MISSING.test(value)) return;
    present++;
    values[row] = parse(value);
    if (!Number.isNaN(values[row]!)) fitting++;
    else misfit ??= { row, value };
  });
  return { values, misfit, share: present === 0 ? undefined : fitting / present };
}

/** A LeewayError about a place in a CSV file; `column` is a name, or a number counted from 1. */
export function csvError(expected: string, file: string, line: number, column: string | number, received: string) {
  const place = typeof column === 'string' ? JSON.stringify(column) : column;
  return new LeewayError(
    `expected ${expected} for ${file}, line ${line}, column ${place}, received ${received}`,
    'ERR_LEEWAY_CSV',
  );
}

/**
 * Named columns of equal length. Cells stay text until somebody asks for a column as numbers or as times, so a bad
 * value stops only those who need its column. The arrays returned are shared: copy before writing to them.
 */
export class Table {
  readonly names: readonly string[];
  /** The number of rows, header not counted. */
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, readonly string[] | Float64Array>;
  readonly #lines: ArrayLike<number> | undefined;
  readonly #numbers = new Map<string, Parsed>();
  readonly #times = new Map<string, Parsed>();

  /**
   * @param name what errors call the table: the file's name
   * @param columns text or numbers (NaN where missing) by column name, in order, all of one length
   * @param lines the line of the file that each row starts on, counted from 1; by default one line per row, header first
   * @throws LeewayRangeError where the columns differ in length
   */
  constructor(
    readonly name: string,
    columns: ReadonlyMap<string, readonly string[] | Float64Array>,
    lines?: ArrayLike<number>,
  ) {
    this.names = [...columns.keys()];
    this.#columns = columns;
    this.#lines = lines;
    this.rows = columns.values().next().value?.length ?? 0;
    for (const [column, { length }] of columns) {
      if (length !== this.rows) {
        throw new LeewayRangeError(
          `expected ${this.rows} values for column ${JSON.stringify(column)} of ${name}, received ${length}`,
          'ERR_LEEWAY_LENGTH',
        );
      }
    }
  }

  has(column: string): boolean {
    return this.#columns.has(column);
  }

  /**
   * What a column holds: `numbers` or `times` where at least 90 % of its non-missing values parse as such (a column
   * with nothing in it counts as numbers), else `strings`.
   *
   * @throws LeewayError ERR_LEEWAY_CSV for an unknown column
   */
  kind(column: string): ColumnKind {
    if ((this.#parsedNumbers(column).share ?? 1) >= MOSTLY) return 'numbers';
    return (this.#parsedTimes(column).share ?? 0) >= MOSTLY ? 'times' : 'strings';
  }

  /** Whether `numbers(column)` would succeed. */
  isNumeric(column: string): boolean {
    return this.#parsedNumbers(column).misfit === undefined;
  }

  /**
   * A column as numbers, NaN where the file has `NA`, `NaN` or nothing.
   *
   * @throws LeewayError ERR_LEEWAY_CSV for an unknown column, or naming the line of the first value that is no number
   */
  numbers(column: string): Float64Array {
    const { values, misfit } = this.#parsedNumbers(column);
    if (misfit !== undefined) throw this.#misfitError('a finite number, NA or nothing', column, misfit);
    return values;
  }

  /**
   * A column as times: milliseconds since 1970-01-01T00:00Z.
   *
   * @throws LeewayError ERR_LEEWAY_CSV for an unknown column, or naming the line of the first value that is missing or
   * no date-time: a row without a time has no place on the grid
   */
  times(column: string): Float64Array {
    const { values, misfit } = this.#parsedTimes(column);
    const missing = values.findIndex(Number.isNaN);
    const first = misfit ?? (missing < 0 ? undefined : { row: missing, value: this.strings(column)[missing]! });
    if (first !== undefined) throw this.#misfitError('a date-time like 2013-01-01T06:00:00Z', column, first);
    return values;
  }

  /** A column as the file has it, cell by cell. @throws LeewayError ERR_LEEWAY_CSV for an unknown column */
  strings(column: string): readonly string[] {
    const cells = this.#cells(column);
    return cells instanceof Float64Array ? Array.from(cells, String) : cells;
  }

  /** The line of the file that a row (counted from 0) starts on, counted from 1. */
  line(row: number): number {
    return this.#lines?.[row] ?? row + 2;
  }

  #cells(column: string): readonly string[] | Float64Array {
    const cells = this.#columns.get(column);
    if (cells !== undefined) return cells;
    throw new LeewayError(
      `expected one of ${this.names.join(', ')} for a column of ${this.name}, received ${receivedName(column, this.names)}`,
      'ERR_LEEWAY_CSV',
    );
  }

  #parsedNumbers(column: string): Parsed {
    const known = this.#numbers.get(column);
    if (known !== undefined) return known;
    const cells = this.#cells(column);
    const parsed: Parsed =
      cells instanceof Float64Array ? { values: cells, misfit: undefined, share: 1 } : parseCells(cells, parseNumber);
    this.#numbers.set(column, parsed);
    return parsed;
  }

  #parsedTimes(column: string): Parsed {
    const known = this.#times.get(column);
    if (known !== undefined) return known;
    const parsed = parseCells(this.strings(column), parseTimestamp);
    this.#times.set(column, parsed);
    return parsed;
  }

  #misfitError(expected: string, column: string, { row, value }: Misfit): LeewayError {
    return csvError(expected, this.name, this.line(row), column, value === '' ? 'nothing' : JSON.stringify(value));
  }
}
