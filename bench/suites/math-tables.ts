import type { Row } from '../results/row';
import type { Table } from '../results/table';
import { bound, inverse, time, times } from '../harness/figures';
import { selfCheckName } from './self-check';

const legend = `ns/element: median; "max abs error" and "max ulp" are promised (npm run verify checks them), – promises nothing of that kind, ~ was seen;
× ReLU: time over our own ReLU's; ÷ Math.tanh: how many times faster than a plain Math.tanh loop; both paired by round; ? is noisy.`;

/** A table per dtype, its sizes side by side. */
export function mathTables(rows: Row[]): Table[] {
  const shown = rows.filter(({ name }) => name !== selfCheckName);
  const dtypes = [...new Set(shown.map(({ group }) => group.split('/')[1]!))];
  const tables = dtypes.map((dtype) =>
    tableOf(
      dtype,
      shown.filter(({ group }) => group.split('/')[1] === dtype),
    ),
  );
  return tables.map((table, i) =>
    i < tables.length - 1 ? table : { ...table, note: [legend, ...missing(rows)].join('\n') },
  );
}

function tableOf(dtype: string, rows: Row[]): Table {
  const sizes = [...new Set(rows.map(sizeOf))];
  const names = [...new Map(rows.map((row) => [row.name, row])).values()];
  const perSize = sizes.flatMap((n) => [
    `ns/element${sizes.length > 1 ? `, ${elements(n)}` : ''}`,
    '× ReLU',
    '÷ Math.tanh',
  ]);
  return {
    title: `${dtype}${sizes.length === 1 ? `, ${elements(sizes[0]!)} elements` : ''}`,
    head: ['function', 'max abs error', 'max ulp', ...perSize],
    names: 1,
    rows: names.map((first) => [
      labelOf(first),
      first.maxAbsError === undefined && first.errorSeen !== undefined
        ? `~${bound(first.errorSeen)}`
        : bound(first.maxAbsError),
      bound(first.maxUlp),
      ...sizes.flatMap((n) => {
        const row = rows.find((r) => sizeOf(r) === n && r.name === first.name);
        const isBase = row?.op === 'relu' && row.library === 'leeway';
        const isLoop = row?.op === 'tanh' && row.library === 'JavaScript';
        return [
          time(row),
          isBase ? '1' : times(row?.ratios?.['relu']),
          isLoop ? '1' : inverse(row?.ratios?.['Math.tanh']),
        ];
      }),
    ]),
  };
}

const sizeOf = ({ group }: Row): number => Number(group.split('/')[2]);

/** 4096 as 4 K. */
export function elements(n: number): string {
  if (n >= 2 ** 20) return `${n / 2 ** 20} M`;
  return n >= 1024 ? `${n / 1024} K` : String(n);
}

/** The name as a reader would say it. */
export function labelOf({ name, library }: Row): string {
  return library === 'JavaScript' ? name.replace('javascript', 'in plain JavaScript') : name;
}

/** Why rows have no figures, each reason once. */
export function missing(rows: readonly Row[]): string[] {
  const reasons = new Set(rows.flatMap((row) => (row.missing ? [`${row.name}: ${row.missing}`] : [])));
  return [...reasons];
}
