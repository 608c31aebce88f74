import { FitError } from './errors';
import type { Scalar } from './scalar';

/** Solves matrix * x = right by Gaussian elimination with partial pivoting. */
export function solveLinear<S extends Scalar<S>>(matrix: readonly (readonly S[])[], right: readonly S[]): S[] {
  const size = right.length;
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (rows[row]![column]!.abs().gt(rows[pivot]![column]!.abs())) pivot = row;
    }
    if (rows[pivot]![column]!.isZero())
      throw new FitError('expected a regular system of equations, received a singular one');
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row]![column]!.div(rows[column]![column]!);
      if (factor.isZero()) continue;
      for (let k = column + 1; k <= size; k++) {
        rows[row]![k] = rows[row]![k]!.minus(factor.times(rows[column]![k]!));
      }
    }
  }
  const solution = new Array<S>(size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = rows[row]![size]!;
    for (let k = row + 1; k < size; k++) sum = sum.minus(rows[row]![k]!.times(solution[k]!));
    solution[row] = sum.div(rows[row]![row]!);
  }
  return solution;
}
