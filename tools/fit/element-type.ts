import { Decimal } from './decimal';
import { FitError } from '#lib/fit/index';

/** What a kernel computes in. Values of both are held as numbers, which represent them exactly. */
export type ElementType = 'float32' | 'float64';

interface Format {
  readonly bits: number;
  readonly minimumExponent: number;
  readonly maximum: number;
  /** Enough decimal digits to tell any two neighbours apart. */
  readonly digits: number;
  readonly suffix: string;
}

const FORMATS: Record<ElementType, Format> = {
  float32: { bits: 24, minimumExponent: -126, maximum: (2 - 2 ** -23) * 2 ** 127, digits: 9, suffix: 'f' },
  float64: { bits: 53, minimumExponent: -1022, maximum: Number.MAX_VALUE, digits: 17, suffix: '' },
};

/** The nearest value of the type, ties to even. */
export function roundTo(type: ElementType, value: Decimal): number {
  const { bits, minimumExponent, maximum } = FORMATS[type];
  const rounded = roundToBits(value, bits, minimumExponent);
  if (!(Math.abs(rounded) <= maximum)) throw new FitError(`expected a value within ${type}, received ${value}`);
  return rounded;
}

/**
 * The nearest value of at most `bits` significant bits, ties to even. Not Math.fround(value.toNumber()), which rounds
 * twice.
 */
export function roundToBits(value: Decimal, bits: number, minimumExponent = -1022): number {
  if (value.isZero()) return 0;
  const exponent = Math.max(binaryExponent(value), minimumExponent) - bits + 1;
  const mantissa = value.div(new Decimal(2).pow(exponent)).toNearest(1, Decimal.ROUND_HALF_EVEN).toNumber();
  // In two steps, as 2 ** exponent alone underflows where the product is subnormal.
  const half = Math.trunc(exponent / 2);
  return mantissa * 2 ** half * 2 ** (exponent - half);
}

/** The value of a number to the full precision; `new Decimal(number)` reads its shortest decimal instead. */
export function exact(value: number): Decimal {
  let mantissa = value;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1;
  }
  // Large integers, too, would be read by their shortest decimal.
  return new Decimal(BigInt(mantissa).toString()).times(new Decimal(2).pow(exponent));
}

/** The shortest decimal that reads back as `value`, as a literal in C++. */
export function literal(type: ElementType, value: number): string {
  const { bits, minimumExponent, digits, suffix } = FORMATS[type];
  for (let count = 1; count <= digits; count++) {
    const text = Number(value.toPrecision(count)).toString();
    if (roundToBits(new Decimal(text), bits, minimumExponent) !== value) continue;
    // C++ takes `1` for an integer and `1f` for an error.
    return (/[.e]/.test(text) ? text : `${text}.0`) + suffix;
  }
  throw new FitError(`expected a value of ${type}, received ${value}`);
}

/** A hexadecimal literal, which shows how many bits are in use. */
export function hexadecimalLiteral(type: ElementType, value: number): string {
  const exponent = binaryExponent(exact(value));
  const fraction = Math.abs(value) / 2 ** exponent - 1;
  let digits = '';
  for (let rest = fraction; rest > 0; rest = (rest * 16) % 1) digits += Math.floor(rest * 16).toString(16);
  return `${value < 0 ? '-' : ''}0x1${digits && `.${digits}`}p${exponent < 0 ? '' : '+'}${exponent}${FORMATS[type].suffix}`;
}

/** The largest k with 2^k <= |value|. */
function binaryExponent(value: Decimal): number {
  const size = value.abs();
  let exponent = Math.round(size.e * Math.log2(10));
  while (new Decimal(2).pow(exponent).gt(size)) exponent -= 1;
  while (new Decimal(2).pow(exponent + 1).lte(size)) exponent += 1;
  return exponent;
}
