import { atanhQuotient } from '../functions';
import type { Header, Section } from '../header';
import { formatRelativeError, table } from '../report';
import { finishPolynomialBelow } from './polynomials';

/** (sqrt(2) - 1) / (sqrt(2) + 1), slightly widened: |s| of a significand between sqrt(1/2) and sqrt(2). */
const LIMIT = 0.1717;

/** Of the relative error of log, and the degrees, in s^2, among which the least is looked for. */
const REQUESTS = [
  { type: 'float32', name: 'f32', bound: 2 ** -29, degrees: [2, 6] },
  { type: 'float64', name: 'f64', bound: 2 ** -60, degrees: [6, 12] },
  // For kernels that may be less accurate, of either element type.
  { type: 'float64', name: 'tier_1e_4', bound: 1e-4, degrees: [1, 3] },
  { type: 'float64', name: 'tier_1e_6', bound: 1e-6, degrees: [1, 3] },
  { type: 'float64', name: 'tier_1e_10', bound: 1e-10, degrees: [3, 6] },
] as const;

export function logarithm(): Header {
  return {
    summary: [
      'log(1 + f) = 2 s + s^3 * P(s^2), s = f / (2 + f), for 1 + f between sqrt(1/2) and sqrt(2). Lowest power first.',
      '',
      'The coefficient of s is 2 exactly: where f is small log(1 + f) is f.',
    ],
    sections: REQUESTS.map(sectionOf),
  };
}

/** In t = s^2, log / s = 2 atanh(s) / s = 2 + t * P(t). */
function sectionOf({ type, name, bound, degrees }: (typeof REQUESTS)[number]): Section {
  const fit = finishPolynomialBelow(
    bound,
    { f: atanhQuotient, domain: [0, LIMIT ** 2], weight: 'relative', type },
    (degree) => ({ degree, fixed: new Map([[0, 2]]) }),
    degrees,
  );
  return {
    comment: [
      name,
      ...table({
        function: 'log(1 + f) as 2 s + s^3 * P(s^2)',
        domain: `|s| <= ${LIMIT}`,
        weight: 'relative',
        degree: `${2 * fit.degree + 1} in s (P: ${fit.degree - 1} in s^2)`,
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [{ type, name: `log_polynomial_${name}`, value: fit.coefficients.slice(1) }],
  };
}
