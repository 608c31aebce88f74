import { Decimal } from '../decimal';
import { roundTo } from '../element-type';
import { fitTable, type Spacing } from '../fit-table';
import type { Header, Section } from '../header';
import { formatError, formatRelativeError, table } from '../report';

/** A table that fits in registers: 32 floats on AVX-512, 16 on NEON, 8 on AVX2. */
export interface TableRequest {
  readonly entries: 8 | 16 | 32;
  readonly degree: number;
  readonly spacing: Spacing;
  /** The end of the table: about where the function is as far from its limit as the error below. */
  readonly limit: number;
  readonly centred?: boolean;
  readonly weight?: 'absolute' | 'relative';
}

export interface TabulatedFunction {
  /** What its constants' names begin with. */
  readonly name: string;
  /** As it is written on paper. */
  readonly formula: string;
  readonly f: (x: Decimal) => Decimal;
  readonly throughZero?: boolean;
  readonly atInfinity: number;
  readonly tables: readonly TableRequest[];
}

export const uniform: Spacing = { kind: 'uniform' };
export const signed: Spacing = { kind: 'signed' };
export const octaves = (count: number): Spacing => ({ kind: 'logarithmic', octaves: count });

export function registerTables(tabulated: TabulatedFunction): Header {
  const { formula, tables } = tabulated;
  return {
    summary: [
      `${formula} = P_k(x) for |x| <= limit, k the entry of the interval x is in (tools/fit/fit-table.ts: how entries lie).`,
      'Coefficients stand power by power, lowest first, `entries` of each.',
    ],
    sections: tables.map((request) => sectionOf(tabulated, request)),
  };
}

function nameOf(name: string, { entries, degree, spacing }: TableRequest): string {
  const kinds = { uniform: '', logarithmic: '_log', signed: '_signed' };
  return `${name}_table${entries}${kinds[spacing.kind]}_degree${degree}`;
}

function sectionOf(tabulated: TabulatedFunction, request: TableRequest): Section {
  const { formula, f, throughZero = false, atInfinity } = tabulated;
  const { entries, degree, spacing, limit, centred = false, weight = 'absolute' } = request;
  const name = nameOf(tabulated.name, request);
  const fit = fitTable({ f, limit, entries, degree, spacing, centred, weight, throughZero, type: 'float32' });
  const single = (value: number): number => roundTo('float32', new Decimal(value));
  const beyond = f(new Decimal(limit)).minus(atInfinity).abs();
  const low = spacing.kind === 'signed' ? -limit : 0;
  const placed = spacing.kind === 'logarithmic' ? `${spacing.octaves} octaves` : spacing.kind;
  const show = weight === 'relative' ? formatRelativeError : formatError;
  return {
    comment: [
      name,
      ...table({
        function: `${formula}, ${entries} entries, ${placed}${centred ? ', in x - centre' : ''}`,
        domain: `${low} <= x <= ${limit}`,
        weight,
        degree: String(degree),
        error: `${show(fit.maxError)} with rounded coefficients; ${formatError(beyond)} at infinity`,
      }),
    ],
    constants: [
      { type: 'float32', name: `${name}_coefficients`, value: fit.coefficients.flat() },
      ...(centred ? [{ type: 'float32' as const, name: `${name}_centres`, value: fit.centres }] : []),
      // A little inside: the clamped x must not round into an entry that is not there.
      { type: 'float32', name: `${name}_limit`, value: single(limit * (1 - 2e-6)) },
      { type: 'float32', name: `${name}_per_unit`, value: single(1 / fit.width) },
    ],
  };
}
