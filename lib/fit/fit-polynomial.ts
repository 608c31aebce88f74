import { FitError } from './errors';
import { exchange, verifyError, type Candidate, type ExchangeOptions } from './exchange';
import type { Extremum } from './extrema';
import { evaluate, type Polynomial } from './polynomial';
import type { Field, Scalar } from './scalar';
import { solveLinear } from './solve-linear';
import { Target, type Sample, type Weight } from './target';

export interface PolynomialShape<S> {
  readonly degree: number;
  /** The powers whose coefficients are to be found, ascending; all up to `degree` unless given. */
  readonly basis?: readonly number[] | undefined;
  /** Coefficients settled beforehand, by power; their powers need not be in `basis`. */
  readonly fixed?: ReadonlyMap<number, S> | undefined;
  /**
   * What the coefficients are solved for by. Powers of x lose digits with the degree; Chebyshev's polynomials do not, on
   * [-1, 1], and need all powers, the constant apart.
   */
  readonly solvedBy?: 'powers' | 'chebyshev' | undefined;
}

export interface PolynomialOptions<S> extends PolynomialShape<S>, ExchangeOptions<S> {
  readonly f: (x: S) => S;
  readonly domain: readonly [low: S, high: S];
  readonly weight: Weight<S>;
}

export interface PolynomialFit<S> {
  /** By power, lowest first, zeros where the basis has no power. */
  readonly coefficients: S[];
  /** The largest weighted error on the domain. */
  readonly maxError: S;
  /** Where the error is largest, with alternating signs: one more than there are free coefficients. */
  readonly extrema: readonly Extremum<S>[];
  readonly iterations: number;
}

/** The polynomial of least largest weighted error. */
export function fitPolynomial<S extends Scalar<S>>(
  field: Field<S>,
  { f, domain, weight, ...rest }: PolynomialOptions<S>,
): PolynomialFit<S> {
  const target = Target.from(field, { f, domain, weight, gridSize: polynomialGridSize(rest.degree) });
  const fit = fitPolynomialTo(target, rest);
  verifyError(
    target,
    (sample) => polynomialError(fit.coefficients, sample),
    fit.maxError,
    2 * polynomialGridSize(rest.degree),
  );
  return fit;
}

/** Sixteen points for each extremum an error of this degree can have. */
export function polynomialGridSize(degree: number): number {
  return 16 * (degree + 2);
}

/** The weighted error, positive where the polynomial is too small. */
export function polynomialError<S extends Scalar<S>>(polynomial: Polynomial<S>, { x, value, weight }: Sample<S>): S {
  return value.minus(evaluate(polynomial, x)).times(weight);
}

/** As `fitPolynomial`, on samples that are shared between several fits, and without the verification. */
export function fitPolynomialTo<S extends Scalar<S>>(
  target: Target<S>,
  options: PolynomialShape<S> & ExchangeOptions<S>,
): PolynomialFit<S> {
  const { field } = target;
  const fixed = options.fixed ?? new Map<number, S>();
  const free = freePowers(target, options, fixed);
  const settled = zeros(field, options.degree + 1);
  for (const [power, value] of fixed) settled[power] = value;
  const orientation = orientationFor<S>(free);
  const { at, toPowers } = options.solvedBy === 'chebyshev' ? chebyshev(field, free) : powers<S>(free);

  const { candidate, ...result } = exchange(
    target,
    free.length + 1,
    (reference): Candidate<S> & { coefficients: S[] } => {
      const rows = reference.map((sample, index) => {
        const sign = (index % 2 === 0 ? 1 : -1) * orientation(sample.x);
        return [...at(sample.x), field.from(sign).div(sample.weight)];
      });
      const right = reference.map(({ x, value }) => value.minus(evaluate(settled, x)));
      const solution = solveLinear(rows, right);
      const coefficients = [...settled];
      const found = toPowers(solution);
      free.forEach((power, index) => (coefficients[power] = found[index]!));
      return {
        coefficients,
        level: solution[free.length]!,
        errorAt: (sample) => polynomialError(coefficients, sample).times(orientation(sample.x)),
      };
    },
    options,
  );

  const extrema = result.extrema.map((extremum) => ({
    ...extremum,
    error: polynomialError(candidate.coefficients, extremum),
  }));
  return { ...result, extrema, coefficients: candidate.coefficients };
}

function freePowers<S extends Scalar<S>>(
  target: Target<S>,
  { degree, basis }: PolynomialShape<S>,
  fixed: ReadonlyMap<number, unknown>,
): number[] {
  const powers = basis ?? Array.from({ length: degree + 1 }, (_, power) => power);
  for (const power of [...powers, ...fixed.keys()]) {
    if (!Number.isInteger(power) || power < 0 || power > degree) {
      throw new FitError(`expected whole powers from 0 to the degree ${degree}, received ${power}`);
    }
  }
  const free = [...new Set(powers)].filter((power) => !fixed.has(power)).sort((a, b) => a - b);
  if (free.length === 0) throw new FitError('expected at least one coefficient to fit');
  const contiguous = free.at(-1)! - free[0]! === free.length - 1;
  if (!contiguous && target.low.lt(0) && target.high.gt(0)) {
    // Such powers can agree at both x and -x and have more zeros than coefficients: no alternation characterises the best.
    throw new FitError('expected a basis with gaps to be fitted on one side of 0; use the symmetry of f instead');
  }
  return free;
}

/**
 * With x^k the lowest free power, the fit is one of (f - fixed) / x^k under a weight |x|^k times as large. Its error has
 * the sign of x^k times that of the plain error, and it is this one that alternates across 0.
 */
function orientationFor<S extends Scalar<S>>(free: readonly number[]): (x: S) => 1 | -1 {
  const odd = free[0]! % 2 === 1;
  return (x) => (odd && x.isNegative() ? -1 : 1);
}

function zeros<S extends Scalar<S>>(field: Field<S>, length: number): S[] {
  return Array.from({ length }, () => field.from(0));
}

/** The functions whose sum a polynomial is solved for as, and the coefficients of the free powers that a solution is. */
interface Solved<S> {
  at(x: S): S[];
  toPowers(solution: readonly S[]): readonly S[];
}

const powers = <S extends Scalar<S>>(free: readonly number[]): Solved<S> => ({
  at: (x) => free.map((power) => x.pow(power)),
  toPowers: (solution) => solution,
});

/** T_k(x), less T_k(0) where the constant is settled. */
function chebyshev<S extends Scalar<S>>(field: Field<S>, free: readonly number[]): Solved<S> {
  const [first = 0, last = 0] = [free[0], free.at(-1)];
  if (first > 1 || last - first !== free.length - 1)
    throw new FitError("expected all powers, the constant apart, for Chebyshev's polynomials");
  // By power: T_k = 2 x T_(k - 1) - T_(k - 2).
  const table = [[1], [0, 1]];
  for (let k = 2; k <= last; k++)
    table.push(Array.from({ length: k + 1 }, (_, j) => 2 * (table[k - 1]![j - 1] ?? 0) - (table[k - 2]![j] ?? 0)));
  const shift = first === 1;
  return {
    at(x) {
      const values = [field.from(1), x];
      for (let k = 2; k <= last; k++)
        values.push(
          x
            .times(values[k - 1]!)
            .times(2)
            .minus(values[k - 2]!),
        );
      return free.map((k) => (shift ? values[k]!.minus(table[k]![0]!) : values[k]!));
    },
    toPowers: (solution) =>
      free.map((power) =>
        free.reduce((sum, k, i) => sum.plus(solution[i]!.times(table[k]![power] ?? 0)), field.from(0)),
      ),
  };
}
