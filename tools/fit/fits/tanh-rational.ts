import { Decimal } from '../decimal';
import { exact, type ElementType } from '../element-type';
import { FitError, verifyError } from '#lib/fit/index';
import { fitRationalTo, rationalError, rationalGridSize, type RationalFit } from '../fit-rational';
import { tanhQuotient } from '../functions';
import { SUFFIXES, type Header, type Section } from '../header';
import { evaluate } from '../polynomial';
import { evaluateQuotient, saturatingClamp } from '../quotient-float32';
import { roundRational, type RoundedRational } from '../rational-rounding';
import { formatError, table } from '../report';
import { Target, type Weight } from '../target';

interface Variant {
  readonly name: string;
  /** The degree of both P and Q, in t = x^2. */
  readonly degree: number;
  readonly error: 'absolute' | 'relative';
  /** A clamp to begin the search from. */
  readonly guess: number;
}

const VARIANTS: readonly Variant[] = [
  { name: 'tanh_rational_5_4', degree: 2, error: 'absolute', guess: 4.9 },
  { name: 'tanh_rational_7_6', degree: 3, error: 'absolute', guess: 6.8 },
  { name: 'tanh_rational_9_8', degree: 4, error: 'relative', guess: 8.8 },
];

/** The weight, in t, that the error of P / Q as an approximation of tanh(x) / x is taken with. */
const WEIGHTS: Record<Variant['error'], Weight> = { absolute: (t) => t.sqrt(), relative: 'relative' };

/**
 * The most that rounding can add in a float32 evaluation, generously: every coefficient is positive, so at degree 4 each
 * of P and Q is off by at most 12 roundings of 2^-24, and the result by at most 26. Where 1 - tanh(x) is larger, no
 * result can exceed 1.
 */
const FLOAT32_ROUNDING = 2 ** -19;

/**
 * No float32 clamp is above this. Where 1 - tanh(x) is less than the rounding of the evaluation, here 2.3e-7, results
 * scatter to both sides of 1 whatever the coefficients: fitting any further gains nothing.
 */
const FLOAT32_LIMIT = 8;

export function tanhRational(): Header {
  return {
    summary: [
      'tanh(x) = x * P(x^2) / Q(x^2) for |x| <= clamp, and its value at +-clamp beyond.',
      'Lowest power first, Q[0] = 1.',
      '',
      'The clamp is where the error at infinity is the largest below the clamp (but for rounding the',
      'clamp to a multiple of 2^-10). In exact arithmetic no value exceeds 1.',
      `A float32 clamp is at most ${FLOAT32_LIMIT}: beyond, rounding in float32 would exceed 1. Up to there it`,
      "does not, by Horner's rule for P and Q, with or without fma, and (x * P) / Q. Where results",
      'come within reach of 1, the clamp is where they are nearest to it.',
    ],
    sections: VARIANTS.flatMap(sectionsOf),
  };
}

function sectionsOf(variant: Variant): Section[] {
  const balanced = balancedClamp(variant);
  return (['float32', 'float64'] as const).map((type) => {
    const limit = type === 'float32' ? Math.min(balanced, FLOAT32_LIMIT) : balanced;
    const target = targetOf(variant, limit);
    const fit = fitRationalTo(target, shapeOf(variant));
    verify(target, fit, fit.maxError);
    const rounded = roundRational(target, fit, type);
    verify(target, { p: rounded.p.map(exact), q: rounded.q.map(exact) }, rounded.maxError);
    return sectionOf(variant, type, fit, rounded, limit);
  });
}

function sectionOf(
  variant: Variant,
  type: ElementType,
  fit: RationalFit,
  rounded: RoundedRational,
  limit: number,
): Section {
  const { name, degree, error } = variant;
  const suffix = SUFFIXES[type];
  const clamp = type === 'float32' ? saturatingClamp(rounded, Math.atanh(1 - FLOAT32_ROUNDING), limit) : limit;
  const atInfinity = new Decimal(1).minus(valueAt(rounded, clamp));
  if (atInfinity.isNegative()) throw new FitError(`expected ${name} not to exceed 1, received more at ${clamp}`);
  return {
    comment: [
      `${name}, ${type}`,
      ...table({
        function: 'tanh(x) as x * P(x^2) / Q(x^2)',
        domain: `0 <= x <= ${limit}`,
        weight: error,
        degree: `${2 * degree + 1} / ${2 * degree} in x (P and Q: ${degree} in x^2)`,
        error: `${formatError(fit.maxError)} as fitted, ${formatError(rounded.maxError)} with rounded coefficients`,
        rounding: rounded.method,
        'at infinity': `1 - ${formatError(atInfinity)} in exact arithmetic${type === 'float32' ? float32At(rounded, clamp) : ''}`,
      }),
    ],
    constants: [
      { type, name: `${name}_numerator_${suffix}`, value: rounded.p },
      { type, name: `${name}_denominator_${suffix}`, value: rounded.q },
      { type, name: `${name}_clamp_${suffix}`, value: clamp },
    ],
  };
}

/**
 * Where clamping |x| makes the largest error over all x least. The error E of the fit grows with its domain; at the end
 * of it the quotient is too large by E, so that at infinity it is too small by 1 - tanh(clamp) - E, which shrinks. They
 * meet where 1 - tanh(clamp) = 2 E. (For the relative error that is so but for a factor 1 - E / 2.)
 */
function balancedClamp(variant: Variant): number {
  const imbalance = (clamp: number): number => {
    const { maxError } = fitRationalTo(targetOf(variant, clamp), { ...shapeOf(variant), tolerance: 1e-3 });
    return Math.log(2 / (Math.exp(2 * clamp) + 1)) - Math.log(2 * maxError.toNumber());
  };
  let previous = { clamp: variant.guess, imbalance: imbalance(variant.guess) };
  let clamp = variant.guess + 0.05;
  for (let step = 0; step < 20; step++) {
    const current = { clamp, imbalance: imbalance(clamp) };
    clamp -= (current.imbalance * (current.clamp - previous.clamp)) / (current.imbalance - previous.imbalance);
    if (Math.abs(clamp - current.clamp) < 2 ** -12) return Math.round(clamp * 1024) / 1024;
    previous = current;
  }
  throw new FitError(`expected the search for the clamp of ${variant.name} to converge`);
}

function targetOf(variant: Variant, clamp: number): Target {
  return Target.from({
    f: tanhQuotient,
    domain: [0, new Decimal(clamp).pow(2)],
    weight: WEIGHTS[variant.error],
    gridSize: rationalGridSize(shapeOf(variant)),
  });
}

function shapeOf({ degree }: Variant): { numerator: number; denominator: number } {
  return { numerator: degree, denominator: degree };
}

function verify(target: Target, quotient: { p: Decimal[]; q: Decimal[] }, claimed: Decimal): void {
  verifyError(target, (sample) => rationalError(quotient, sample), claimed, 2 * target.grid.length);
}

function float32At(quotient: RoundedRational, clamp: number): string {
  const below = (fma: boolean): number => (1 - evaluateQuotient(quotient, clamp, fma)) * 2 ** 24;
  return `; in float32 1 - ${below(true)} * 2^-24 with fma, 1 - ${below(false)} * 2^-24 without`;
}

function valueAt({ p, q }: RoundedRational, clamp: number): Decimal {
  const x = exact(clamp);
  const t = x.times(x);
  return x.times(evaluate(p.map(exact), t)).div(evaluate(q.map(exact), t));
}
