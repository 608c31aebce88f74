import { Decimal } from './decimal';
import { FitError } from '#lib/fit/index';
import { cholesky, solveLower, solveLowerTransposed, type Matrix } from './linear-algebra';

export interface Eigenpair {
  readonly value: Decimal;
  readonly vector: Decimal[];
}

/** All x, lambda with a * x = lambda * b * x, where a is symmetric and b symmetric positive definite. */
export function generalizedEigenpairs(a: Matrix, b: Matrix): Eigenpair[] {
  const lower = cholesky(b);
  // L^-1 a L^-T, one triangular solve per side; a is symmetric, so the rows of the first result serve as its columns.
  const half = a.map((row) => solveLower(lower, row));
  const reduced = transpose(half).map((row) => solveLower(lower, row));
  const { values, vectors } = jacobi(reduced);
  return values.map((value, index) => ({ value, vector: solveLowerTransposed(lower, vectors[index]!) }));
}

/** Jacobi's cyclic rotations: slow for large matrices, unconditionally accurate for the handful of rows met here. */
function jacobi(symmetric: Matrix): { values: Decimal[]; vectors: Matrix } {
  const size = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const vectors = symmetric.map((_, i) => symmetric.map((_, j) => new Decimal(i === j ? 1 : 0)));
  const scale = Decimal.max(...a.flat().map((entry) => entry.abs()));
  const negligible = scale.times(new Decimal(10).pow(4 - Decimal.precision));
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (a[p]![q]!.abs().lte(negligible)) continue;
        rotated = true;
        rotate(a, vectors, p, q);
      }
    }
    if (!rotated) return { values: a.map((row, i) => row[i]!), vectors };
  }
  throw new FitError("expected Jacobi's eigenvalue iteration to converge in 60 sweeps");
}

function rotate(a: Matrix, vectors: Matrix, p: number, q: number): void {
  const theta = a[q]![q]!.minus(a[p]![p]!).div(a[p]![q]!.times(2));
  const tangent = new Decimal(theta.isNegative() ? -1 : 1).div(theta.abs().plus(theta.times(theta).plus(1).sqrt()));
  const cosine = new Decimal(1).div(tangent.times(tangent).plus(1).sqrt());
  const sine = tangent.times(cosine);
  const turn = (first: Decimal, second: Decimal): [Decimal, Decimal] => [
    cosine.times(first).minus(sine.times(second)),
    sine.times(first).plus(cosine.times(second)),
  ];
  for (const row of a) [row[p], row[q]] = turn(row[p]!, row[q]!);
  for (const rows of [a, vectors]) {
    const [first, second] = [rows[p]!, rows[q]!];
    rows[p] = first.map((entry, k) => turn(entry, second[k]!)[0]);
    rows[q] = first.map((entry, k) => turn(entry, second[k]!)[1]);
  }
}

function transpose(matrix: Matrix): Matrix {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}
