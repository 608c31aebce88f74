import { Decimal, type Domain, type Numeric } from './decimal';
import { FitError } from './errors';
import { exchange, verifyError, type Candidate, type ExchangeOptions } from './exchange';
import type { Extremum } from './extrema';
import { solveLinear } from './linear-algebra';
import { evaluate, type Polynomial } from './polynomial';
import { Target, type Sample, type Weight } from './target';

export interface PolynomialShape {
  readonly degree: number;
  /** The powers whose coefficients are to be found, ascending; all up to `degree` unless given. */
  readonly basis?: readonly number[] | undefined;
  /** Coefficients settled beforehand, by power; their powers need not be in `basis`. */
  readonly fixed?: ReadonlyMap<number, Numeric> | undefined;
}

export interface PolynomialOptions extends PolynomialShape, ExchangeOptions {
  readonly f: (x: Decimal) => Decimal;
  readonly domain: Domain;
  readonly weight: Weight;
}

export interface PolynomialFit {
  /** By power, lowest first, zeros where the basis has no power. */
  readonly coefficients: Decimal[];
  /** The largest weighted error on the domain. */
  readonly maxError: Decimal;
  /** Where the error is largest, with alternating signs: one more than there are free coefficients. */
  readonly extrema: readonly Extremum[];
  readonly iterations: number;
}

/** The polynomial of least largest weighted error. */
export function fitPolynomial({ f, domain, weight, ...rest }: PolynomialOptions): PolynomialFit {
  const target = Target.from({ f, domain, weight, gridSize: polynomialGridSize(rest.degree) });
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
export function polynomialError(polynomial: Polynomial, { x, value, weight }: Sample): Decimal {
  return value.minus(evaluate(polynomial, x)).times(weight);
}

/** As `fitPolynomial`, on samples that are shared between several fits, and without the verification. */
export function fitPolynomialTo(target: Target, options: PolynomialShape & ExchangeOptions): PolynomialFit {
  const fixed = options.fixed ?? new Map<number, Numeric>();
  const free = freePowers(target, options, fixed);
  const settled = zeros(options.degree + 1);
  for (const [power, value] of fixed) settled[power] = new Decimal(value);
  const orientation = orientationFor(free);

  const { candidate, ...result } = exchange(
    target,
    free.length + 1,
    (reference): Candidate & { coefficients: Decimal[] } => {
      const rows = reference.map((sample, index) => {
        const sign = (index % 2 === 0 ? 1 : -1) * orientation(sample.x);
        return [...free.map((power) => sample.x.pow(power)), new Decimal(sign).div(sample.weight)];
      });
      const right = reference.map(({ x, value }) => value.minus(evaluate(settled, x)));
      const solution = solveLinear(rows, right);
      const coefficients = [...settled];
      free.forEach((power, index) => (coefficients[power] = solution[index]!));
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

function freePowers(target: Target, { degree, basis }: PolynomialShape, fixed: ReadonlyMap<number, unknown>): number[] {
  const powers = basis ?? zeros(degree + 1).map((_, power) => power);
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
function orientationFor(free: readonly number[]): (x: Decimal) => 1 | -1 {
  const odd = free[0]! % 2 === 1;
  return (x) => (odd && x.isNegative() ? -1 : 1);
}

function zeros(length: number): Decimal[] {
  return Array.from({ length }, () => new Decimal(0));
}
