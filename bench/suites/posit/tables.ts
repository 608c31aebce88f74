import { Posit, type PositCompaction, type PositPairOperation, type PositTrick, type PositTrickErrors } from 'leeway';
import { plainTable } from '../../../tools/support/table';

/** The paper's Table 1: an operator, and what a sweep over all posits found of it. */
export interface OperatorRow extends PositTrickErrors {
  suite: 'posit';
  kind: 'operator';
  operator: string;
  format: string;
}

/** The paper's Table 2: what an operation takes as a table of two operands. */
export interface TableRow {
  suite: 'posit';
  kind: 'table';
  operation: PositPairOperation;
  compaction: PositCompaction;
  format: string;
  bytes: number;
  /** Shares of results that are the correctly rounded ones; absent where leeway refuses the table for its size. */
  equal?: number;
  withinOneStep?: number;
  maxSteps?: number;
}

const operators: Record<PositTrick, string> = {
  twice: '2x',
  half: 'x/2',
  reciprocate: '1/x',
  complement: '1 - x on [0, 1]',
  fastSigmoid: 'FastSigmoid',
  fastTanh: 'FastTanh',
  fastElu: 'FastELU, x <= 0',
};

export function operatorRows(): OperatorRow[] {
  return [8, 16].flatMap((n) => {
    const p = new Posit(n, 0);
    return Object.entries(operators).map(([trick, operator]): OperatorRow => ({
      suite: 'posit',
      kind: 'operator',
      operator,
      format: p.name,
      ...p.measure(trick as PositTrick),
    }));
  });
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

export function tableRows(quick: boolean): TableRow[] {
  return [8, 10, 12, 14, 16].flatMap((n) => {
    const p = new Posit(n, 0);
    const row = (operation: PositPairOperation, compaction: PositCompaction): TableRow => {
      const head = { suite: 'posit', kind: 'table', operation, compaction, format: p.name } as const;
      if (n > 10) return { ...head, bytes: 2 ** (2 * n) * p.bytes };
      const table = p.pairTable(operation, { compaction });
      const { bytes } = table;
      if (quick && n > 8) return { ...head, bytes };
      const { equal, withinOneStep, maxSteps } = table.exactness;
      return { ...head, bytes, equal, withinOneStep, maxSteps };
    };
    return (n > 10 ? compactions.slice(0, 1) : compactions).map(([operation, compaction]) =>
      row(operation, compaction),
    );
  });
}

export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const unit = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 2 ** (10 * unit)).toFixed(1))} ${units[unit]}`;
}

const percent = (share: number | undefined): string => (share === undefined ? '' : `${(100 * share).toFixed(1)} %`);

export function printOperators(rows: OperatorRow[]): string {
  const table = plainTable(['operator', 'format', 'exact', 'max abs error', 'mean', 'steps', 'equal'], 2);
  for (const row of rows)
    table.push([
      row.operator,
      row.format,
      row.maxSteps === 0 ? 'yes' : 'no',
      row.maxAbsError.toPrecision(3),
      row.meanAbsError.toPrecision(3),
      row.maxSteps,
      percent(row.equal),
    ]);
  return table.toString();
}

export function printTables(rows: TableRow[]): string {
  const table = plainTable(['operation', 'table', 'format', 'size', 'equal', 'within a step', 'steps'], 3);
  for (const row of rows)
    table.push([
      row.operation,
      row.compaction,
      row.format,
      size(row.bytes),
      row.equal === undefined && row.bytes >= 2 ** 24 ? 'refused' : percent(row.equal),
      percent(row.withinOneStep),
      row.maxSteps ?? '',
    ]);
  return table.toString();
}
