import { Decimal } from '../decimal';
import { exact, roundTo, roundToBits, type ElementType } from '../element-type';
import { exp } from '../functions';
import { SUFFIXES, type Header, type Section } from '../header';
import { formatError, formatRelativeError, table } from '../report';
import { finishPolynomialBelow } from './polynomials';

/** ln(2) / 2, widened for what rounding does to the reduced argument. */
const LIMIT = 0.3466;

interface Precision {
  /** Of the relative error. */
  readonly bound: number;
  /** Among which the least is looked for. */
  readonly degrees: readonly [number, number];
  /** |n| is at most 2 to this power. */
  readonly exponentBits: number;
  readonly significantBits: number;
}

const PRECISIONS: Record<ElementType, Precision> = {
  float32: { bound: 2 ** -28, degrees: [3, 8], exponentBits: 9, significantBits: 24 },
  float64: { bound: 2 ** -58, degrees: [9, 14], exponentBits: 12, significantBits: 53 },
};

/** For kernels that may be less accurate, of either element type. */
const TIERS = [
  { name: 'tier_1e_3', bound: 1e-3, degrees: [2, 6] },
  { name: 'tier_1e_5', bound: 1e-5, degrees: [2, 6] },
  { name: 'tier_1e_10', bound: 1e-10, degrees: [5, 10] },
] as const;

export function exponential(): Header {
  return {
    summary: [
      'exp(x) = 2^n * exp(r), n = round(x * log2_e), r = (x - n * ln2_hi) - n * ln2_lo,',
      'exp(r) = 1 + r + r^2 * Q(r). Lowest power first.',
    ],
    sections: [
      ...(['float32', 'float64'] as const).flatMap((type) => [
        polynomialSection(type, SUFFIXES[type], PRECISIONS[type]),
        reductionSection(type),
      ]),
      ...TIERS.map((tier) => polynomialSection('float64', tier.name, tier)),
    ],
  };
}

function polynomialSection(
  type: ElementType,
  name: string,
  { bound, degrees }: Pick<Precision, 'bound' | 'degrees'>,
): Section {
  const fit = finishPolynomialBelow(
    bound,
    { f: exp, domain: [-LIMIT, LIMIT], weight: 'relative', type },
    (degree) => ({
      degree,
      fixed: new Map([
        [0, 1],
        [1, 1],
      ]),
    }),
    degrees,
  );
  return {
    comment: [
      `exp, ${name}`,
      ...table({
        function: 'exp(r) as 1 + r + r^2 * Q(r)',
        domain: `|r| <= ${LIMIT}`,
        weight: 'relative',
        degree: `${fit.degree} in r (Q: ${fit.degree - 2})`,
        error: `${formatRelativeError(fit.fittedError)} as fitted, ${formatRelativeError(fit.maxError)} with rounded coefficients`,
        rounding: fit.method,
      }),
    ],
    constants: [{ type, name: `exp_polynomial_${name}`, value: fit.coefficients.slice(2) }],
  };
}

/** ln(2) in two parts: with so few bits in the first that its product with any n is exact. */
function reductionSection(type: ElementType): Section {
  const { exponentBits, significantBits } = PRECISIONS[type];
  const ln2 = new Decimal(2).ln();
  const high = roundToBits(ln2, significantBits - exponentBits);
  const low = roundTo(type, ln2.minus(exact(high)));
  const rest = ln2.minus(exact(high)).minus(exact(low)).abs();
  const suffix = SUFFIXES[type];
  return {
    comment: [
      `Reduction of the argument, ${type}: n * ln2_hi is exact for |n| <= 2^${exponentBits},`,
      `and |ln(2) - ln2_hi - ln2_lo| = ${formatError(rest)}.`,
    ],
    constants: [
      { type, name: `log2_e_${suffix}`, value: roundTo(type, new Decimal(1).div(ln2)) },
      { type, name: `ln2_hi_${suffix}`, value: high, hexadecimal: true },
      { type, name: `ln2_lo_${suffix}`, value: low, hexadecimal: true },
    ],
  };
}
