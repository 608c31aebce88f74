import * as fit from '#lib/fit/index';
import { Decimal, decimals, type Domain } from './decimal';

export type Sample = fit.Sample<Decimal>;
export type Weight = fit.Weight<Decimal>;
export type Extremum = fit.Extremum<Decimal>;
export type ExchangeOptions = fit.ExchangeOptions<Decimal>;
export type Candidate = fit.Candidate<Decimal>;
export type Target = fit.Target<Decimal>;

interface TargetOptions {
  readonly f: (x: Decimal) => Decimal;
  readonly domain: Domain;
  readonly weight: Weight;
  readonly gridSize: number;
}

export const Target = {
  from: ({ domain: [low, high], ...rest }: TargetOptions): Target =>
    fit.Target.from(decimals, { ...rest, domain: [new Decimal(low), new Decimal(high)] }),
};
