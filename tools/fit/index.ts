/**
 * Minimax fitting in extended precision, as a library. `main.ts` is the command on top of it, `fits/` what it fits.
 */
export { Decimal, type Domain, type Numeric } from './decimal';
export { exact, hexadecimalLiteral, literal, roundTo, roundToBits, type ElementType } from './element-type';
export { FitError } from './errors';
export type { ExchangeOptions } from './exchange';
export type { Extremum } from './extrema';
export { fitPolynomial, type PolynomialFit, type PolynomialOptions, type PolynomialShape } from './fit-polynomial';
export { fitRational, type Rational, type RationalFit, type RationalOptions, type RationalShape } from './fit-rational';
export { fitTable, type Spacing, type TableFit, type TableOptions } from './fit-table';
export { renderHeader, type Constant, type Header, type Section } from './header';
export { roundRational, type RoundedRational } from './rational-rounding';
export { roundPolynomial, type RoundedPolynomial } from './rounding';
export { Target, type Sample, type Weight } from './target';
