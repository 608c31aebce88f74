import { Decimal } from '../decimal';
import { roundTo } from '../element-type';
import { cothRestQuotient, tanh } from '../functions';
import type { Header, Section } from '../header';
import { formatRelativeError, table } from '../report';
import { finishPolynomial } from './polynomials';

/** tanh at whole steps of 1/128, up to where it rounds to 1. */
const STEPS_IN_1 = 128;
const SATURATION = 19.0625;

/** (1 / tanh(d) - 1 / d) / d by powers of d^2, d half a step at most: the degrees. */
const COTH_REST = { exact: 1, tier_1e_10: 0 } as const;

export function tanhSteps(): Header {
  const last = SATURATION * STEPS_IN_1;
  return {
    summary: [
      `tanh(i / ${STEPS_IN_1}), and 1 / tanh(d) = 1 / d + d * P(d^2) for a d of at most half of such a step. Lowest power first.`,
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
      ...Object.entries(COTH_REST).map(([name, degree]) => cothRest(name, degree)),
    ],
  };
}

function cothRest(name: string, degree: number): Section {
  const fit = finishPolynomial(
    { f: cothRestQuotient, domain: [0, (1 / (2 * STEPS_IN_1)) ** 2], weight: 'relative', type: 'float64' },
    { degree },
  );
  return {
    comment: [
      name,
      ...table({
        function: '1 / tanh(d) - 1 / d as d * P(d^2)',
        domain: `|d| <= 1 / ${2 * STEPS_IN_1}`,
        weight: 'relative',
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [{ type: 'float64', name: `coth_rest_${name}`, value: fit.coefficients }],
  };
}
