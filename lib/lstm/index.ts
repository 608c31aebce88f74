export type { ActivationQuery, ActivationSpec } from './activation';
export { Lstm } from './lstm';
export type { FitOptions, FitProgress, FitResult, LstmOptions } from './options';
export type { Schedule } from './schedule';
