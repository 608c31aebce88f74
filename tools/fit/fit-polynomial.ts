import * as fit from '#lib/fit/index';
import { Decimal, decimals, type Domain, type Numeric } from './decimal';
import type { Target } from './target';

export { polynomialError, polynomialGridSize } from '#lib/fit/index';

export type PolynomialFit = fit.PolynomialFit<Decimal>;

export type PolynomialShape = Omit<fit.PolynomialShape<Decimal>, 'fixed'> & {
  /** Coefficients settled beforehand, by power; their powers need not be in `basis`. */
  readonly fixed?: ReadonlyMap<number, Numeric> | undefined;
};

export type PolynomialOptions = Omit<fit.PolynomialOptions<Decimal>, 'domain' | 'fixed'> &
  PolynomialShape & { readonly domain: Domain };

type ShapeOptions = PolynomialShape & fit.ExchangeOptions<Decimal>;

const withDecimals = <O extends ShapeOptions>(options: O) => ({
  ...options,
  fixed: options.fixed && new Map([...options.fixed].map(([power, value]) => [power, new Decimal(value)])),
});

/** The polynomial of least largest weighted error. */
export function fitPolynomial({ domain: [low, high], ...rest }: PolynomialOptions): PolynomialFit {
  return fit.fitPolynomial(decimals, { ...withDecimals(rest), domain: [new Decimal(low), new Decimal(high)] });
}

/** As `fitPolynomial`, on samples that are shared between several fits, and without the verification. */
export function fitPolynomialTo(target: Target, options: ShapeOptions): PolynomialFit {
  return fit.fitPolynomialTo(target, withDecimals(options));
}
