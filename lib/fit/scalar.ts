/**
 * What a fit computes with: numbers of float64 (`Double`) at run time, decimal.js's of 50 digits for the constants that are
 * committed. The methods are named as decimal.js names them.
 */
export interface Scalar<S> {
  plus(other: S | number): S;
  minus(other: S | number): S;
  times(other: S | number): S;
  div(other: S | number): S;
  pow(exponent: number): S;
  abs(): S;
  neg(): S;
  gt(other: S | number): boolean;
  lt(other: S | number): boolean;
  lte(other: S | number): boolean;
  eq(other: S | number): boolean;
  comparedTo(other: S | number): number;
  isZero(): boolean;
  isNegative(): boolean;
  isFinite(): boolean;
  toNumber(): number;
  toPrecision(digits: number): string;
  toString(): string;
}

/** A kind of scalar: how to make one, and what is rounding and nothing else. */
export interface Field<S extends Scalar<S>> {
  readonly from: (value: number) => S;
  /** Equal for equal numbers, as keys of a Map are. */
  readonly key: (value: S) => unknown;
  /** Smaller relative differences mean nothing. */
  readonly negligible: S;
}

export function largest<S extends Scalar<S>>(field: Field<S>, values: Iterable<S>): S {
  let result = field.from(0);
  for (const value of values) if (value.gt(result)) result = value;
  return result;
}

/** A number as messages print it. */
export const short = (value: { toNumber(): number }): string => String(Number(value.toNumber().toPrecision(6)));
