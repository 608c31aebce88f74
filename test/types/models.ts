// What the declarations of model files and forecasters allow and refuse: compiled with everything else, run by nobody.
import {
  Lstm,
  syntheticWeather,
  WeatherPredictor,
  type Forecast,
  type Score,
  type WeatherData,
  type WeatherFitResult,
} from 'leeway';

const single = new Float32Array(1);
const double = new Float64Array(1);
const file = 'model.safetensors';
const predictor = new WeatherPredictor({ target: 'temp', horizon: 6, hidden: 8, activation: 'isru' });

export const allowed = {
  load: (): Float32Array => Lstm.load(file).predict(single, { steps: 1 }),
  loadDouble: (): Float64Array => Lstm.load<'float64'>(file).predict(double, { steps: 1 }),
  byUrl: (): void => Lstm.load(new URL('file:///model')).exportOnnx(new URL('file:///model.onnx')),
  bytes: (): Lstm => Lstm.fromBytes(Lstm.load(file).toBytes()),
  onnx: (): Uint8Array => Lstm.load(file).toOnnx(),
  file: (): Promise<WeatherFitResult> => predictor.fit('weather.csv', { test: 'test.csv', epochs: 2, threads: 'auto' }),
  synthetic: (): Promise<WeatherFitResult> => predictor.fit(syntheticWeather({ hours: 1000, seed: 1 })),
  rows: (): Forecast[] =>
    predictor.forecast([
      { temp: 1, time: new Date() },
      { temp: null, time: '2013-01-01' },
    ]),
  columns: (): Forecast[] => predictor.forecast({ temp: single, time: [new Date()] }, { latest: true }),
  data: (data: WeatherData): Score => predictor.evaluate(data),
  accuracy: (score: Score): number => (score.task === 'classification' ? score.accuracy : score.rmse),
  activation: (): WeatherPredictor => new WeatherPredictor({ gate: { op: 'sigmoid', maxAbsError: 1e-3 } }),
  network: (): Lstm => WeatherPredictor.load(file).lstm,
};

export const refused = [
  // @ts-expect-error a network in float32
  () => Lstm.load(file).predict(double, { steps: 1 }),
  // @ts-expect-error no such element type
  () => Lstm.load<'float16'>(file),
  // @ts-expect-error bytes are no file
  () => Lstm.load(new Uint8Array(1)),
  // @ts-expect-error no such option
  () => new WeatherPredictor({ tagret: 'temp' }),
  // @ts-expect-error no such kind of split
  () => new WeatherPredictor({ split: 'random' }),
  // @ts-expect-error a number is no observation of the weather
  () => predictor.fit(5),
  // @ts-expect-error a cell is a number, text or a date
  () => predictor.forecast([{ temp: true }]),
  // @ts-expect-error no such option
  () => predictor.forecast('x.csv', { last: true }),
  // @ts-expect-error a regression has no accuracy
  (score: Score): unknown => score.accuracy,
  // @ts-expect-error what was learnt cannot be replaced
  () => (predictor.lstm = Lstm.load(file)),
];
