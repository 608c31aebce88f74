/**
 * Minimax fitting by Remez' exchange, in any arithmetic: float64 at run time (lib/approximate), 50 digits for the constants
 * of native/math/generated (tools/fit).
 */
export { Double, doubles } from './double';
export { FitError } from './errors';
export { exchange, verifyError, type Candidate, type ExchangeOptions } from './exchange';
export { alternatingExtrema, type Extremum } from './extrema';
export {
  fitPolynomial,
  fitPolynomialTo,
  polynomialError,
  polynomialGridSize,
  type PolynomialFit,
  type PolynomialOptions,
  type PolynomialShape,
} from './fit-polynomial';
export { evaluate, type Polynomial } from './polynomial';
export { largest, short, type Field, type Scalar } from './scalar';
export { solveLinear } from './solve-linear';
export { Target, type Sample, type Weight } from './target';
