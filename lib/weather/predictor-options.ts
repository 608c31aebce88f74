import type { ActivationSpec, FitResult } from '../lstm';
import type { WeatherData } from './data';
import type { Score } from './dataset';
import type { WindowOptions } from './options';
import type { PartName } from './splits';
import type { Recipe, TrainOptions } from './train';

/** What is forecast, from what, and by which network. */
export interface WeatherPredictorOptions extends WindowOptions {
  /** Hidden units; 32 unless given. */
  readonly hidden?: number | undefined;
  /** The function of the candidate and the cell state; `tanh` unless given. */
  readonly activation?: ActivationSpec | undefined;
  /** The function of the gates; `sigmoid` unless given. */
  readonly gate?: ActivationSpec | undefined;
  /** Seeds the initial weights and the order of the samples; 1 unless given. */
  readonly seed?: number | undefined;
}

/** How it is trained; what is not given follows the recipe for the task (`docs/weather.md`). */
export interface WeatherFitOptions extends Recipe {
  /** Data of their own for the test part. */
  readonly test?: WeatherData | undefined;
  /** Stops training when aborted; what was learnt is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every epoch. */
  readonly onProgress?: TrainOptions['onProgress'] | undefined;
}

/** What was read, how training went and how good the forecasts are. */
export interface WeatherFitResult extends FitResult {
  /** The data in words, for people: rows, gaps, values taken as missing, features, parts. */
  readonly report: string;
  /** Milliseconds that training took. */
  readonly trainMs: number;
  readonly scores: Readonly<Record<PartName, Score>>;
  /** Ridge regression on the same windows, which a network has to beat; takes time where windows are wide. */
  ridge(): Readonly<Record<PartName, Score>>;
}

export interface ForecastOptions {
  /** Only the latest forecast of each station. */
  readonly latest?: boolean | undefined;
  /** Called now and then with how many of the forecasts are made. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface Forecast {
  /** The station's name; empty where the data have none. */
  readonly station: string;
  /** When it is for: `horizon` steps after the window's last row. Absent where rows have no times. */
  readonly time?: Date;
  /** The target in its own unit; 0 or 1 of a classification. */
  readonly value: number;
  /** Of a 1, of a classification. */
  readonly probability?: number;
  /** What was observed, where the data say so already. */
  readonly actual?: number;
}

export const networkOptions = ['hidden', 'activation', 'gate', 'seed'] as const;
export const windowOptions = ['target', 'horizon', 'window', 'features', 'split', 'task', 'time', 'group'] as const;
export const recipeOptions = [
  'epochs',
  'batchSize',
  'learningRate',
  'schedule',
  'clipNorm',
  'threads',
  'patience',
] as const;
