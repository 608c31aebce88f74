import { Decimal } from '../decimal';
import { exact, type ElementType } from '../element-type';
import { scaledErfc } from '../functions';
import type { Header, Section } from '../header';
import { formatRelativeError, table } from '../report';
import { finishPolynomialBelow } from './polynomials';

/** What keeps the function of q smooth: exp(x^2/2) erfc(x/sqrt(2)) falls like 1/x, and [0, inf) is drawn to [-1, 1]. */
const SLOPE = 1.5;
const MIDDLE = 5;

interface Precision {
  readonly type: ElementType;
  readonly name: string;
  readonly bound: number;
  readonly degrees: readonly [number, number];
  /** Where x erfc(x / sqrt(2)) / 2 has become 0. */
  readonly limit: number;
}

const PRECISIONS: readonly Precision[] = [
  { type: 'float32', name: 'f32', bound: 2 ** -24.5, degrees: [10, 14], limit: 15 },
  { type: 'float64', name: 'f64', bound: 2 ** -53.5, degrees: [21, 28], limit: 40 },
  // For kernels that may be less accurate, of either element type.
  { type: 'float64', name: 'tier_1e_5', bound: 1e-5, degrees: [7, 8], limit: 15 },
];

export function geluTail(): Header {
  return {
    summary: [
      'erfc(x / sqrt(2)) / 2 = exp(-x^2 / 2) P(q) / (1 + slope x), q = (x - middle) / (x + middle), x >= 0.',
      'Lowest power first.',
    ],
    sections: PRECISIONS.map(sectionOf),
  };
}

function inQ(q: Decimal): Decimal {
  const x = q.plus(1).times(MIDDLE).div(new Decimal(1).minus(q));
  const root = new Decimal(2).sqrt();
  return scaledErfc(x.div(root))
    .times(x.times(exact(SLOPE)).plus(1))
    .div(2);
}

function sectionOf({ type, name, bound, degrees, limit }: Precision): Section {
  const end = new Decimal(limit - MIDDLE).div(limit + MIDDLE);
  const fit = finishPolynomialBelow(
    bound,
    { f: inQ, domain: [-1, end], weight: 'relative', type },
    (degree) => ({ degree }),
    degrees,
  );
  return {
    comment: [
      name,
      ...table({
        function: 'exp(x^2 / 2) erfc(x / sqrt(2)) (1 + slope x) / 2 as P(q)',
        domain: `0 <= x <= ${limit}`,
        weight: 'relative',
        degree: `${fit.degree} in q`,
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [
      { type, name: `gelu_tail_${name}`, value: fit.coefficients },
      { type, name: `gelu_tail_slope_${name}`, value: SLOPE },
      { type, name: `gelu_tail_middle_${name}`, value: MIDDLE },
      { type, name: `gelu_tail_limit_${name}`, value: limit },
    ],
  };
}
