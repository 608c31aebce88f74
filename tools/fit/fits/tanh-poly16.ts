import type { ElementType } from '../element-type';
import { tanh } from '../functions';
import { SUFFIXES, type Header, type Section } from '../header';
import { formatError, table } from '../report';
import { finishPolynomial } from './polynomials';

const DEGREE = 16;

export function tanhPoly16(): Header {
  return {
    summary: ['tanh(x) = P(x) for 0 <= x <= 1. Lowest power first.'],
    sections: (['float64', 'float32'] as const).map(sectionOf),
  };
}

function sectionOf(type: ElementType): Section {
  const fit = finishPolynomial({ f: tanh, domain: [0, 1], weight: 'absolute', type }, { degree: DEGREE });
  return {
    comment: [
      type,
      ...table({
        function: 'tanh(x) as P(x)',
        domain: '0 <= x <= 1',
        weight: 'absolute',
        degree: `${fit.degree} in x`,
        error: `${formatError(fit.fittedError)} as fitted, ${formatError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [{ type, name: `tanh_poly16_${SUFFIXES[type]}`, value: fit.coefficients }],
  };
}
