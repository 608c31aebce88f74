/**
 * Minimax fitting in extended precision: lib/fit on decimals, rationals, and rounding to what kernels compute in. `main.ts`
 * is the command on top of it, `fits/` what it fits.
 */
export { FitError } from '#lib/fit/index';
export { Decimal, type Domain, type Numeric } from './decimal';
export { exact, hexadecimalLiteral, literal, roundTo, roundToBits, type ElementType } from './element-type';
export { fitPolynomial, type PolynomialFit, type PolynomialOptions, type PolynomialShape } from './fit-polynomial';
export { fitRational, type Rational, type RationalFit, type RationalOptions, type RationalShape } from './fit-rational';
export { fitTable, type Spacing, type TableFit, type TableOptions } from './fit-table';
export { renderHeader, type Constant, type Header, type Section } from './header';
export { roundRational, type RoundedRational } from './rational-rounding';
export { roundPolynomial, type RoundedPolynomial } from './rounding';
export { Target, type ExchangeOptions, type Extremum, type Sample, type Weight } from './target';
