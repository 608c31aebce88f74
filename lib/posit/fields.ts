/** A posit taken apart. Of a negative one the fields are those of its magnitude, the two's complement of its bits. */
export interface PositFields {
  sign: '0' | '1';
  /** A run of equal bits and the opposite one that ends it, where that is not cut off. */
  regime: string;
  /** Exponent bits, as far as they are not cut off (the ones that are count as 0). */
  exponent: string;
  fraction: string;
  /** What the regime stands for: the power of 2^(2^es). */
  k: number;
  /** The power of two: k · 2^es + exponent. */
  scale: number;
  value: number;
}

/** Fields of a posit other than 0 and NaR. */
export function fieldsOf(bits: number, n: number, es: number, value: number): PositFields {
  const magnitude = value < 0 ? 2 ** n - bits : bits;
  const body = magnitude.toString(2).padStart(n - 1, '0');
  const first = body[0]!;
  const run = /^(0+|1+)/.exec(body)![0].length;
  const regime = body.slice(0, run + 1);
  const exponent = body.slice(run + 1, run + 1 + es);
  const k = first === '1' ? run - 1 : -run;
  const scale = k * 2 ** es + (es > 0 ? parseInt(exponent.padEnd(es, '0'), 2) : 0);
  return {
    sign: value < 0 ? '1' : '0',
    regime,
    exponent,
    fraction: body.slice(run + 1 + es),
    k,
    scale,
    value,
  };
}

/** `0 110 1 0110 = +2^5 · (1 + 6/16) = 44`: sign, regime, exponent and fraction, and what they mean. */
export function describeFields({ sign, regime, exponent, fraction, scale, value }: PositFields): string {
  const fields = [sign, regime, exponent, fraction].filter((field) => field !== '').join(' ');
  const significand = fraction === '' ? '' : ` · (1 + ${parseInt(fraction, 2)}/${2 ** fraction.length})`;
  return `${fields} = ${sign === '1' ? '-' : '+'}2^${scale}${significand} = ${value}`;
}
