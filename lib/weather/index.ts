import { readTable } from './csv';
import type { Dataset } from './dataset';
import { checkedOptions, type PrepareOptions } from './options';
import { prepareTables } from './prepare';
import { syntheticWeather } from './synthetic';
import type { Table } from './table';
import { DAY, HOUR } from './timestamp';

export { ridgeBaseline, scorePersistence, type RidgeBaseline } from './baselines';
export { parseTable, readTable, Table } from './csv';
export type { ClassificationScore, Dataset, RegressionScore, Score, Task } from './dataset';
export type { PrepareOptions, WindowOptions } from './options';
export type { Values } from './metrics';
export { prepareTables } from './prepare';
export type { ImpossibleValue } from './quality';
export type { Scaling, Standardisation } from './scaling';
export type { PartName, SplitKind } from './splits';
export { syntheticWeather, type SyntheticWeatherOptions } from './synthetic';
export type { Part } from './windows';

const YEAR_OF_HOURS = (365 * DAY) / HOUR;

function readMain({ csv, seed = 1, hours = YEAR_OF_HOURS }: PrepareOptions): Table {
  return csv === undefined ? syntheticWeather({ hours, seed }) : readTable(csv);
}

/**
 * Reads a CSV of observations (or makes synthetic weather, where none is named) and turns it into windows for training,
 * validation and test.
 *
 * @throws LeewayError ERR_LEEWAY_CSV for a file that cannot be read or does not hold what is asked for, naming line and
 * column; LeewayTypeError or LeewayRangeError for an option that makes no sense, a part without windows, or a target
 * that never varies
 */
export function prepareDataset(given: PrepareOptions = {}): Dataset {
  const options = checkedOptions(given);
  const test = options.test === undefined ? undefined : readTable(options.test);
  return prepareTables(readMain(options), test, options);
}
