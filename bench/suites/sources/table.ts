import type { Dtype } from 'leeway';
import type { Entry } from '../../harness/entries';
import { bound, significant } from '../../harness/figures';
import { pairedRatio, timeInterleaved } from '../../harness/timing';
import { plainTable } from '../../../tools/support/table';

/** A table of one of the documents that leeway grew out of, measured anew. */
export interface SourceTable {
  name: string;
  /** Which table of which document, and what its columns mean here. */
  title: string;
  n: number;
  lines: Line[];
  columns: Column[];
}

export interface Line {
  label: string;
  entry: Entry;
}

/** Each line's time against that of one of them. */
export interface Column {
  head: string;
  /** Chooses the line to compare with, knowing all times; undefined where there is none. */
  base: (lines: TimedLine[]) => TimedLine | undefined;
  /** `faster`: base over line; `slower`: line over base. */
  direction: 'faster' | 'slower';
  /** What the document has, by label. */
  published?: Record<string, number>;
}

export interface TimedLine extends Line {
  nsPerElement: number;
}

export interface SourceRow {
  suite: 'sources';
  table: string;
  label: string;
  op: string;
  method: string;
  dtype: Dtype;
  isa: string;
  n: number;
  nsPerElement: number;
  ratios: Record<string, number>;
}

export function runTable({ name, n, lines, columns }: SourceTable, rounds: number): SourceRow[] {
  const timings = timeInterleaved(
    lines.map(({ entry }) => entry),
    rounds,
  );
  const timed = lines.map((line, i) => ({ ...line, nsPerElement: timings[i]!.median / n }));
  const bases = columns.map(({ head, base, direction }) => {
    const chosen = base(timed);
    return { head, direction, timing: chosen && timings[timed.indexOf(chosen)]! };
  });
  return timed.map(({ label, entry: { op, method, dtype, isa }, nsPerElement }, i) => ({
    suite: 'sources',
    table: name,
    label,
    op,
    method,
    dtype,
    isa,
    n,
    nsPerElement,
    ratios: Object.fromEntries(
      bases.flatMap(({ head, direction, timing }) => {
        if (!timing) return [];
        const slower = pairedRatio(timings[i]!, timing);
        return [[head, direction === 'slower' ? slower : 1 / slower]];
      }),
    ),
  }));
}

export function printTable({ title, lines, columns }: SourceTable, rows: SourceRow[]): string {
  const table = plainTable(
    [
      'function',
      'method',
      'dtype',
      'isa',
      'max abs error',
      'max ulp',
      'ns/element',
      ...columns.flatMap(({ head, published }) => [head, ...(published ? ['published'] : [])]),
    ],
    4,
  );
  rows.forEach((row, i) => {
    const { info } = lines[i]!.entry;
    const promise = (value: number | undefined): string => bound(value === Infinity ? null : value);
    table.push([
      row.label,
      row.method === 'javascript' ? 'plain JavaScript' : row.method,
      row.dtype,
      row.isa,
      promise(info?.maxAbsError),
      promise(info?.maxUlp),
      row.nsPerElement.toFixed(3),
      ...columns.flatMap(({ head, published }) => [
        row.ratios[head] === undefined ? '' : significant(row.ratios[head]),
        ...(published ? [published[row.label]?.toString() ?? ''] : []),
      ]),
    ]);
  });
  return `${title}\n${table.toString()}\n`;
}

/** The fastest of the lines that `wanted` takes. */
export function fastest(wanted: (line: TimedLine) => boolean): Column['base'] {
  return (lines) => lines.filter(wanted).sort((a, b) => a.nsPerElement - b.nsPerElement)[0];
}
