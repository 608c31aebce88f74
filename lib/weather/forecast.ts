import { toTargetUnits } from './dataset';
import type { Forecaster } from './model-file';
import type { Forecast, ForecastOptions } from './predictor-options';
import { newWindows } from './recipe';
import type { Table } from './table';
import { predictPart } from './train';
import type { Part, WindowPlace } from './windows';

// A year of hourly windows would be tens of megabytes at once.
const AT_ONCE = 1024;

/** The last window of each series; they come series by series. */
const latestOf = (places: readonly WindowPlace[]): WindowPlace[] =>
  places.filter(({ series }, i) => places[i + 1]?.series !== series);

/** See `WeatherPredictor.forecast`. */
export function forecastsOf(
  table: Table,
  { lstm, recipe }: Forecaster,
  { latest = false, onProgress }: ForecastOptions,
): Forecast[] {
  const windows = newWindows(table, recipe);
  const places = latest ? latestOf(windows.places) : windows.places;
  const forecasts: Forecast[] = [];
  for (let at = 0; at < places.length; at += AT_ONCE) {
    const part = windows.cut(places.slice(at, at + AT_ONCE));
    const answers = toTargetUnits(recipe, predictPart(lstm, recipe.task, part.x, recipe.window), part);
    answers.forEach((answer, i) => forecasts.push(forecastOf(answer, part, i, recipe.task, windows.timed)));
    onProgress?.(forecasts.length, places.length);
  }
  return forecasts;
}

function forecastOf(answer: number, part: Part, i: number, task: string, timed: boolean): Forecast {
  const actual = part.actual[i]!;
  return {
    station: part.stations[part.station[i]!]!,
    ...(timed ? { time: new Date(part.time[i]!) } : {}),
    ...(task === 'classification' ? { value: answer > 0.5 ? 1 : 0, probability: answer } : { value: answer }),
    ...(Number.isNaN(actual) ? {} : { actual }),
  };
}
