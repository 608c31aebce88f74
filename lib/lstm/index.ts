export type { ActivationQuery, ActivationSpec } from './activation';
export { Lstm, type FitOptions, type FitProgress, type FitResult, type LstmOptions } from './lstm';
export type { Schedule } from './schedule';
