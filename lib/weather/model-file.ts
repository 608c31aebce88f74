import { Lstm } from '../lstm';
import { fromFile, lstmKinds } from '../lstm/model-file';
import { decodeModel, encodeModel, modelError } from '../model-files';
import type { Score } from './dataset';
import type { WindowRecipe } from './recipe';

/** A network that has learnt, how to make its windows, and what it reached on the test part. */
export interface Forecaster {
  readonly lstm: Lstm;
  readonly recipe: WindowRecipe;
  readonly score: Score;
}

/** An LSTM's file with the recipe of its windows in the metadata: any reader of the former reads the network in it. */
export function encodeForecaster({ lstm, recipe, score }: Forecaster): Uint8Array<ArrayBuffer> {
  const { settings, tensors } = decodeModel(lstm.toBytes(), lstmKinds, 'the network');
  return encodeModel({ kind: 'weather', tensors, settings: { ...settings, weather: recipe, score } });
}

/** Whether the parts that forecasting reads are there and fit the network; a checksum vouches for the rest. */
function isRecipe(recipe: Partial<WindowRecipe>, { inputs }: Lstm): recipe is WindowRecipe {
  const { scaling, window, horizon, step, task, target } = recipe;
  return (
    [window, step].every((count) => Number.isSafeInteger(count) && count! > 0) &&
    Number.isSafeInteger(horizon) &&
    typeof target === 'string' &&
    (task === 'regression' || task === 'classification') &&
    [recipe.inputs, scaling?.features].every((list) => Array.isArray(list) && list.length === inputs) &&
    [...scaling!.features, scaling!.target].every(({ mean, deviation }) => Number.isFinite(mean + deviation))
  );
}

/** Reads what `encodeForecaster` wrote. @throws LeewayError as `Lstm.fromBytes` */
export function decodeForecaster(bytes: Uint8Array, file: string): Forecaster {
  const { settings } = decodeModel(bytes, ['weather'], file);
  const { weather, score } = settings as { weather: Partial<WindowRecipe>; score: Score };
  return fromFile(file, () => {
    const lstm = Lstm.fromBytes(bytes, file);
    const recipe = Object(weather) as typeof weather;
    if (!isRecipe(recipe, lstm))
      throw modelError('DAMAGED', 'a recipe for windows that fits its network', file, 'none');
    return { lstm, recipe, score };
  });
}
