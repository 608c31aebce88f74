import type { AddonKernel, Bound } from '#lib/backend/addon';
import type { Found } from './bounds-file';

/** Explicit mantissa bits of an element type. */
const mantissaBits = { float32: 23, float64: 52 } as const;

/** Errors beyond these are no promise worth making: a function that grows has no absolute bound, a tiny result no relative one. */
const worthwhile = { absolute: 0.1, relative: 0.1 };

const everyFloat32 = 2 ** 32 - 2 ** 25;

/**
 * What may be promised after a sweep. Every float32 input was seen: what was found, rounded up. A sample may have missed
 * the worst: a seventh more. The hardware's reciprocal root differs between makers of CPUs within what its architecture
 * allows, which is a fourth more than is found on one; a Newton step squares that.
 */
export function promiseFrom(found: Found, { method, dtype, domain }: Pick<AddonKernel, 'method' | 'dtype' | 'domain'>): Bound {
  const byEstimate = /estimate|newton/.test(method) && !method.includes('bit_trick');
  const wholeLine = domain.every((end) => !Number.isFinite(end));
  const exhaustive = dtype === 'float32' && wholeLine && found.inputs >= everyFloat32;
  const margin = byEstimate ? 1.6 : exhaustive ? 1 : 1.15;
  const ulp = 2 ** -mantissaBits[dtype];
  const promise = (worst: number, largest: number): number =>
    worst <= largest ? roundedUp(worst * margin) : Infinity;
  return {
    maxAbsError: promise(found.absError, worthwhile.absolute),
    maxUlp: promise(found.ulp, worthwhile.relative / ulp),
    derivativeMaxAbsError: promise(found.derivativeAbsError, worthwhile.absolute),
    derivativeMaxUlp: promise(found.derivativeUlp, worthwhile.relative / ulp),
  };
}

/** Up to two significant digits. */
function roundedUp(value: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}
