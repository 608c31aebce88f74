import { roundTo } from '../element-type';
import { Decimal } from '../decimal';
import { fitTable, type Spacing } from '../fit-table';
import { tanh } from '../functions';
import type { Header, Section } from '../header';
import { formatError, table } from '../report';

interface Request {
  name: string;
  entries: number;
  degree: number;
  spacing: Spacing;
  /** Where 1 - tanh is as large as the error below it. */
  limit: number;
}

const uniform: Spacing = { kind: 'uniform' };
const logarithmic = (octaves: number): Spacing => ({ kind: 'logarithmic', octaves });

/** Tables that fit in registers: 32 floats on AVX-512, 16 on NEON, 8 on AVX2. */
const REQUESTS: readonly Request[] = [
  { name: 'tanh_table32_degree1', entries: 32, degree: 1, spacing: uniform, limit: 3.9403 },
  { name: 'tanh_table32_degree2', entries: 32, degree: 2, spacing: uniform, limit: 5.3421 },
  { name: 'tanh_table32_degree3', entries: 32, degree: 3, spacing: uniform, limit: 6.7371 },
  { name: 'tanh_table32_log_degree3', entries: 32, degree: 3, spacing: logarithmic(4), limit: 7.3961 },
  { name: 'tanh_table16_degree2', entries: 16, degree: 2, spacing: uniform, limit: 4.6252 },
  { name: 'tanh_table16_degree3', entries: 16, degree: 3, spacing: uniform, limit: 5.6809 },
  { name: 'tanh_table16_degree4', entries: 16, degree: 4, spacing: uniform, limit: 6.75 },
  { name: 'tanh_table8_degree2', entries: 8, degree: 2, spacing: uniform, limit: 4.0972 },
  { name: 'tanh_table8_log_degree3', entries: 8, degree: 3, spacing: logarithmic(2), limit: 5.1655 },
  { name: 'tanh_table8_log_degree4', entries: 8, degree: 4, spacing: logarithmic(2), limit: 6.3294 },
];

export function tanhTable(): Header {
  return {
    summary: [
      'tanh(x) = P_k(x) for 0 <= x <= limit, k the entry of the interval x is in (tools/fit/fit-table.ts: how entries lie).',
      'Coefficients stand power by power, lowest first, `entries` of each.',
    ],
    sections: REQUESTS.map(sectionOf),
  };
}

function sectionOf({ name, entries, degree, spacing, limit }: Request): Section {
  const fit = fitTable({ f: tanh, limit, entries, degree, spacing, type: 'float32' });
  const single = (value: number): number => roundTo('float32', new Decimal(value));
  const atInfinity = new Decimal(1).minus(tanh(new Decimal(limit)));
  return {
    comment: [
      name,
      ...table({
        function: `tanh(x), ${entries} entries, ${spacing.kind === 'uniform' ? 'uniform' : `${spacing.octaves} octaves`}`,
        domain: `0 <= x <= ${limit}`,
        weight: 'absolute',
        degree: String(degree),
        error: `${formatError(fit.maxError)} with rounded coefficients; ${formatError(atInfinity)} at infinity`,
      }),
    ],
    constants: [
      { type: 'float32', name: `${name}_coefficients`, value: fit.coefficients.flat() },
      // A little inside: the clamped x must not round into an entry that is not there.
      { type: 'float32', name: `${name}_limit`, value: single(limit * (1 - 2e-6)) },
      { type: 'float32', name: `${name}_per_unit`, value: single(1 / fit.width) },
    ],
  };
}
