import { Decimal } from './decimal';
import { exact, roundTo, type ElementType } from './element-type';
import { FitError } from './errors';
import { fitPolynomial } from './fit-polynomial';

/**
 * How a table's intervals lie on [0, limit].
 *
 * uniform: entry k serves [(k - 1/2) w, (k + 1/2) w], w = limit / (entries - 1/2): an index is a rounding.
 * logarithmic: `octaves` octaves of entries / octaves equal parts each, over d (2^octave (1 + part / parts) - 1) with
 * d = limit / (2^octaves - 1): an index is the top bits of the float 1 + x / d. Entry ((127 + octave) mod octaves) parts +
 * part, because those bits hold the biased exponent.
 */
export type Spacing = { readonly kind: 'uniform' } | { readonly kind: 'logarithmic'; readonly octaves: number };

export interface TableOptions {
  /** An odd function, or its half right of 0: the first interval's polynomial has no constant. */
  readonly f: (x: Decimal) => Decimal;
  readonly limit: number;
  readonly entries: number;
  readonly degree: number;
  readonly spacing: Spacing;
  readonly type: ElementType;
}

export interface TableFit {
  /** By power, lowest first: the coefficient of every entry, rounded to the type. */
  readonly coefficients: number[][];
  /** Of the rounded coefficients on [0, limit], in exact arithmetic. */
  readonly maxError: Decimal;
  /** w of a uniform table, d of a logarithmic one. */
  readonly width: number;
}

interface Interval {
  entry: number;
  low: Decimal;
  high: Decimal;
}

/** Minimax polynomials (absolute error) interval by interval. */
export function fitTable(options: TableOptions): TableFit {
  const { f, degree, entries, type } = options;
  const coefficients = Array.from({ length: degree + 1 }, () => new Array<number>(entries).fill(0));
  let maxError = new Decimal(0);
  for (const { entry, low, high } of intervals(options)) {
    const first = low.isZero();
    const fit = fitPolynomial({
      f,
      // At 0 a polynomial without a constant is exact, and no fit can alternate there.
      domain: [first ? high.times(1e-9) : low, high],
      degree,
      weight: 'absolute',
      ...(first ? { basis: Array.from({ length: degree }, (_, power) => power + 1) } : {}),
    });
    const rounded = fit.coefficients.map((coefficient) => roundTo(type, coefficient));
    rounded.forEach((coefficient, power) => (coefficients[power]![entry] = coefficient));
    maxError = Decimal.max(maxError, errorOn(f, rounded, low, high));
  }
  return { coefficients, maxError, width: widthOf(options) };
}

function widthOf({ limit, entries, spacing }: TableOptions): number {
  return spacing.kind === 'uniform' ? limit / (entries - 0.5) : limit / (2 ** spacing.octaves - 1);
}

function intervals(options: TableOptions): Interval[] {
  const { entries, spacing, limit } = options;
  const width = new Decimal(limit).div(spacing.kind === 'uniform' ? entries - 0.5 : 2 ** spacing.octaves - 1);
  if (spacing.kind === 'uniform')
    return Array.from({ length: entries }, (_, k) => ({
      entry: k,
      low: Decimal.max(0, width.times(k - 0.5)),
      high: width.times(k + 0.5),
    }));
  const { octaves } = spacing;
  const parts = entries / octaves;
  if (!Number.isInteger(parts))
    throw new FitError(`expected octaves that divide ${entries} entries, received ${octaves}`);
  const edge = (octave: number, part: number): Decimal => width.times(2 ** octave * (1 + part / parts) - 1);
  return Array.from({ length: entries }, (_, k) => {
    const octave = Math.floor(k / parts);
    const part = k % parts;
    return { entry: ((127 + octave) % octaves) * parts + part, low: edge(octave, part), high: edge(octave, part + 1) };
  });
}

/** The largest error of the rounded polynomial on a grid fine enough to miss none of its extrema by a percent. */
function errorOn(f: (x: Decimal) => Decimal, coefficients: number[], low: Decimal, high: Decimal): Decimal {
  const points = 24 * coefficients.length;
  let worst = new Decimal(0);
  for (let i = 0; i <= points; i++) {
    const x = low.plus(high.minus(low).times(i).div(points));
    const y = coefficients.reduceRight((sum, c) => sum.times(x).plus(exact(c)), new Decimal(0));
    worst = Decimal.max(worst, f(x).minus(y).abs());
  }
  return worst;
}
