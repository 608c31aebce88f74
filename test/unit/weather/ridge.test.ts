import { expect } from 'chai';
import fc from 'fast-check';
import { LeewayRangeError } from '#lib/errors';
import { accuracy, confusion, meanSquareError, rootMeanSquareError, skillScore } from '#lib/weather/metrics';
import { Random } from '#lib/random';
import { normalEquations, predictLinear, solveCholesky, solveRidge } from '#lib/weather/ridge';

/** Solves A x = b by Gauss-Jordan elimination with pivoting, which shares nothing with Cholesky. */
function eliminate(matrix: number[][], vector: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, vector[index]!]);
  rows.forEach((_, column) => {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best));
    const at = rows.indexOf(pivot);
    [rows[column], rows[at]] = [pivot, rows[column]!];
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[column]! / pivot[column]!;
      row.forEach((_, index) => (row[index]! -= factor * pivot[index]!));
    }
  });
  return rows.map((row, index) => row.at(-1)! / row[index]!);
}

function randomProblem(seed: number, samples: number, width: number) {
  const random = Random.fromSeed(seed);
  const x = Float32Array.from({ length: samples * width }, () => random.normal());
  const y = Float32Array.from({ length: samples }, () => 3 + random.normal());
  return { x, y };
}

describe('weather/ridge', () => {
  it('property: agrees with elimination on the ridge equations written out', () => {
    const problems = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      width: fc.integer({ min: 1, max: 8 }),
      samples: fc.integer({ min: 1, max: 40 }),
      lambda: fc.constantFrom(0.01, 1, 100),
    });
    fc.assert(
      fc.property(problems, ({ seed, width, samples, lambda }) => {
        const { x, y } = randomProblem(seed, samples, width);
        const inputs = Array.from({ length: samples }, (_, sample) => [
          ...x.subarray(sample * width, (sample + 1) * width),
          1,
        ]);
        const matrix = Array.from({ length: width + 1 }, (_, i) =>
          Array.from({ length: width + 1 }, (_, j) =>
            inputs.reduce((sum, row) => sum + row[i]! * row[j]!, i === j && i < width ? lambda : 0),
          ),
        );
        const vector = Array.from({ length: width + 1 }, (_, i) =>
          inputs.reduce((sum, row, at) => sum + row[i]! * y[at]!, 0),
        );
        const expected = eliminate(matrix, vector);
        const { weights, intercept } = solveRidge(normalEquations(x, y, width), lambda);
        [...weights, intercept].forEach((value, index) => expect(value).to.be.closeTo(expected[index]!, 1e-7));
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('stands at the minimum of the penalised error: the gradient is 0', () => {
    const { x, y } = randomProblem(4, 200, 6);
    const lambda = 10;
    const model = solveRidge(normalEquations(x, y, 6), lambda);
    const residuals = predictLinear(model, x).map((value, sample) => value - y[sample]!);
    expect(residuals.reduce((sum, value) => sum + value)).to.be.closeTo(0, 1e-9);
    for (let i = 0; i < 6; i++) {
      const slope = residuals.reduce((sum, value, sample) => sum + value * x[sample * 6 + i]!, 0);
      expect(slope + lambda * model.weights[i]!).to.be.closeTo(0, 1e-9);
    }
  });

  it('finds a linear law, and shrinks towards the mean as the penalty grows', () => {
    const { x } = randomProblem(5, 100, 2);
    const y = Float64Array.from({ length: 100 }, (_, sample) => 2 * x[2 * sample]! - 3 * x[2 * sample + 1]! + 5);
    const equations = normalEquations(x, y, 2);
    const exact = solveRidge(equations, 1e-9);
    expect(exact.weights[0]).to.be.closeTo(2, 1e-9);
    expect(exact.weights[1]).to.be.closeTo(-3, 1e-9);
    expect(exact.intercept).to.be.closeTo(5, 1e-9);
    const flat = solveRidge(equations, 1e12);
    expect(flat.weights[0]).to.be.closeTo(0, 1e-8);
    expect(flat.intercept).to.be.closeTo(y.reduce((sum, value) => sum + value) / 100, 1e-6);
  });

  it('solves a system worked by hand, and leaves it as it was', () => {
    const matrix = Float64Array.of(4, 99, 2, 5);
    const vector = Float64Array.of(8, 12);
    expect([...solveCholesky(matrix, vector)]).to.deep.equal([1, 2]);
    expect([[...matrix], [...vector]]).to.deep.equal([
      [4, 99, 2, 5],
      [8, 12],
    ]);
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => solveCholesky(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1))).to.throw(
      LeewayRangeError,
      'expected a positive definite matrix, received the pivot -3 in row 1',
    );
    const twice = Float64Array.of(1, 1, 2, 2, 3, 3);
    expect(() => solveRidge(normalEquations(twice, [1, 2, 3], 2), 0)).to.throw(LeewayRangeError, 'positive definite');
  });
});

describe('weather/metrics', () => {
  it('measures errors and skill', () => {
    expect(meanSquareError([1, 2, 3], [1, 4, 0])).to.be.closeTo(13 / 3, 1e-15);
    expect(rootMeanSquareError([3, -4], [0, 0])).to.be.closeTo(Math.sqrt(12.5), 1e-15);
    const rows: [number, number, number][] = [
      [0, 2, 1],
      [2, 2, 0],
      [1, 2, 0.75],
      [4, 2, -3],
    ];
    for (const [rmse, reference, skill] of rows) expect(skillScore(rmse, reference)).to.equal(skill);
  });

  it('counts hits and misses', () => {
    const counts = confusion([0.9, 0.51, 0.5, 0.1, 0.7, 0.2], [1, 1, 1, 0, 0, 0]);
    expect(counts).to.deep.equal({ tp: 2, tn: 2, fp: 1, fn: 1 });
    expect(accuracy({ tp: 3, tn: 4, fp: 1, fn: 2 })).to.equal(0.7);
  });
});
