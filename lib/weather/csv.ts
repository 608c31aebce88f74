import { CsvError, parse } from 'csv-parse/sync';
import { readWhole } from '../disk';
import { LeewayError, LeewayTypeError, received } from '../errors';
import { csvError, Table } from './table';

export { Table, type ColumnKind } from './table';

const ROW_NUMBERS = 'row';
const LINE_FEED = 10;

/** The line each record starts on, from the line breaks inside the quoted fields before it. */
function startLines(records: readonly string[][], firstLine: number): Int32Array {
  const lines = new Int32Array(records.length);
  let line = firstLine;
  records.forEach((record, index) => {
    lines[index] = line++;
    for (const field of record) {
      for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) line++;
    }
  });
  return lines;
}

/** Splits text into records, whatever their lengths, and turns a syntax error into one that names the place. */
function parseRecords(text: string, name: string, firstLine: number): string[][] {
  try {
    return parse(text, { relax_column_count: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // csv-parse reports where it gave up. The record it could not finish began after the last good one.
    const { bytes_records: goodBytes = 0, column = 0 } = error as { bytes_records?: number; column?: number };
    const lineBreaks = new TextEncoder()
      .encode(text)
      .subarray(0, goodBytes)
      .filter((byte) => byte === LINE_FEED).length;
    const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED';
    throw csvError(
      unclosed ? 'a closing quote' : 'quotes around whole fields, doubled inside them,',
      name,
      firstLine + lineBreaks,
      column + 1,
      unclosed ? 'none' : 'a quote in the middle of a field',
    );
  }
}

/** Whether a header one column short goes with row numbers: whole numbers that only grow, as R's write.table adds. */
function startsWithRowNumbers(header: readonly string[], body: readonly string[][]): boolean {
  let previous = -Infinity;
  return body.every((record) => {
    const first = record[0]!;
    const ascending = /^\d+$/.test(first) && Number(first) > previous;
    previous = Number(first);
    return ascending && record.length === header.length + 1;
  });
}

function checkHeader(header: readonly string[], name: string): void {
  if (header.length === 1 && header[0] === '') throw csvError('a header line', name, 1, 1, 'a blank line');
  header.forEach((column, index) => {
    if (column === '') throw csvError('a column name', name, 1, index + 1, 'nothing');
    if (header.indexOf(column) !== index) {
      throw csvError('distinct column names', name, 1, index + 1, `${JSON.stringify(column)} a second time`);
    }
  });
  if (header.length === 1 && /[;\t]/.test(header[0]!)) {
    throw csvError('fields separated by commas', name, 1, 1, JSON.stringify(header[0]));
  }
}

function checkWidths(header: readonly string[], body: readonly string[][], lines: Int32Array, name: string): void {
  body.forEach((record, row) => {
    if (record.length === header.length) return;
    const fields = record.length === 1 && record[0] === '' ? 'a blank line' : `${record.length} fields`;
    const column = header[record.length] ?? header.length + 1;
    throw csvError(`${header.length} fields`, name, lines[row]!, column, fields);
  });
}

/**
 * Reads CSV text: comma-separated, a header line first, fields quoted or not, LF, CRLF or CR, with or without a byte
 * order mark. A header one column short of its rows is completed where the rows start with row numbers: that column is
 * called `row`, as is a first column without a name.
 *
 * @param text the whole file
 * @param name what errors call it
 * @throws LeewayError ERR_LEEWAY_CSV naming file, line and column: a row with too few or too many fields, a quote that
 * does not close, no header, no rows, a column name missing or used twice
 */
export function parseTable(text: string, name: string): Table {
  if (typeof text !== 'string') throw new LeewayTypeError(`expected a string for text, received ${received(text)}`);
  if (text.includes('\0')) throw csvError('text in UTF-8', name, 1, 1, 'bytes that are no text');
  const normalised = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trimEnd();
  if (normalised === '') throw csvError('a header line', name, 1, 1, 'an empty file');
  const headerEnd = normalised.indexOf('\n');
  if (headerEnd < 0) throw csvError('rows below the header', name, 2, 1, 'the end of the file');
  // Apart from the rows: csv-parse takes long over rows that differ in width from what comes first.
  const head = parseRecords(normalised.slice(0, headerEnd), name, 1)[0] ?? [''];
  const body = parseRecords(normalised.slice(headerEnd + 1), name, 2);
  if (head[0] === '' && head.length > 1) head[0] = ROW_NUMBERS;
  checkHeader(head, name);
  const header = startsWithRowNumbers(head, body) && !head.includes(ROW_NUMBERS) ? [ROW_NUMBERS, ...head] : head;
  const lines = startLines(body, 2);
  checkWidths(header, body, lines, name);
  return new Table(name, new Map(header.map((column, index) => [column, body.map((record) => record[index]!)])), lines);
}

function bytesOf(file: string): Uint8Array {
  try {
    return readWhole(file);
  } catch (error) {
    throw new LeewayError((error as Error).message, 'ERR_LEEWAY_CSV');
  }
}

/**
 * Reads a CSV file: see `parseTable`.
 *
 * @throws LeewayTypeError where `file` is no string; LeewayError ERR_LEEWAY_CSV where it cannot be read or parsed
 */
export function readTable(file: string): Table {
  if (typeof file !== 'string') throw new LeewayTypeError(`expected a string for file, received ${received(file)}`);
  return parseTable(new TextDecoder().decode(bytesOf(file)), file);
}
