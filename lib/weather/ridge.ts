import { LeewayRangeError } from '../errors';

/** The sums that a linear least-squares fit needs, whatever the penalty: X'X (lower triangle) and X'y. */
export interface NormalEquations {
  /** Inputs plus one: the last row and column belong to the intercept. */
  readonly size: number;
  readonly matrix: Float64Array;
  readonly vector: Float64Array;
}

/** A linear model: inputs · weights + intercept. */
export interface LinearModel {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** Sums up the normal equations in float64. @param x [samples, width], row-major @param y [samples] */
export function normalEquations(x: ArrayLike<number>, y: ArrayLike<number>, width: number): NormalEquations {
  const size = width + 1;
  const matrix = new Float64Array(size * size);
  const vector = new Float64Array(size);
  const row = new Float64Array(size);
  row[width] = 1;
  for (let sample = 0; sample < y.length; sample++) {
    for (let i = 0; i < width; i++) row[i] = x[sample * width + i]!;
    for (let i = 0; i < size; i++) {
      const value = row[i]!;
      vector[i]! += value * y[sample]!;
      const at = i * size;
      for (let j = 0; j <= i; j++) matrix[at + j]! += value * row[j]!;
    }
  }
  return { size, matrix, vector };
}

/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's A = L L'.
 *
 * @param lower [size, size], row-major; only the lower triangle is read
 * @returns x; `lower` and `vector` are left as they are
 * @throws LeewayRangeError where A is not positive definite
 */
export function solveCholesky(lower: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!;
      else if (sum > 0) factor[i * size + i] = Math.sqrt(sum);
      else throw new LeewayRangeError(`expected a positive definite matrix, received the pivot ${sum} in row ${i}`);
    }
  }
  const solution = vector.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= factor[i * size + k]! * solution[k]!;
    solution[i]! /= factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= factor[k * size + i]! * solution[k]!;
    solution[i]! /= factor[i * size + i]!;
  }
  return solution;
}

/**
 * Ridge regression: least squares with the penalty `lambda` · |weights|²; the intercept goes free.
 *
 * @throws LeewayRangeError where the equations are singular, which a lambda above 0 prevents
 */
export function solveRidge({ size, matrix, vector }: NormalEquations, lambda: number): LinearModel {
  const penalised = matrix.slice();
  for (let i = 0; i < size - 1; i++) penalised[i * size + i]! += lambda;
  const solution = solveCholesky(penalised, vector);
  return { weights: solution.subarray(0, size - 1), intercept: solution[size - 1]! };
}

/** Applies a linear model. @param x [samples, width], row-major @returns [samples] */
export function predictLinear({ weights, intercept }: LinearModel, x: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const width = weights.length;
  return Float64Array.from({ length: x.length / width }, (_, sample) => {
    let sum = intercept;
    for (let i = 0; i < width; i++) sum += weights[i]! * x[sample * width + i]!;
    return sum;
  });
}
