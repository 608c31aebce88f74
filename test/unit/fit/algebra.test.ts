import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decimal } from '../../../tools/fit/index';
import { generalizedEigenpairs } from '../../../tools/fit/eigenvalues';
import { solveLinear } from '#lib/fit/index';
import { countZeros, evaluate } from '../../../tools/fit/polynomial';
import { assertFitError } from './assertions';

const decimals = (values: readonly number[]): Decimal[] => values.map((value) => new Decimal(value));
const times = (matrix: Decimal[][], vector: Decimal[]): Decimal[] =>
  matrix.map((row) => row.reduce((sum, entry, k) => sum.plus(entry.times(vector[k]!)), new Decimal(0)));
const assertSmall = (vector: Decimal[]): void => {
  for (const entry of vector) assert.ok(entry.abs().lt(1e-35), `expected 0, received ${entry}`);
};

const size = fc.integer({ min: 1, max: 5 });
const matrixOf = (n: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }), { minLength: n, maxLength: n });

describe('solveLinear', () => {
  it('solves a system that needs pivoting', () => {
    const matrix = [decimals([0, 2, 1]), decimals([1, 0, 0]), decimals([3, 0, 1])];
    assert.deepEqual(solveLinear(matrix, decimals([5, 1, 4])).map(Number), [1, 2, 1]);
  });

  it('leaves no residual', () => {
    fc.assert(
      fc.property(size.chain(matrixOf), (entries) => {
        // Diagonally dominant, and so regular.
        const matrix = entries.map((row, i) => decimals(row.map((entry, j) => (i === j ? entry + 100 : entry))));
        const right = decimals(entries.map((_, i) => i + 1));
        const solution = solveLinear(matrix, right);
        assertSmall(times(matrix, solution).map((entry, i) => entry.minus(right[i]!)));
      }),
    );
  });

  it('refuses a singular system', () => {
    assertFitError(() => solveLinear([decimals([1, 2]), decimals([2, 4])], decimals([1, 2])), /singular/);
  });
});

describe('generalizedEigenpairs', () => {
  it('satisfies a x = lambda b x, once for every row', () => {
    fc.assert(
      fc.property(
        size.chain((n) => fc.tuple(matrixOf(n), matrixOf(n))),
        ([first, second]) => {
          const a = first.map((row, i) => decimals(row.map((entry, j) => entry + first[j]![i]!)));
          // m^T m + 1 is positive definite for any m.
          const b = second.map((_, i) =>
            second.map((_, j) => new Decimal(second.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 1 : 0))),
          );
          const pairs = generalizedEigenpairs(a, b);
          assert.equal(pairs.length, a.length);
          for (const { value, vector } of pairs) {
            assert.ok(
              vector.some((entry) => entry.abs().gt(1e-6)),
              'a vector is not 0',
            );
            const right = times(b, vector);
            assertSmall(times(a, vector).map((entry, i) => entry.minus(right[i]!.times(value))));
          }
          // The trace of b^-1 a is the sum of the values: none is found twice.
          const trace = a.reduce((sum, row, i) => sum.plus(solveLinear(b, row)[i]!), new Decimal(0));
          assertSmall([pairs.reduce((sum, { value }) => sum.plus(value), new Decimal(0)).minus(trace)]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses a matrix that is not positive definite', () => {
    assertFitError(() => generalizedEigenpairs([decimals([1])], [decimals([-1])]), /positive definite/);
  });
});

describe('polynomial', () => {
  it('evaluates by power, lowest first', () => {
    assert.equal(evaluate(decimals([1, -2, 3]), new Decimal(2)).toNumber(), 9);
    assert.equal(evaluate([], new Decimal(2)).toNumber(), 0);
  });

  it('counts zeros as they were made', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (zeros, complex) => {
          let polynomial = decimals(complex ? [1, 0, 1] : [1]);
          for (const zero of zeros) {
            polynomial = [...polynomial, new Decimal(0)].map((_, k) =>
              (polynomial[k - 1] ?? new Decimal(0)).minus((polynomial[k] ?? new Decimal(0)).times(zero)),
            );
          }
          const [low, high] = [new Decimal(-7.5), new Decimal(12.5)];
          assert.equal(countZeros(polynomial, low, high), zeros.filter((zero) => zero > -7.5 && zero < 12.5).length);
        },
      ),
    );
  });

  it('counts zeros at both ends, and a double one once', () => {
    const parabola = decimals([2, -3, 1]); // (x - 1) (x - 2)
    assert.equal(countZeros(parabola, new Decimal(1), new Decimal(2)), 2);
    assert.equal(countZeros(decimals([1, -2, 1]), new Decimal(0), new Decimal(2)), 1);
    assert.equal(countZeros(decimals([5]), new Decimal(0), new Decimal(2)), 0);
  });
});
