import type { ElementType } from '../element-type';
import { atanhQuotient } from '../functions';
import { SUFFIXES, type Header, type Section } from '../header';
import { formatRelativeError, table } from '../report';
import { finishPolynomialBelow } from './polynomials';

/** (sqrt(2) - 1) / (sqrt(2) + 1), slightly widened: |s| of a significand between sqrt(1/2) and sqrt(2). */
const LIMIT = 0.1717;

/** Of the relative error of log, and the degrees, in s^2, among which the least is looked for. */
const REQUESTS = {
  float32: { bound: 2 ** -29, degrees: [2, 6] },
  float64: { bound: 2 ** -60, degrees: [6, 12] },
} as const;

export function logarithm(): Header {
  return {
    summary: [
      'log(1 + f) = 2 s + s^3 * P(s^2), s = f / (2 + f), for 1 + f between sqrt(1/2) and sqrt(2). Lowest power first.',
      '',
      'The coefficient of s is 2 exactly: where f is small log(1 + f) is f.',
    ],
    sections: (['float32', 'float64'] as const).map(sectionOf),
  };
}

/** In t = s^2, log / s = 2 atanh(s) / s = 2 + t * P(t). */
function sectionOf(type: ElementType): Section {
  const { bound, degrees } = REQUESTS[type];
  const fit = finishPolynomialBelow(
    bound,
    { f: atanhQuotient, domain: [0, LIMIT ** 2], weight: 'relative', type },
    (degree) => ({ degree, fixed: new Map([[0, 2]]) }),
    degrees,
  );
  return {
    comment: [
      type,
      ...table({
        function: 'log(1 + f) as 2 s + s^3 * P(s^2)',
        domain: `|s| <= ${LIMIT}`,
        weight: 'relative',
        degree: `${2 * fit.degree + 1} in s (P: ${fit.degree - 1} in s^2)`,
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [{ type, name: `log_polynomial_${SUFFIXES[type]}`, value: fit.coefficients.slice(1) }],
  };
}
