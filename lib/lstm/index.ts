export type { ActivationQuery, ActivationSpec } from './activation';
export { Lstm } from './lstm';
export type { LstmStream } from './stream';
export type { FitOptions, FitProgress, FitResult, LstmArray, LstmDtype, LstmOptions, PredictOptions } from './options';
export type { Schedule } from './schedule';
