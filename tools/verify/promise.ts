import type { AddonKernel, AddonOp, Bound, Isa } from '#lib/backend/addon';
import type { Found } from './bounds-file';

/** Explicit mantissa bits of an element type. */
const mantissaBits = { float32: 23, float64: 52, float16: 10, bfloat16: 7 } as const;

/**
 * Errors beyond these are no promise worth making: a function that grows has no absolute bound, a tiny result no relative
 * one. Derivatives pass through zero, where a sample finds any number of ulps: only a few are believed.
 */
export const worthwhile = { absolute: 0.1, relative: 0.1, derivativeUlp: 64 };

/** How many float32 numbers there are in a domain; one from 0 on is without -0. */
export function float32sIn([low, high]: readonly [number, number]): number {
  const place = (x: number): number => {
    const pattern = new Uint32Array(Float32Array.of(Math.abs(x)).buffer)[0]!;
    return x < 0 ? -1 - pattern : pattern; // -0 is at -1
  };
  return place(high) - place(low) + 1;
}

/**
 * What may be promised after a sweep. Every input was seen: what was found, rounded up. A sample may have missed
 * the worst: a fifth more. Of gradients an exhaustive sweep sees a sample, too. Of alphas it sees one, and samples of others: a
 * twentieth more, for they only round otherwise. The hardware's reciprocal root differs between makers of CPUs within what its architecture
 * allows, which is up to an eighth more than is found on one; a Newton step squares that. A 16-bit result is moved by that, or by
 * another alpha, only where it was nearly a tie: a hundredth of an ulp is more than it takes.
 */
export function promiseFrom(
  found: Found,
  { method, dtype, domain }: Pick<AddonKernel, 'method' | 'dtype' | 'domain'>,
  { alpha }: Pick<AddonOp, 'alpha'>,
): Bound {
  const byNewton = method.includes('newton') && !method.includes('bit_trick');
  const byEstimate = byNewton || method.includes('estimate');
  const has16Bits = dtype === 'float16' || dtype === 'bfloat16';
  const exhaustive = has16Bits || (dtype === 'float32' && found.inputs >= float32sIn(domain));
  const onlyNearTies = has16Bits && (byEstimate || alpha !== undefined);
  const ofSample = byNewton ? 1.35 : byEstimate ? 1.15 : 1.2;
  const ofAll = byEstimate ? ofSample : alpha === undefined ? 1 : 1.05;
  const margin = onlyNearTies ? 1.02 : exhaustive ? ofAll : ofSample;
  const derivativeMargin = has16Bits ? margin : ofSample;
  const ulp = 2 ** -mantissaBits[dtype];
  const promise = (worst: number, largest: number, factor = margin): number =>
    worst <= largest ? roundedUp(worst * factor) : Infinity;
  return {
    maxAbsError: promise(found.absError, worthwhile.absolute),
    maxUlp: promise(found.ulp, worthwhile.relative / ulp),
    derivativeMaxAbsError: promise(found.derivativeAbsError, worthwhile.absolute, derivativeMargin),
    derivativeMaxUlp: promise(found.derivativeUlp, worthwhile.derivativeUlp, derivativeMargin),
  };
}

/** Instruction sets that are swept in samples, emulated, and the one of x86 that computes the same but for tables and estimates. */
export const alike: Partial<Record<Isa, Isa>> = { neon: 'avx2', wasm: 'sse2' };

/** What a thin sample found, widened to what a thorough sweep found of the same arithmetic; other arithmetic differs by more. */
export function widenedTo(promised: Bound, thorough: Bound): Bound {
  const widen = (key: keyof Bound): number => {
    const [own, other] = [promised[key], thorough[key]];
    return other > own && (other <= 2 * own || other === Infinity) ? other : own;
  };
  return {
    maxAbsError: widen('maxAbsError'),
    maxUlp: widen('maxUlp'),
    derivativeMaxAbsError: widen('derivativeMaxAbsError'),
    derivativeMaxUlp: widen('derivativeMaxUlp'),
  };
}

/** Up to two significant digits. */
function roundedUp(value: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}
