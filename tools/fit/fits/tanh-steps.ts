import { Decimal } from '../decimal';
import { roundTo } from '../element-type';
import { tanh, tanhQuotient } from '../functions';
import type { Header, Section } from '../header';
import { formatRelativeError, table } from '../report';
import { finishPolynomial } from './polynomials';

/** tanh at whole steps of 1/128, up to where it rounds to 1. */
const STEPS_IN_1 = 128;
const SATURATION = 19.0625;

/** tanh(d) / d = 1 + t P(t), t = d^2, for a d of half a step at most, by the degree of what is in brackets. */
const NEAR_0 = { exact: 2, tier_1e_10: 1 } as const;

export function tanhSteps(): Header {
  const last = SATURATION * STEPS_IN_1;
  return {
    summary: [
      `tanh(i / ${STEPS_IN_1}), and tanh(d) = d + d^3 * P(d^2) for a d of at most half of such a step. Lowest power first.`,
    ],
    sections: [
      {
        comment: ['Not fitted: samples.'],
        constants: [
          {
            type: 'float64',
            name: 'tanh_at_steps',
            value: Array.from({ length: last + 1 }, (_, i) =>
              roundTo('float64', i === 0 ? new Decimal(0) : tanh(new Decimal(i).div(STEPS_IN_1))),
            ),
          },
        ],
      },
      ...Object.entries(NEAR_0).map(([name, degree]) => near0(name, degree)),
    ],
  };
}

function near0(name: string, degree: number): Section {
  const fit = finishPolynomial(
    { f: tanhQuotient, domain: [0, (1 / (2 * STEPS_IN_1)) ** 2], weight: 'relative', type: 'float64' },
    { degree, fixed: new Map([[0, 1]]) },
  );
  return {
    comment: [
      name,
      ...table({
        function: 'tanh(d) as d + d^3 * P(d^2)',
        domain: `|d| <= 1 / ${2 * STEPS_IN_1}`,
        weight: 'relative',
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [{ type: 'float64', name: `tanh_near_0_${name}`, value: fit.coefficients.slice(1) }],
  };
}
