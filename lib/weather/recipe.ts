import { LeewayError, LeewayRangeError } from '../errors';
import type { Dataset, Reading } from './dataset';
import type { Feature } from './features';
import { makeSeries } from './series';
import { readSource } from './source';
import type { Table } from './table';
import { MINUTE } from './timestamp';
import { cutWindows, placeForecasts, type Part, type Series, type WindowPlace } from './windows';

/** What a forecaster has to remember of the data it learnt from, to make the same windows of others. Survives JSON. */
export interface WindowRecipe extends Reading {
  readonly target: string;
  readonly horizon: number;
  readonly window: number;
  /** Milliseconds. */
  readonly step: number;
  readonly inputs: readonly Feature[];
  readonly time?: string | undefined;
  readonly group?: string | undefined;
}

export function recipeOf(dataset: Dataset): WindowRecipe {
  const { task, scaling, majority, target, horizon, window, step, inputs, time, group } = dataset;
  return { task, scaling, majority, target, horizon, window, step, inputs, time, group };
}

/** Windows of new data, which need not hold their targets yet. */
export interface NewWindows {
  readonly places: readonly WindowPlace[];
  /** Whether the data say when a row is from; without, times count from 1970. */
  readonly timed: boolean;
  /** Cuts some of them. */
  cut(places: readonly WindowPlace[]): Part;
  /** Those whose target has been observed. @throws LeewayRangeError where there is none */
  known(): WindowPlace[];
}

function refuse(table: Table, expected: string, received: string): never {
  throw new LeewayError(`expected ${expected} for ${table.name}, received ${received}`, 'ERR_LEEWAY_CSV');
}

function seriesOf(table: Table, recipe: WindowRecipe): { series: Series[]; timed: boolean } {
  const there = (column: string | undefined): string | undefined =>
    column !== undefined && table.has(column) ? column : undefined;
  const source = readSource(table, { time: there(recipe.time), group: there(recipe.group), step: recipe.step });
  const { grid } = source;
  const timed = grid.timeColumn !== undefined;
  if (timed && grid.step !== recipe.step)
    refuse(table, `rows ${recipe.step / MINUTE} min apart, as the model learnt from,`, `${grid.step / MINUTE} min`);
  if (!timed && recipe.inputs.some(({ kind }) => kind === 'clock'))
    refuse(table, 'a column of times, which the model has among its inputs,', table.names.join(', '));
  // What is to be classified need not be labelled; what a change is added to has to be known.
  const unlabelled = recipe.task === 'classification' && !table.has(recipe.target);
  if (!unlabelled) return { series: makeSeries(source, recipe.inputs, recipe.target), timed };
  const blank = source.stations.map((station) => ({
    ...station,
    column: (name: string) =>
      name === recipe.target ? new Float64Array(station.length).fill(NaN) : station.column(name),
  }));
  return { series: makeSeries({ ...source, stations: blank }, recipe.inputs, recipe.target), timed };
}

/**
 * The windows of new data that a forecast can be made from.
 *
 * @throws LeewayError ERR_LEEWAY_CSV where the table does not hold what the model needs; LeewayRangeError where it has no
 * window whose values are all known
 */
export function newWindows(table: Table, recipe: WindowRecipe): NewWindows {
  const { series, timed } = seriesOf(table, recipe);
  const shape = { steps: recipe.window, horizon: recipe.horizon, task: recipe.task };
  const places = placeForecasts(series, shape);
  if (places.length === 0)
    throw new LeewayRangeError(
      `expected at least one window of ${recipe.window} steps without a gap for ${table.name}, received none in ${table.rows} rows`,
    );
  return {
    places,
    timed,
    cut: (some) => cutWindows(series, some, shape, recipe.scaling),
    known() {
      const answered = places.filter(
        ({ series: at, last }) => !Number.isNaN(series[at]!.target[last + recipe.horizon] ?? NaN),
      );
      if (answered.length > 0) return answered;
      throw new LeewayRangeError(
        `expected ${recipe.target} ${recipe.horizon} steps after a window for ${table.name}, received none`,
      );
    },
  };
}
