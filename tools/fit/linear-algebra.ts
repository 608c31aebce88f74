import type { Decimal } from './decimal';
import { FitError } from '#lib/fit/index';

export type Matrix = Decimal[][];

/** The lower triangle L of a symmetric positive definite matrix = L * L^T. */
export function cholesky(matrix: readonly (readonly Decimal[])[]): Matrix {
  const lower: Matrix = [];
  for (let i = 0; i < matrix.length; i++) {
    lower.push([]);
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum = sum.minus(lower[i]![k]!.times(lower[j]![k]!));
      if (i === j && !sum.gt(0)) throw new FitError('expected a positive definite matrix');
      lower[i]!.push(i === j ? sum.sqrt() : sum.div(lower[j]![j]!));
    }
  }
  return lower;
}

/** Solves L * x = right for a lower triangle. */
export function solveLower(lower: Matrix, right: readonly Decimal[]): Decimal[] {
  const solution: Decimal[] = [];
  for (let i = 0; i < right.length; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum = sum.minus(lower[i]![k]!.times(solution[k]!));
    solution.push(sum.div(lower[i]![i]!));
  }
  return solution;
}

/** Solves L^T * x = right for a lower triangle. */
export function solveLowerTransposed(lower: Matrix, right: readonly Decimal[]): Decimal[] {
  const solution = [...right];
  for (let i = right.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < right.length; k++) {
      solution[i] = solution[i]!.minus(lower[k]![i]!.times(solution[k]!));
    }
    solution[i] = solution[i]!.div(lower[i]![i]!);
  }
  return solution;
}
