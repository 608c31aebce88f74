import { Posit, type PositCompaction, type PositPairOperation, type PositTrick } from 'leeway';
import type { Measured, Row } from '../../results/row';
import type { Table } from '../../results/table';
import type { Group, PlanOptions } from '../suite';

const operators: Record<PositTrick, string> = {
  twice: '2x',
  half: 'x/2',
  reciprocate: '1/x',
  complement: '1 - x on [0, 1]',
  fastSigmoid: 'FastSigmoid',
  fastTanh: 'FastTanh',
  fastElu: 'FastELU, x <= 0',
};

/** The paper's Table 1: an operator, and what a sweep over all posits found of it. */
export function operatorGroup(): Group {
  const list = [8, 16].flatMap((n) =>
    Object.entries(operators).map(([trick, operator]) => ({ n, trick: trick as PositTrick, operator })),
  );
  const id = 'posit/operators';
  const nameOf = ({ n, operator }: (typeof list)[number]): string => `${operator}, posit<${n},0>`;
  return {
    suite: 'posit',
    id,
    once: true,
    names: list.map(nameOf),
    measure: (wanted) =>
      list
        .filter((entry) => wanted(nameOf(entry)))
        .map((entry): Measured => ({
          suite: 'posit',
          group: id,
          name: nameOf(entry),
          op: entry.operator,
          library: 'leeway',
          settings: { format: `posit<${entry.n},0>` },
          figures: { ...new Posit(entry.n, 0).measure(entry.trick) },
        })),
  };
}

const compactions: [PositPairOperation, PositCompaction][] = [
  ['add', 'full'],
  ['add', 'symmetric'],
  ['mul', 'symmetric'],
  ['div', 'symmetric'],
  ['mul', 'log-exp'],
  ['div', 'log-exp'],
  ['mul', 'inversion'],
  ['div', 'inversion'],
];

/** The paper's Table 2: what an operation takes as a table of two operands. */
export function tableGroup({ effort }: PlanOptions): Group {
  const list = [8, 10, 12, 14, 16].flatMap((n) =>
    (n > 10 ? compactions.slice(0, 1) : compactions).map(([operation, compaction]) => ({ n, operation, compaction })),
  );
  const id = 'posit/tables';
  const nameOf = ({ n, operation, compaction }: (typeof list)[number]): string =>
    `${operation}, ${compaction}, posit<${n},0>`;
  return {
    suite: 'posit',
    id,
    once: true,
    names: list.map(nameOf),
    measure: (wanted) =>
      list
        .filter((entry) => wanted(nameOf(entry)))
        .map((entry): Measured => ({
          suite: 'posit',
          group: id,
          name: nameOf(entry),
          op: entry.operation,
          library: 'leeway',
          settings: { format: `posit<${entry.n},0>`, table: entry.compaction },
          figures: sizeAndExactness(entry, effort === 'quick'),
        })),
  };
}

type Pair = { n: number; operation: PositPairOperation; compaction: PositCompaction };

/** Shares of results that are the correctly rounded ones are absent where leeway refuses the table for its size. */
function sizeAndExactness({ n, operation, compaction }: Pair, quick: boolean): Record<string, number> {
  const p = new Posit(n, 0);
  if (n > 10) return { bytes: 2 ** (2 * n) * p.bytes };
  const table = p.pairTable(operation, { compaction });
  if (quick && n > 8) return { bytes: table.bytes };
  const { equal, withinOneStep, maxSteps } = table.exactness;
  return { bytes: table.bytes, equal, withinOneStep, maxSteps };
}

export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const unit = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 2 ** (10 * unit)).toFixed(1))} ${units[unit]}`;
}

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(100 * share).toFixed(1)} %`);

const formatOf = ({ settings }: Row): string => String(settings!['format']);
const figure = ({ figures }: Row, name: string): string => figures?.[name]?.toPrecision(3) ?? '';

export function operatorTable(rows: Row[]): Table {
  return {
    title: "Operators by bit tricks (the paper's Table 1)",
    head: ['operator', 'format', 'exact', 'max abs error', 'mean', 'steps', 'equal'],
    names: 2,
    rows: rows.map((row) => [
      row.op!,
      formatOf(row),
      row.figures!['maxSteps'] === 0 ? 'yes' : 'no',
      figure(row, 'maxAbsError'),
      figure(row, 'meanAbsError'),
      String(row.figures!['maxSteps']),
      percent(row.figures!['equal']),
    ]),
    note: 'Against the exact function correctly rounded, over all posits.',
  };
}

export function pairTable(rows: Row[]): Table {
  return {
    title: "Operations of two operands as tables (the paper's Table 2)",
    head: ['operation', 'table', 'format', 'size', 'equal', 'within a step', 'steps'],
    names: 3,
    rows: rows.map((row) => {
      const { bytes, equal, withinOneStep, maxSteps } = row.figures as Record<string, number | undefined>;
      const refused = equal === undefined && bytes! >= 2 ** 24;
      return [
        row.op!,
        String(row.settings!['table']),
        formatOf(row),
        size(bytes!),
        refused ? 'refused' : percent(equal),
        percent(withinOneStep),
        maxSteps?.toString() ?? '',
      ];
    }),
    note: 'Over all pairs; refused: would not fit.',
  };
}
