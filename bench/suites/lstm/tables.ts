import { significant, time, times } from '../../harness/figures';
import { mean, standardDeviation } from '../../harness/statistics';
import type { Row } from '../../results/row';
import type { Table } from '../../results/table';
import { missing } from '../math-tables';
import { selfCheckName } from '../self-check';

export function lstmTables(rows: Row[]): Table[] {
  const of = (part: string): Row[] =>
    rows.filter(({ group, name }) => group.startsWith(`lstm/${part}`) && name !== selfCheckName);
  const [training, prediction, quality] = [of('training'), of('prediction'), of('quality')];
  return [
    ...(training.length > 0 ? [timeTable('Training', 'ms/epoch', training)] : []),
    ...(prediction.length > 0 ? [timeTable('Prediction', 'ms', prediction)] : []),
    ...(quality.length > 0 ? [qualityTable(quality, of('baselines'))] : []),
  ];
}

const hiddenOf = ({ group }: Row): number => Number(group.split('/')[2]);

/** What a ratio saves, in percent. */
export const saving = (ratio: { median: number } | undefined): string =>
  ratio ? `${(100 * (1 - ratio.median)).toFixed(1)} %` : '';

function timeTable(what: string, unit: string, rows: Row[]): Table {
  const settings = rows.find((row) => row.settings)?.settings ?? {};
  const { windows, steps, inputs, batch } = settings;
  return {
    title: what,
    head: ['hidden', 'function', unit, 'saved over tanh', '÷ one thread', '× leeway'],
    names: 2,
    rows: rows.map((row) => [
      String(hiddenOf(row)),
      row.name,
      time(row),
      saving(row.ratios?.['tanh']),
      row.ratios?.['one thread'] ? significant(1 / row.ratios['one thread'].median) : '',
      times(row.ratios?.['leeway']),
    ]),
    note: [
      `Of ${windows ?? '?'} windows of ${steps ?? '?'} steps of ${inputs ?? '?'} inputs${batch === undefined ? '' : `, ${batch} in a batch`}; medians, paired by round; ? is noisy.`,
      ...missing(rows),
    ].join('\n'),
  };
}

function qualityTable(rows: Row[], baselines: Row[]): Table {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${hiddenOf(row)} ${row.settings!['function']}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const first = rows[0]!.figures!;
  const regression = first['testRmse'] !== undefined;
  const heads = regression ? ['test RMSE', 'skill'] : ['accuracy', 'TP', 'TN', 'FP', 'FN'];
  const figures = regression ? ['testRmse', 'skill'] : ['accuracy', 'tp', 'tn', 'fp', 'fn'];
  const cells = (list: Row[]): string[] =>
    figures.map((name) => {
      const digits = ['tp', 'tn', 'fp', 'fn'].includes(name) ? 0 : name === 'accuracy' ? 4 : 3;
      return spread(
        list.flatMap(({ figures: found }) => found?.[name] ?? []),
        digits,
      );
    });
  const seeds = new Set(rows.map(({ settings }) => settings!['seed'])).size;
  return {
    title: `Forecasts of ${rows[0]!.settings!['target']}, by networks trained to the end`,
    head: ['hidden', 'function', 'epochs', 'training ms', ...heads],
    names: 2,
    rows: [
      ...[...groups.values()].map((list) => [
        String(hiddenOf(list[0]!)),
        String(list[0]!.settings!['function']),
        mean(list.map((row) => row.figures!['epochs']!)).toFixed(seeds > 1 ? 1 : 0),
        mean(list.map((row) => row.figures!['trainMs']!)).toFixed(0),
        ...cells(list),
      ]),
      ...baselines.map((row) => ['', row.name, '', '', ...cells([row])]),
    ],
    note: `${first['samples']} test windows, ${seeds === 1 ? 'one seed' : `mean ± standard deviation of ${seeds} seeds`}; one thread.${regression ? ' skill = 1 - MSE / MSE of no change.' : ''}`,
  };
}

function spread(values: number[], digits: number): string {
  if (values.length === 0) return '';
  const deviation = standardDeviation(values);
  return mean(values).toFixed(digits) + (values.length > 1 ? ` ± ${deviation.toFixed(digits)}` : '');
}
