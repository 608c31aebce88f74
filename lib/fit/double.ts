import type { Field, Scalar } from './scalar';

const number = (value: Double | number): number => (typeof value === 'number' ? value : value.value);

/** A float64 number as a scalar. */
export class Double implements Scalar<Double> {
  constructor(readonly value: number) {}
  plus(other: Double | number): Double {
    return new Double(this.value + number(other));
  }
  minus(other: Double | number): Double {
    return new Double(this.value - number(other));
  }
  times(other: Double | number): Double {
    return new Double(this.value * number(other));
  }
  div(other: Double | number): Double {
    return new Double(this.value / number(other));
  }
  pow(exponent: number): Double {
    return new Double(this.value ** exponent);
  }
  abs(): Double {
    return this.value < 0 ? this.neg() : this;
  }
  neg(): Double {
    return new Double(-this.value);
  }
  gt(other: Double | number): boolean {
    return this.value > number(other);
  }
  lt(other: Double | number): boolean {
    return this.value < number(other);
  }
  lte(other: Double | number): boolean {
    return this.value <= number(other);
  }
  eq(other: Double | number): boolean {
    return this.value === number(other);
  }
  comparedTo(other: Double | number): number {
    return this.value - number(other);
  }
  isZero(): boolean {
    return this.value === 0;
  }
  isNegative(): boolean {
    return this.value < 0;
  }
  isFinite(): boolean {
    return Number.isFinite(this.value);
  }
  toNumber(): number {
    return this.value;
  }
  toPrecision(digits: number): string {
    return this.value.toPrecision(digits);
  }
  toString(): string {
    return String(this.value);
  }
}

export const doubles: Field<Double> = {
  from: (value) => new Double(value),
  key: ({ value }) => value,
  negligible: new Double(2 ** -50),
};
