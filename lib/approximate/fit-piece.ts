// One piece's polynomial in r, by the exchange of lib/fit in float64.
import { Double, doubles, fitPolynomialTo, FitError, interpolate, Target as FitTarget } from '../fit';
import type { Piece } from './table';
import type { Target } from './target';

export interface PieceFit {
  /** By power of r, lowest first. */
  readonly coefficients: number[];
  /** The largest error, in units of what it may be: at most 1 where the budget is kept. */
  readonly error: number;
  /** Where it is that large. */
  readonly worst: number;
}

/** The polynomial Σ c_j t^j of t = (r - middle) / half, in r. */
function inPosition(powers: readonly number[], middle: number, half: number): number[] {
  const result = powers.map(() => 0);
  for (let j = powers.length - 1; j >= 0; j--) {
    // result · t + c_j
    for (let i = powers.length - 1; i > 0; i--) result[i] = result[i - 1]! / half - (result[i]! * middle) / half;
    result[0] = powers[j]! - (result[0]! * middle) / half;
  }
  return result;
}

const horner = (coefficients: readonly number[], r: number): number => {
  let sum = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) sum = sum * r + coefficients[power]!;
  return sum;
};

/** Looks between the points of the fit. */
function measured(target: Target, piece: Piece, coefficients: number[]): PieceFit {
  const points = 5 * coefficients.length;
  let [error, worst] = [0, piece.centre];
  for (let i = 0; i <= points; i++) {
    const r = piece.from + ((piece.to - piece.from) * i) / points;
    const x = placeOf(target, piece, r);
    const value = target.f(x);
    const off = Math.abs(value - horner(coefficients, r));
    // Exact where nothing is allowed: at a zero of f that is one of the polynomial.
    const share = off === 0 ? 0 : off / target.allowed(value);
    if (share > error) [error, worst] = [share, x];
  }
  return { coefficients, error, worst };
}

const gridFor = (degree: number): number => 6 * (degree + 2);
const exchangeOptions = { refined: false, tolerance: 0.02, maxIterations: 12 };

/** Not levelled: near-best, at a fraction of the time. */
export function quickFit(target: Target, piece: Piece, degree: number): PieceFit {
  const { middle, half, f } = scaled(target, piece);
  return measured(target, piece, inPosition(interpolate(f, degree), middle, half));
}

function scaled(target: Target, piece: Piece) {
  const [middle, half] = [(piece.from + piece.to) / 2, (piece.to - piece.from) / 2];
  return { middle, half, f: (t: number): number => target.f(placeOf(target, piece, middle + half * t)) };
}

/** The x of a position. Rounding must not ask f beyond the domain, nor beyond a knot where it is another. */
function placeOf(
  { settings: { low, high }, jumpsAtKnots }: Target,
  { centre, scale, from, to }: Piece,
  r: number,
): number {
  const gap = jumpsAtKnots ? 1e-6 * (to - from) : 0;
  return Math.min(high, Math.max(low, centre + scale * Math.min(to - gap, Math.max(from + gap, r))));
}

/** Levelled; `start`, the quick fit, where the exchange does not converge (a corner inside the piece). */
export function levelledFit(target: Target, piece: Piece, degree: number, start: PieceFit): PieceFit {
  const { middle, half, f } = scaled(target, piece);
  const found = attempt(() => {
    const samples = FitTarget.from(doubles, {
      f: ({ value }: Double) => new Double(f(value)),
      domain: [new Double(-1), new Double(1)],
      weight: (_, { value }: Double) => new Double(1 / target.allowed(value)),
      gridSize: gridFor(degree),
    });
    const { coefficients } = fitPolynomialTo(samples, { degree, solvedBy: 'chebyshev', ...exchangeOptions });
    return inPosition(
      coefficients.map(({ value }) => value),
      middle,
      half,
    );
  });
  const levelled = found && measured(target, piece, found);
  return levelled && levelled.error < start.error ? levelled : start;
}

/** Around x = 0, where f(0) is to be exact, and an odd or even f odd or even. */
export function pinnedFit(target: Target, piece: Piece, degree: number): PieceFit {
  const { symmetry } = target;
  const reach = Math.max(Math.abs(piece.from), Math.abs(piece.to));
  const all = Array.from({ length: degree }, (_, i) => i + 1);
  const basis = symmetry === 'none' ? all : all.filter((power) => power % 2 === (symmetry === 'odd' ? 1 : 0));
  const constant = target.f(0);
  // At 0 a polynomial without a constant is exact: no fit can alternate there.
  const nearZero = symmetry === 'none' && piece.from < 0 && piece.to > 0 ? 0 : 1e-6;
  const start = nearZero === 0 ? piece.from / reach : piece.to > 0 ? nearZero : -1;
  const end = piece.to > 0 ? piece.to / reach : -nearZero;
  const found = attempt(() => {
    const f = (t: number): number => target.f(placeOf(target, piece, reach * t));
    const samples = FitTarget.from(doubles, {
      f: ({ value }: Double) => new Double(f(value)),
      domain: [new Double(start), new Double(end)],
      weight: (_, { value }: Double) => new Double(1 / target.allowed(value || f(1e-6 * Math.sign(start + end || 1)))),
      gridSize: gridFor(degree) | 1,
    });
    const fixed = new Map([[0, new Double(constant)]]);
    const { coefficients } = fitPolynomialTo(samples, { degree, basis, fixed, ...exchangeOptions });
    return coefficients.map(({ value }, power) => value / reach ** power);
  });
  const coefficients = found ?? pinnedInterpolation(target, piece, degree, constant);
  return measured(target, piece, coefficients);
}

/** c + r q(r), q through (f - c) / r: where the exchange does not converge. */
function pinnedInterpolation(target: Target, piece: Piece, degree: number, constant: number): number[] {
  const { middle, half, f } = scaled(target, piece);
  const quotient = (t: number): number => {
    const r = middle + half * t || half * 1e-3;
    return (f((r - middle) / half) - constant) / r;
  };
  return [constant, ...inPosition(interpolate(quotient, degree - 1), middle, half)];
}

function attempt<T>(fit: () => T): T | undefined {
  try {
    return fit();
  } catch (error) {
    if (error instanceof FitError) return undefined;
    throw error;
  }
}
