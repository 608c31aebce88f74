import { prepareDataset, ridgeBaseline, scorePersistence, type Dataset, type Score } from '#lib/weather/index';
import { trainForecaster, type Trained } from '#lib/weather/train';
import type { ActivationSpec } from 'leeway';
import { plainTable } from '../../tools/support/table';
import { Progress } from '../../tools/support/progress';
import { mean, median, standardDeviation } from '../harness/timing';
import type { BenchOptions } from '../options';

interface Common {
  suite: 'lstm';
  data: string;
  hidden: number;
  activation: string;
  gate: string;
  isa: string;
  threads: number;
  seed: number;
  epochs: number;
  trainMs: number;
  predictMs: number;
  samples: number;
}

export interface RegressionRow extends Common {
  testRmse: number;
  persistenceRmse: number;
  ridgeRmse: number;
  /** 1 - MSE / MSE of persistence. */
  skill: number;
}

export interface ClassificationRow extends Common {
  accuracy: number;
  majorityAccuracy: number;
  ridgeAccuracy: number;
  tp: number;
  tn: number;
  fp: number;
  fn: number;
}

export type LstmRow = RegressionRow | ClassificationRow;

export interface LstmReport {
  dataset: Dataset;
  rows: LstmRow[];
}

/** What replaces tanh in the cell; the gates keep their sigmoid. */
const activations: { name: string; spec: ActivationSpec }[] = [
  { name: 'tanh', spec: 'tanh' },
  { name: 'tanh within 1e-4', spec: { op: 'tanh', maxAbsError: 1e-4 } },
  { name: 'isru', spec: { op: 'isru', maxAbsError: 1e-5 } },
];

export async function runLstm(options: BenchOptions): Promise<LstmReport> {
  const { quick, data } = options;
  const dataset = prepareDataset({ ...data, ...(quick && !data.csv ? { hours: 3000 } : {}) });
  const sizes = options.hidden ?? (quick ? [10, 25] : [10, 25, 50, 100]);
  const seeds = options.seeds ?? (dataset.task === 'classification' ? 5 : 1);
  const ridge = ridgeBaseline(dataset).scores.test;
  const persistence = scorePersistence(dataset, 'test');
  const progress = new Progress('lstm', sizes.length * seeds * activations.length);
  const rows: LstmRow[] = [];
  for (const hidden of sizes) {
    for (let seed = 1; seed <= seeds; seed++) {
      // The activations of one size and seed one after another, so that a disturbance is not all on one of them.
      const trained: { name: string; result: Trained }[] = [];
      for (const { name, spec } of activations) {
        const recipe = { threads: 1, ...(quick && dataset.task === 'regression' ? { epochs: 4 } : {}) };
        trained.push({ name, result: await trainForecaster(dataset, { hidden, seed, activation: spec, recipe }) });
        progress.advance();
      }
      const predictTimes = timePredictions(
        trained.map(({ result }) => result),
        quick ? 3 : 9,
      );
      trained.forEach(({ name, result }, i) => {
        rows.push(rowOf(dataset, { hidden, seed, name, result, predictMs: predictTimes[i]!, ridge, persistence }));
      });
    }
  }
  progress.finish();
  return { dataset, rows };
}

function timePredictions(networks: Trained[], rounds: number): number[] {
  const times = networks.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    networks.forEach((network, i) => {
      const started = performance.now();
      network.predict('test');
      times[i]!.push(performance.now() - started);
    });
  }
  return times.map(median);
}

interface Outcome {
  hidden: number;
  seed: number;
  name: string;
  result: Trained;
  predictMs: number;
  ridge: Score;
  persistence: Score;
}

