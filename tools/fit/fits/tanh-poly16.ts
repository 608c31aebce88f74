import type { ElementType } from '../element-type';
import { tanh } from '../functions';
import { SUFFIXES, type Header, type Section } from '../header';
import { formatError, table } from '../report';
import { finishPolynomial } from './polynomials';
import { Decimal } from '../decimal';

const DEGREE = 16;

/** Where 1 - tanh(x) is just above the error of the fit below: no result exceeds 1. */
const FULL_LIMIT = 6.25;

export function tanhPoly16(): Header {
  return {
    summary: [
      'tanh(x) = P(x) for 0 <= x <= 1; and x Q(2 x / limit - 1) for 0 <= x <= limit, which can be odd and saturate: written',
      'out in powers of x it would cancel all digits of a float32 at the end. Lowest power first.',
    ],
    sections: (['float64', 'float32'] as const).flatMap((type) => [onUnitInterval(type), onHalfLine(type)]),
  };
}

function onUnitInterval(type: ElementType): Section {
  const fit = finishPolynomial({ f: tanh, domain: [0, 1], weight: 'absolute', type }, { degree: DEGREE });
  return {
    comment: [type, ...facts(fit, '0 <= x <= 1', 'tanh(x) as P(x)')],
    constants: [{ type, name: `tanh_poly16_${SUFFIXES[type]}`, value: fit.coefficients }],
  };
}

function onHalfLine(type: ElementType): Section {
  const half = FULL_LIMIT / 2;
  const quotient = (t: Decimal): Decimal => {
    const x = t.plus(1).times(half);
    return x.isZero() ? new Decimal(1) : tanh(x).div(x);
  };
  const fit = finishPolynomial(
    { f: quotient, domain: [-1, 1], weight: (t) => t.plus(1).times(half), type },
    { degree: DEGREE - 1 },
  );
  const beyond = new Decimal(1).minus(tanh(new Decimal(FULL_LIMIT)));
  return {
    comment: [
      `${type}, saturating`,
      ...facts(fit, `0 <= x <= ${FULL_LIMIT}`, 'tanh(x) as x Q(2 x / limit - 1)'),
      `  at infinity  1 - ${formatError(beyond)} and that error`,
    ],
    constants: [
      { type, name: `tanh_poly16_full_${SUFFIXES[type]}`, value: fit.coefficients },
      { type, name: `tanh_poly16_full_limit_${SUFFIXES[type]}`, value: FULL_LIMIT },
    ],
  };
}

function facts(fit: ReturnType<typeof finishPolynomial>, domain: string, what: string): string[] {
  return table({
    function: what,
    domain,
    weight: 'absolute',
    degree: `${DEGREE} in x`,
    error: `${formatError(fit.fittedError)} as fitted, ${formatError(fit.maxError)} with rounded coefficients`,
    rounding: fit.method,
  });
}
