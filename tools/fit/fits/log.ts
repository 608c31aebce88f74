import { atanhQuotient } from '../functions';
import type { Header, Section } from '../header';
import { formatRelativeError, table } from '../report';
import { finishPolynomialBelow } from './polynomials';

/** (sqrt(2) - 1) / (sqrt(2) + 1), slightly widened: |s| of a significand between sqrt(1/2) and sqrt(2). */
const LIMIT = 0.1717;
/** 1/3, likewise: that of a number between 1 and 2. */
const OF_FRACTION = 0.33334;

/** Bounds of the relative error of log, and the degrees, in s^2, among which the least is looked for. */
const REQUESTS = [
  { type: 'float32', limit: LIMIT, name: 'f32', bound: 2 ** -29, degrees: [2, 6] },
  { type: 'float64', limit: LIMIT, name: 'f64', bound: 2 ** -60, degrees: [6, 12] },
  { type: 'float32', limit: OF_FRACTION, name: 'of_fraction_f32', bound: 2 ** -27, degrees: [4, 10] },
  { type: 'float64', limit: OF_FRACTION, name: 'of_fraction_f64', bound: 2 ** -57, degrees: [10, 20] },
  // For kernels that may be less accurate, of either element type.
  { type: 'float64', limit: LIMIT, name: 'tier_1e_4', bound: 1e-4, degrees: [1, 3] },
  { type: 'float64', limit: LIMIT, name: 'tier_1e_6', bound: 1e-6, degrees: [1, 3] },
  { type: 'float64', limit: LIMIT, name: 'tier_1e_10', bound: 1e-10, degrees: [3, 6] },
] as const;

export function logarithm(): Header {
  return {
    summary: [
      'log(1 + f) = 2 s + s^3 * P(s^2), s = f / (2 + f), for 1 + f between sqrt(1/2) and sqrt(2)',
      '(of_fraction: between 1 and 2). Lowest power first.',
      '',
      'The coefficient of s is 2 exactly: where f is small log(1 + f) is f.',
    ],
    sections: REQUESTS.map(sectionOf),
  };
}

/** In t = s^2, log / s = 2 atanh(s) / s = 2 + t * P(t). */
function sectionOf({ type, limit, name, bound, degrees }: (typeof REQUESTS)[number]): Section {
  const fit = finishPolynomialBelow(
    bound,
    { f: atanhQuotient, domain: [0, limit ** 2], weight: 'relative', type },
    (degree) => ({ degree, fixed: new Map([[0, 2]]) }),
    degrees,
  );
  return {
    comment: [
      name,
      ...table({
        function: 'log(1 + f) as 2 s + s^3 * P(s^2)',
        domain: `|s| <= ${limit}`,
        weight: 'relative',
        degree: `${2 * fit.degree + 1} in s (P: ${fit.degree - 1} in s^2)`,
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [{ type, name: `log_polynomial_${name}`, value: fit.coefficients.slice(1) }],
  };
}