function rowOf(dataset: Dataset, { hidden, seed, name, result, predictMs, ridge, persistence }: Outcome): LstmRow {
  const score = result.score('test');
  const common: Common = {
    suite: 'lstm',
    data: dataset.target,
    hidden,
    activation: name,
    gate: result.lstm.gate.op,
    isa: result.lstm.isa,
    threads: 1,
    seed,
    epochs: result.fit.epochs,
    trainMs: result.trainMs,
    predictMs,
    samples: score.samples,
  };
  if (score.task === 'regression' && ridge.task === 'regression' && persistence.task === 'regression') {
    const { rmse, skill, persistenceRmse } = score;
    return { ...common, testRmse: rmse, persistenceRmse, ridgeRmse: ridge.rmse, skill };
  }
  if (score.task === 'classification' && ridge.task === 'classification') {
    const { accuracy, majorityAccuracy, tp, tn, fp, fn } = score;
    return { ...common, accuracy, majorityAccuracy, ridgeAccuracy: ridge.accuracy, tp, tn, fp, fn };
  }
  throw new Error('scores of different tasks');
}

export function printLstm({ dataset, rows }: LstmReport): string {
  const regression = dataset.task === 'regression';
  const seeds = new Set(rows.map((row) => row.seed)).size;
  const quality = regression ? ['test RMSE', 'skill'] : ['accuracy', 'TP', 'TN', 'FP', 'FN'];
  const table = plainTable(
    ['hidden', 'activation', 'epochs', 'train ms', 'ms/epoch', '÷ tanh', 'predict ms', '÷ tanh', ...quality],
    2,
  );
  const groups = group(rows);
  for (const [, group] of groups) {
    const first = group[0]!;
    const average = (of: (row: LstmRow) => number): number => mean(group.map(of));
    const tanh = rows.filter((row) => row.hidden === first.hidden && row.activation === 'tanh');
    const perEpoch = (list: LstmRow[]): number => mean(list.map((row) => row.trainMs / row.epochs));
    table.push([
      first.hidden,
      first.activation,
      average((row) => row.epochs).toFixed(seeds > 1 ? 1 : 0),
      average((row) => row.trainMs).toFixed(0),
      perEpoch(group).toFixed(1),
      (perEpoch(tanh) / perEpoch(group)).toFixed(2),
      average((row) => row.predictMs).toFixed(2),
      (mean(tanh.map((row) => row.predictMs)) / average((row) => row.predictMs)).toFixed(2),
      ...(regression ? regressionCells(group as RegressionRow[]) : classificationCells(group as ClassificationRow[])),
    ]);
  }
  return `${dataset.report}\n\n${table.toString()}\n\n${footnote(rows[0]!, seeds)}\n`;
}

function keyOf(row: LstmRow): string {
  return `${row.hidden} ${row.activation}`;
}

function group(rows: LstmRow[]): Map<string, LstmRow[]> {
  const groups = new Map<string, LstmRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function spread(values: number[], digits: number): string {
  const deviation = standardDeviation(values);
  return mean(values).toFixed(digits) + (values.length > 1 ? ` ± ${deviation.toFixed(digits)}` : '');
}

function regressionCells(rows: RegressionRow[]): string[] {
  return [
    spread(
      rows.map((row) => row.testRmse),
      3,
    ),
    spread(
      rows.map((row) => row.skill),
      3,
    ),
  ];
}

function classificationCells(rows: ClassificationRow[]): string[] {
  const counts = (['tp', 'tn', 'fp', 'fn'] as const).map((count) => mean(rows.map((row) => row[count])).toFixed(0));
  return [
    spread(
      rows.map((row) => 100 * row.accuracy),
      2,
    ) + ' %',
    ...counts,
  ];
}

function footnote(row: LstmRow, seeds: number): string {
  const of = `${row.samples} test windows; ${seeds === 1 ? 'one seed' : `mean ± standard deviation of ${seeds} seeds`}; one thread.`;
  if ('accuracy' in row) {
    const { majorityAccuracy, ridgeAccuracy } = row;
    return `Beside it: always the more frequent answer ${(100 * majorityAccuracy).toFixed(2)} %, ridge regression on the same windows ${(100 * ridgeAccuracy).toFixed(2)} %.\n${of}`;
  }
  const ridgeSkill = 1 - (row.ridgeRmse / row.persistenceRmse) ** 2;
  return `Beside it: persistence (no change) RMSE ${row.persistenceRmse.toFixed(3)}, skill 0; ridge regression on the same windows RMSE ${row.ridgeRmse.toFixed(3)}, skill ${ridgeSkill.toFixed(3)}.\nskill = 1 - MSE / MSE of persistence. ${of}`;
}
