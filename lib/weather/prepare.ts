import { LeewayError, LeewayRangeError } from '../errors';
import { majorityLabel, requirePredictions, score, toTargetUnits, type Dataset, type Task } from './dataset';
import { resolveFeatures, type Feature } from './features';
import { checkedOptions, type WindowOptions } from './options';
import { isTemperature } from './quality';
import { describeDataset } from './report';
import { fitScaling } from './scaling';
import { readSource, timeSpan, type Source } from './source';
import { makeSplit, type PartName } from './splits';
import type { Table } from './table';
import { MINUTE } from './timestamp';
import { makeSeries } from './series';
import { cutWindows, emptyParts, placeWindows, type WindowPlace, type WindowShape } from './windows';

function chooseTarget(table: Table, named: string | undefined): string {
  const target = named ?? table.names.find(isTemperature);
  if (target !== undefined) return target;
  throw new LeewayError(
    `expected the name of a column for target: none of ${table.name} is called a temperature, received ${table.names.join(', ')}`,
    'ERR_LEEWAY_CSV',
  );
}

/** The distinct observed values of a column, sorted; at most three, which is enough to tell labels from measurements. */
function fewValues(table: Table, column: string): number[] {
  const seen = new Set<number>();
  for (const value of table.numbers(column)) {
    if (!Number.isNaN(value)) seen.add(value);
    if (seen.size > 2) break;
  }
  return [...seen].sort((a, b) => a - b);
}

function chooseTask(table: Table, target: string, named: Task | undefined): Task {
  const values = fewValues(table, target);
  return named ?? (values.length === 2 && values[0] === 0 && values[1] === 1 ? 'classification' : 'regression');
}

function checkLabels({ table }: Source, target: string): void {
  const other = table.numbers(target).findIndex((value) => value !== 0 && value !== 1 && !Number.isNaN(value));
  if (other < 0) return;
  throw new LeewayError(
    `expected 0 or 1 for ${table.name}, line ${table.line(other)}, column ${JSON.stringify(target)}, the target of a classification, ` +
      `received ${table.numbers(target)[other]}`,
    'ERR_LEEWAY_CSV',
  );
}

function chooseShape(options: WindowOptions, task: Task): WindowShape {
  const { window: steps = 24, horizon = task === 'classification' ? 0 : 6 } = options;
  if (task === 'regression' && horizon === 0) {
    throw new LeewayRangeError('expected a horizon of at least 1 for a regression, received 0');
  }
  return { steps, horizon, task };
}

function checkNoAnswerAmongInputs(features: readonly Feature[], target: string, { horizon }: WindowShape): void {
  if (horizon > 0 || !features.some((feature) => feature.kind !== 'clock' && feature.column === target)) return;
  throw new LeewayRangeError(
    `expected features other than the target for a horizon of 0, received ${JSON.stringify(target)}`,
  );
}

/** Throws unless the test table's rows are as far apart as those it is the test of. */
function checkSameStep(source: Source, test: Source): void {
  if (source.grid.step === test.grid.step) return;
  throw new LeewayError(
    `expected rows ${source.grid.step / MINUTE} min apart for ${test.table.name}, as in ${source.table.name}, ` +
      `received ${test.grid.step / MINUTE} min`,
    'ERR_LEEWAY_CSV',
  );
}

function checkPlaces(places: Record<PartName, readonly WindowPlace[]>, { steps, horizon }: WindowShape): void {
  const [empty] = emptyParts(places);
  if (empty === undefined) return;
  throw new LeewayRangeError(
    `expected at least one window of ${steps + horizon} steps (window and horizon) for the ${empty} part, received none ` +
      'without a gap; use more data, a shorter window or fewer features',
  );
}

/**
 * Makes windows of a table: grid, cleaning, features, split, standardisation on the training part.
 *
 * @param table what to train on, and to test on where there is no `test`
 * @param test a table of its own for the test part
 * @throws LeewayError ERR_LEEWAY_CSV where the tables do not hold what is asked for; LeewayTypeError or LeewayRangeError
 * for an option that makes no sense, a part without windows, a target that never varies
 */
export function prepareTables(table: Table, test: Table | undefined, given: WindowOptions = {}): Dataset {
  const options = checkedOptions(given);
  const source = readSource(table, options);
  const target = chooseTarget(table, options.target);
  const task = chooseTask(table, target, options.task);
  const shape = chooseShape(options, task);
  const testSource = test === undefined ? undefined : readSource(test, options);
  const sources = testSource === undefined ? [source] : [source, testSource];
  if (testSource !== undefined) checkSameStep(source, testSource);
  if (task === 'classification') sources.forEach((each) => checkLabels(each, target));

  const features = resolveFeatures(options.features ?? ['all'], { table, grid: source.grid, target, task });
  checkNoAnswerAmongInputs(features, target, shape);
  const names = features.map(({ name }) => name);
  const series = makeSeries(source, features, target);
  const testSeries = testSource === undefined ? series : makeSeries(testSource, features, target);
  const testElsewhere = testSource !== undefined;
  const split = makeSplit({ kind: options.split ?? 'blocks', ...timeSpan(source), testElsewhere });
  const places = placeWindows(series, shape, split.partAt);
  if (testElsewhere) places.test = placeWindows(testSeries, shape, () => 'test').test;
  checkPlaces(places, shape);
  const scaling = fitScaling(names, series, places.train, shape);

  const train = cutWindows(series, places.train, shape, scaling);
  const windows = {
    task,
    target,
    horizon: shape.horizon,
    window: shape.steps,
    step: source.grid.step,
    features: names,
    inputs: features,
    time: source.grid.timeColumn,
    group: source.grid.groupColumn,
    train,
    validation: cutWindows(series, places.validation, shape, scaling),
    test: cutWindows(testSeries, places.test, shape, scaling),
    scaling,
    majority: majorityLabel(task, train),
    impossible: sources.flatMap(({ stations }) => stations.flatMap(({ impossible }) => impossible)),
  };
  return {
    ...windows,
    report: describeDataset(windows, source, testSource, split.description),
    toTargetUnits(predictions, part) {
      requirePredictions(predictions, windows[part], part);
      return toTargetUnits(windows, predictions, windows[part]);
    },
    score(predictions, part) {
      requirePredictions(predictions, windows[part], part);
      return score(windows, predictions, windows[part]);
    },
  };
}
