import { Decimal, largest, NEGLIGIBLE, type Domain } from './decimal';
import { generalizedEigenpairs } from './eigenvalues';
import { exchange, FitError, solveLinear, verifyError } from '#lib/fit/index';
import { countZeros, evaluate, type Polynomial } from './polynomial';
import { Target, type Candidate, type ExchangeOptions, type Extremum, type Sample, type Weight } from './target';

export interface RationalShape {
  /** Degree of the numerator. */
  readonly numerator: number;
  /** Degree of the denominator. */
  readonly denominator: number;
}

export interface RationalOptions extends RationalShape, ExchangeOptions {
  readonly f: (x: Decimal) => Decimal;
  readonly domain: Domain;
  readonly weight: Weight;
}

export interface Rational {
  readonly p: Decimal[];
  /** Scaled so that q[0] = 1. */
  readonly q: Decimal[];
}

export interface RationalFit extends Rational {
  /** The largest weighted error on the domain. */
  readonly maxError: Decimal;
  /** Where the error is largest, with alternating signs: numerator + denominator + 2 points. */
  readonly extrema: readonly Extremum[];
  readonly iterations: number;
}

/** The quotient of polynomials of least largest weighted error. */
export function fitRational({ f, domain, weight, ...rest }: RationalOptions): RationalFit {
  const gridSize = rationalGridSize(rest);
  const target = Target.from({ f, domain, weight, gridSize });
  const fit = fitRationalTo(target, rest);
  verifyError(target, (sample) => rationalError(fit, sample), fit.maxError, 2 * gridSize);
  return fit;
}

/** Sixteen points for each extremum an error of these degrees can have. */
export function rationalGridSize({ numerator, denominator }: RationalShape): number {
  return 16 * (numerator + denominator + 2);
}

/** The weighted error, positive where the quotient is too small. */
export function rationalError({ p, q }: { p: Polynomial; q: Polynomial }, { x, value, weight }: Sample): Decimal {
  return value.minus(evaluate(p, x).div(evaluate(q, x))).times(weight);
}

/** As `fitRational`, on samples that are shared between several fits, and without the verification. */
export function fitRationalTo(target: Target, options: RationalShape & ExchangeOptions): RationalFit {
  const { numerator, denominator } = options;
  for (const degree of [numerator, denominator]) {
    if (!Number.isInteger(degree) || degree < 0)
      throw new FitError(`expected whole degrees of at least 0, received ${degree}`);
  }
  const size = numerator + denominator + 2;
  const { candidate, ...result } = exchange(target, size, (reference) => level(reference, options), options);
  refuseZeros(candidate.q, target);
  const scale = candidate.q[0]!;
  return {
    ...result,
    p: candidate.p.map((coefficient) => coefficient.div(scale)),
    q: candidate.q.map((coefficient) => coefficient.div(scale)),
  };
}

/**
 * Solves p(x_i) = (f_i - (-1)^i E / w_i) q(x_i) for p, q and E on numerator + denominator + 2 points.
 *
 * A polynomial of degree m on m + n + 2 points is one whose divided differences of order m + 1 ... m + n + 1 vanish:
 * sum of lambda_i x_i^j p(x_i) = 0 for j = 0 ... n, where 1 / lambda_i is the product of x_i - x_k over the other k. Put
 * in, this leaves q alone, in a symmetric definite eigenvalue problem with E for eigenvalue (Pachon and Trefethen,
 * "Barycentric-Remez algorithms for best polynomial approximation"). No starting value is needed, all n + 1 values of E
 * are real, and at most one of them belongs to a q without a change of sign on the reference.
 */
function level(reference: readonly Sample[], { numerator, denominator }: RationalShape): Candidate & Rational {
  const differences = reference.map(({ x }, i) => {
    const product = reference.reduce(
      (acc, { x: other }, k) => (k === i ? acc : acc.times(x.minus(other))),
      new Decimal(1),
    );
    return new Decimal(1).div(product.abs());
  });
  const hankel = (entry: (sample: Sample, index: number) => Decimal): Decimal[][] => {
    const moments = Array.from({ length: 2 * denominator + 1 }, (_, power) =>
      reference.reduce(
        (sum, sample, i) => sum.plus(entry(sample, i).times(differences[i]!).times(sample.x.pow(power))),
        new Decimal(0),
      ),
    );
    return Array.from({ length: denominator + 1 }, (_, j) => moments.slice(j, j + denominator + 1));
  };
  const pairs = generalizedEigenpairs(
    hankel(({ value }, i) => (i % 2 === 0 ? value : value.neg())),
    hankel(({ weight }) => new Decimal(1).div(weight)),
  );
  const found = pairs.find(({ vector }) => keepsSign(reference.map(({ x }) => evaluate(vector, x))));
  if (!found)
    throw new FitError(
      'expected a denominator without a zero between the points of the reference, found none: begin with another ' +
        'reference or take other degrees',
    );
  const { value: error, vector: q } = found;
  const p = interpolate(reference, numerator, ({ x, value, weight }, i) =>
    value.minus((i % 2 === 0 ? error : error.neg()).div(weight)).times(evaluate(q, x)),
  );
  return { p, q, level: error, errorAt: (sample) => rationalError({ p, q }, sample) };
}

function keepsSign(values: readonly Decimal[]): boolean {
  return values.every((value) => !value.isZero() && value.isNegative() === values[0]!.isNegative());
}

/** The polynomial through degree + 1 of the points, taken from over the whole reference so as not to extrapolate. */
function interpolate(
  reference: readonly Sample[],
  degree: number,
  valueAt: (sample: Sample, index: number) => Decimal,
): Decimal[] {
  const step = degree === 0 ? 0 : (reference.length - 1) / degree;
  const indices = Array.from({ length: degree + 1 }, (_, k) => Math.round(k * step));
  return solveLinear(
    indices.map((index) => Array.from({ length: degree + 1 }, (_, power) => reference[index]!.x.pow(power))),
    indices.map((index) => valueAt(reference[index]!, index)),
  );
}

function refuseZeros(q: Polynomial, { low, high }: Target): void {
  if (countZeros(q, low, high) > 0) throw new FitError(`expected a denominator without a zero in [${low}, ${high}]`);
  const farthest = Decimal.max(low.abs(), high.abs());
  const size = largest(q.map((coefficient, power) => coefficient.times(farthest.pow(power)).abs()));
  if (q[0]!.abs().lte(size.times(NEGLIGIBLE))) throw new FitError('expected q(0) != 0, as q[0] is to be 1');
}
