import type { Run } from './document';
import type { Row } from './row';

type Column = [head: string, cell: (row: Row, run: Run) => string | number | boolean | null | undefined];

/** A line per row, with the columns that these rows need. */
export function printCsv(runs: readonly Run[]): string {
  const rows = runs.flatMap((run) => run.rows.map((row) => ({ row, run })));
  const names = (of: (row: Row) => object | undefined): string[] => [
    ...new Set(rows.flatMap(({ row }) => Object.keys(of(row) ?? {}))),
  ];
  const columns: Column[] = [
    ['cpu', (_, { machine }) => machine.cpu],
    ['leeway', (_, { machine }) => `${machine.leeway} ${machine.revision}`],
    ...(['suite', 'group', 'name', 'op', 'method', 'dtype', 'isa', 'n', 'library', 'version'] as const).map(
      (field): Column => [field, (row) => row[field]],
    ),
    ...names(({ settings }) => settings).map((name): Column => [name, (row) => row.settings?.[name]]),
    ['unit', (row) => row.unit],
    ...(['median', 'minimum', 'deviation', 'rounds', 'leftOut', 'processes'] as const).map((field): Column => [
      field,
      (row) => row.time?.[field],
    ]),
    ['low', (row) => row.time?.interval[0]],
    ['high', (row) => row.time?.interval[1]],
    ...names(({ ratios }) => ratios).flatMap((name): Column[] => [
      [`over ${name}`, (row) => row.ratios?.[name]?.median],
      [`over ${name}, low`, (row) => row.ratios?.[name]?.interval[0]],
      [`over ${name}, high`, (row) => row.ratios?.[name]?.interval[1]],
    ]),
    ['noisy', (row) => row.noisy],
    ['shared', (row) => row.shared],
    ['maxAbsError', (row) => row.maxAbsError],
    ['maxUlp', (row) => row.maxUlp],
    ['errorSeen', (row) => row.errorSeen],
    ...names(({ figures }) => figures).map((name): Column => [name, (row) => row.figures?.[name]]),
    ['missing', (row) => row.missing],
  ];
  const line = (cells: unknown[]): string => cells.map(quoted).join(',');
  return `${[line(columns.map(([head]) => head)), ...rows.map(({ row, run }) => line(columns.map(([, cell]) => cell(row, run))))].join('\n')}\n`;
}

/** RFC 4180. */
function quoted(cell: unknown): string {
  const text = cell === undefined || cell === null ? '' : String(cell as string | number | boolean);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
