import { readOptions, requireBytes, requireFunction } from '../checks';
import { readWhole, writeWhole, type FilePath } from '../disk';
import { LeewayError } from '../errors';
import { Lstm } from '../lstm';
import { specOf } from '../lstm/activation';
import { ridgeBaseline } from './baselines';
import { tableOf, type WeatherData } from './data';
import { score, type Score } from './dataset';
import { forecastsOf } from './forecast';
import { decodeForecaster, encodeForecaster, type Forecaster } from './model-file';
import { checkedOptions } from './options';
import { prepareTables } from './prepare';
import {
  networkOptions,
  recipeOptions,
  windowOptions,
  type Forecast,
  type ForecastOptions,
  type WeatherFitOptions,
  type WeatherFitResult,
  type WeatherPredictorOptions,
} from './predictor-options';
import { newWindows, recipeOf, type WindowRecipe } from './recipe';
import { PART_NAMES, type PartName } from './splits';
import { predictPart, trainForecaster } from './train';

const picked = <T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]])) as Pick<T, K>;

/**
 * Forecasts a column of a table of observations some steps ahead, or classifies its rows: an LSTM with the windows and the
 * scaling it was trained with. CSV files, rows or columns in, forecasts in the column's own unit out.
 */
export class WeatherPredictor {
  readonly #options: WeatherPredictorOptions;
  #forecaster: Forecaster | undefined;
  #training = false;

  /** @throws LeewayTypeError or LeewayRangeError for options that make no sense, before any data are read */
  constructor(options: WeatherPredictorOptions = {}) {
    const given = readOptions(options, [...windowOptions, ...networkOptions]);
    this.#options = { ...given, ...checkedOptions(picked(given, windowOptions)) };
    new Lstm({ inputs: 1, hidden: 1, ...this.#network() }); // refuses what the network will not do
  }

  /**
   * Trains a fresh network, off the event loop; what was learnt before is forgotten once this is done. Windows are cut,
   * split into training, validation and test (`split`) and standardised; see `docs/weather.md`.
   *
   * @param data a CSV file, rows, or columns
   * @throws LeewayError ERR_LEEWAY_CSV where the data do not hold what is asked for; LeewayTypeError or LeewayRangeError
   * for options that make no sense, and for data too short or without anything to learn
   */
  async fit(data: WeatherData, options: WeatherFitOptions = {}): Promise<WeatherFitResult> {
    if (this.#training) throw busy();
    const given = readOptions(options, [...recipeOptions, 'test', 'signal', 'onProgress']);
    this.#training = true;
    try {
      const test = given.test === undefined ? undefined : tableOf(given.test, 'test');
      const dataset = prepareTables(tableOf(data, 'data'), test, picked(this.#options, windowOptions));
      const trained = await trainForecaster(dataset, {
        ...this.#network(),
        ...picked(given, ['signal', 'onProgress']),
        recipe: picked(given, recipeOptions),
      } as Parameters<typeof trainForecaster>[1]);
      const scores = Object.fromEntries(PART_NAMES.map((part) => [part, trained.score(part)]));
      this.#forecaster = { lstm: trained.lstm, recipe: recipeOf(dataset), score: scores['test']! };
      return {
        ...trained.fit,
        report: dataset.report,
        trainMs: trained.trainMs,
        scores: scores as Record<PartName, Score>,
        ridge: () => ridgeBaseline(dataset).scores,
      };
    } finally {
      this.#training = false;
    }
  }

  /**
   * Forecasts from every window of the data whose values are all known, in the order of stations and times; the last is
   * the one for the future. The data need the columns and the time step of those learnt from, and at least `window` rows.
   *
   * @throws LeewayError ERR_LEEWAY_CSV where the data do not hold what the model needs, ERR_LEEWAY_NOT_FITTED before
   * `fit`; LeewayRangeError where there is no whole window
   */
  forecast(data: WeatherData, options: ForecastOptions = {}): Forecast[] {
    const given = readOptions(options, ['latest', 'onProgress']);
    requireFunction(given.onProgress, 'onProgress');
    return forecastsOf(tableOf(data, 'data'), this.#fitted('forecast()'), given);
  }

  /**
   * How good forecasts are on data that hold the answers.
   *
   * @throws as `forecast`; LeewayRangeError where no window's target has been observed
   */
  evaluate(data: WeatherData): Score {
    const { lstm, recipe } = this.#fitted('evaluate()');
    const windows = newWindows(tableOf(data, 'data'), recipe);
    const part = windows.cut(windows.known());
    return score(recipe, predictPart(lstm, recipe.task, part.x, recipe.window), part);
  }

  /** The network that has learnt: `predict` with it what is standardised already, or export it to ONNX. */
  get lstm(): Lstm {
    return this.#fitted('lstm').lstm;
  }

  /** What the network takes and gives: columns, steps, scaling. Plain data. */
  get recipe(): WindowRecipe {
    return structuredClone(this.#fitted('recipe').recipe);
  }

  /** What it reached on the test part of the data it learnt from. */
  get score(): Score {
    return { ...this.#fitted('score').score };
  }

  /**
   * Writes everything that forecasting takes into a safetensors file, whole or not at all; `Lstm.load` reads the network
   * alone from it.
   *
   * @throws LeewayError ERR_LEEWAY_NOT_FITTED before `fit`, ERR_LEEWAY_FILE where it cannot be written
   */
  save(file: FilePath): void {
    writeWhole(file, this.toBytes());
  }

  /** What `save` writes. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return encodeForecaster(this.#fitted('save()'));
  }

  /**
   * Reads what `save` wrote.
   *
   * @throws LeewayError ERR_LEEWAY_FILE where the file cannot be read; ERR_LEEWAY_MODEL_FOREIGN, _TRUNCATED, _DAMAGED or
   * _NEWER where it holds no forecaster that this leeway can make
   */
  static load(file: FilePath): WeatherPredictor {
    return WeatherPredictor.fromBytes(readWhole(file), String(file));
  }

  /** The same from what `toBytes` returned. @param name what errors call it */
  static fromBytes(bytes: Uint8Array, name = 'bytes'): WeatherPredictor {
    requireBytes(bytes, 'bytes');
    const forecaster = decodeForecaster(bytes, name);
    const { lstm, recipe } = forecaster;
    const { target, horizon, window, task, time, group, inputs } = recipe;
    const { hidden, activation, gate, seed } = lstm;
    const predictor = new WeatherPredictor({
      ...{ target, horizon, window, task, time, group, features: inputs.map((feature) => feature.name) },
      ...{ hidden, seed, activation: specOf(activation), gate: specOf(gate) },
    });
    predictor.#forecaster = forecaster;
    return predictor;
  }

  #network() {
    return picked(this.#options, networkOptions) as Partial<{ hidden: number }>;
  }

  #fitted(what: string): Forecaster {
    if (this.#forecaster) return this.#forecaster;
    throw new LeewayError(`expected fit() before ${what}, received the call without it`, 'ERR_LEEWAY_NOT_FITTED');
  }
}

const busy = (): LeewayError =>
  new LeewayError('expected fit() to have finished before fit(), received the call while it runs', 'ERR_LEEWAY_BUSY');
