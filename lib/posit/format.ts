import type { PositArray } from '../backend/addon';
import { refusal } from '../errors';

/** The storage of a format's bits: the smallest unsigned integers that hold one. */
export type BitsOf<N extends number> = number extends N
  ? PositArray
  : N extends 5 | 6 | 7 | 8
    ? Uint8Array
    : N extends 32
      ? Uint32Array
      : Uint16Array;

type Storage = Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor;

export function storageOf(n: number): Storage {
  if (n <= 8) return Uint8Array;
  return n <= 16 ? Uint16Array : Uint32Array;
}

/** Throws unless leeway has posits of `n` bits, `es` of them exponent bits. */
export function requireFormat(n: unknown, es: unknown): void {
  for (const [name, value] of Object.entries({ n, es }))
    if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', name, value);
  const [bits, exponent] = [n as number, es as number];
  if (!Number.isInteger(bits) || ((bits < 5 || bits > 16) && bits !== 32))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a whole number from 5 to 16, or 32', 'n', n);
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > 3)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a whole number from 0 to 3', 'es', es);
}

export const nameOf = (n: number, es: number): string => `posit<${n},${es}>`;

/** What there is to know of a format without computing in it. */
export interface FormatFacts {
  readonly n: number;
  readonly es: number;
  readonly name: string;
  readonly bytes: number;
  readonly NaR: number;
}
