import * as fit from '#lib/fit/index';
import { Decimal as Base } from 'decimal.js';

/**
 * The extended precision every fit works in. A monomial basis of degree 16 on [0, 1] loses about 13 digits when it is
 * solved for, and the smallest error fitted here is near 1e-18: 50 digits leave more than 15 to spare.
 *
 * A clone, so that another user of decimal.js in the same process keeps their own precision.
 */
export const Decimal = Base.clone({ precision: 50, rounding: Base.ROUND_HALF_EVEN });
export type Decimal = Base;

/** Whatever decimal.js reads as a number. */
export type Numeric = Base.Value;

export type Domain = readonly [low: Numeric, high: Numeric];

/** What is left of `precision` digits after the cancellations of a fit: smaller relative differences mean nothing. */
export const NEGLIGIBLE = new Decimal(10).pow(12 - Decimal.precision);

/** Decimals as a fit computes with them. */
export const decimals: fit.Field<Decimal> = {
  from: (value) => new Decimal(value),
  key: (value) => value.toString(),
  negligible: NEGLIGIBLE,
};

export const largest = (values: Iterable<Decimal>): Decimal => fit.largest(decimals, values);
