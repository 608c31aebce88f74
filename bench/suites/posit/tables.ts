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

type Swept = Pick<Measured, 'name' | 'op' | 'settings'> & { figures: () => Record<string, number> };

/** A group whose figures come from sweeps over all posits of a format, each made once. */
function sweptGroup(id: string, list: readonly Swept[]): Group {
  return {
    suite: 'posit',
    id,
    once: true,
    names: list.map(({ name }) => name),
    measure: (wanted) =>
      list
        .filter(({ name }) => wanted(name))
        .map(({ figures, ...row }): Measured => ({
          suite: 'posit',
          group: id,
          library: 'leeway',
          ...row,
          figures: figures(),
        })),
  };
}

/** The paper's Table 1: an operator, and what a sweep over all posits found of it. */
export function operatorGroup(): Group {
  const sweptOf = (n: number, trick: PositTrick): Swept => ({
    name: `${operators[trick]}, posit<${n},0>`,
    op: operators[trick],
    settings: { format: `posit<${n},0>` },
    figures: () => ({ ...new Posit(n, 0).measure(trick) }),
  });
  const tricks = Object.keys(operators) as PositTrick[];
  return sweptGroup(
    'posit/operators',
    [8, 16].flatMap((n) => tricks.map((trick) => sweptOf(n, trick))),
  );
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
  const sweptOf = (n: number, operation: PositPairOperation, compaction: PositCompaction): Swept => ({
    name: `${operation}, ${compaction}, posit<${n},0>`,
    op: operation,
    settings: { format: `posit<${n},0>`, table: compaction },
    figures: () => sizeAndExactness({ n, operation, compaction }, effort === 'quick'),
  });
  return sweptGroup(
    'posit/tables',
    [8, 10, 12, 14, 16].flatMap((n) =>
      (n > 10 ? compactions.slice(0, 1) : compactions).map((pair) => sweptOf(n, ...pair)),
    ),
  );
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
