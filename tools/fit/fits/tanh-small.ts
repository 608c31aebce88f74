import type { ElementType } from '../element-type';
import { tanhQuotient } from '../functions';
import { SUFFIXES, type Header, type Section } from '../header';
import { formatRelativeError, table } from '../report';
import { finishPolynomialBelow } from './polynomials';

const THRESHOLD = 0.625;

/** Of the relative error, and the degrees, in x^2, among which the least is looked for. */
const REQUESTS = {
  float32: { bound: 2 ** -27, degrees: [3, 7] },
  float64: { bound: 2 ** -57, degrees: [9, 14] },
} as const;

export function tanhSmall(): Header {
  return {
    summary: [
      'tanh(x) = x + x^3 * P(x^2) for |x| <= threshold. Lowest power first.',
      '',
      'The coefficient of x is 1 exactly: where x is small tanh(x) is x, and the sign of zero is kept.',
    ],
    sections: (['float32', 'float64'] as const).map(sectionOf),
  };
}

/** In t = x^2, tanh(x) / x = 1 + t * P(t), and the relative error of that is the relative error of tanh. */
function sectionOf(type: ElementType): Section {
  const { bound, degrees } = REQUESTS[type];
  const fit = finishPolynomialBelow(
    bound,
    { f: tanhQuotient, domain: [0, THRESHOLD ** 2], weight: 'relative', type },
    (degree) => ({ degree, fixed: new Map([[0, 1]]) }),
    degrees,
  );
  const suffix = SUFFIXES[type];
  return {
    comment: [
      type,
      ...table({
        function: 'tanh(x) as x + x^3 * P(x^2)',
        domain: `|x| <= ${THRESHOLD}`,
        weight: 'relative',
        degree: `${2 * fit.degree + 1} in x (P: ${fit.degree - 1} in x^2)`,
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [
      { type, name: `tanh_small_${suffix}`, value: fit.coefficients.slice(1) },
      { type, name: `tanh_small_threshold_${suffix}`, value: THRESHOLD },
    ],
  };
}
