export { kernel, type AlphaOpFunction, type ArrayOf, type Kernel, type OpFunction } from './activations';
export {
  approximate,
  BudgetError,
  type ApproximateOptions,
  type Approximation,
  type ApproximationDtype,
  type Certificate,
  type Explanation,
  type Gradient,
  type SavedTable,
  type Tail,
  type VerifyOptions,
} from './approximate';
export { backend, type Backend, type Bound, type Dtype, type ElementArray, type FloatArray, type Isa } from './backend';
export {
  channelKernel,
  type ChannelDtype,
  type ChannelGradients,
  type ChannelKernel,
  type ChannelQuery,
} from './channels';
export { kernels, type CustomOp, type KernelInfo, type KernelQuery } from './catalogue';
export type { FilePath } from './disk';
export { LeewayError, LeewayRangeError, LeewayTypeError, type LeewayErrorCode } from './errors';
export type { Float16ArrayLike } from './float16-array';
export { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from './float16';
export * from './generated/ops';
export {
  Lstm,
  type ActivationQuery,
  type ActivationSpec,
  type FitOptions,
  type FitProgress,
  type FitResult,
  type LstmArray,
  type LstmDtype,
  type LstmOptions,
  type LstmStream,
  type PredictOptions,
  type Schedule,
} from './lstm';
export * from './nn';
export {
  Posit,
  type BitsOf,
  type FastEluOptions,
  type FastTanhOptions,
  type PositArray,
  type PositCompaction,
  type PositFields,
  type PositPairExactness,
  type PositPairOperation,
  type PositPairTable,
  type PositRounding,
  type PositTable,
  type PositTrick,
  type PositTrickErrors,
  type PositTrickOptions,
} from './posit';
export type { Cell, Columns, Rows, WeatherData } from './weather/data';
export type { ClassificationScore, RegressionScore, Score } from './weather/dataset';
export type { WindowOptions } from './weather/options';
export { WeatherPredictor } from './weather/predictor';
export type {
  Forecast,
  ForecastOptions,
  WeatherFitOptions,
  WeatherFitResult,
  WeatherPredictorOptions,
} from './weather/predictor-options';
export type { WindowRecipe } from './weather/recipe';
export { syntheticWeather, type SyntheticWeatherOptions } from './weather/synthetic';
export type { Table as WeatherTable } from './weather/table';
