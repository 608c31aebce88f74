import { Decimal } from './decimal';
import { exact, roundTo, type ElementType } from './element-type';
import { FitError } from '#lib/fit/index';
import { fitPolynomial, type PolynomialShape } from './fit-polynomial';

/**
 * How a table's intervals lie on [0, limit].
 *
 * uniform: entry k serves [(k - 1/2) w, (k + 1/2) w], w = limit / (entries - 1/2): an index is a rounding.
 * logarithmic: `octaves` octaves of entries / octaves equal parts each, over d (2^octave (1 + part / parts) - 1) with
 * d = limit / (2^octaves - 1): an index is the top bits of the float 1 + x / d. Entry ((127 + octave) mod octaves) parts +
 * part, because those bits hold the biased exponent.
 *
 * signed: entry k modulo `entries` serves [(k - 1/2) w, (k + 1/2) w], now of both signs, w = limit / ((entries - 1) / 2):
 * one entry serves nothing.
 */
export type Spacing =
  | { readonly kind: 'uniform' }
  | { readonly kind: 'logarithmic'; readonly octaves: number }
  | { readonly kind: 'signed' };

export interface TableOptions {
  readonly f: (x: Decimal) => Decimal;
  /** Where f(0) is 0 and is to stay it: the first interval's polynomial has no constant. */
  readonly throughZero?: boolean;
  /** Polynomials in x - centre, for accuracy's sake: in the middle of an interval, or 0 in the first one through zero. */
  readonly centred?: boolean;
  readonly weight?: 'absolute' | 'relative';
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
  /** Of every entry, rounded to the type; zeros unless the table is centred. */
  readonly centres: number[];
  /** w of a uniform or signed table, d of a logarithmic one. */
  readonly width: number;
}

interface Interval {
  entry: number;
  low: Decimal;
  high: Decimal;
  /** Around 0, served for both signs: fitted right of 0, as f - f(0) is odd. */
  middle?: boolean;
}

/**
 * Sampling the function takes nearly all of the time. A table's errors are not below 1e-9 of its values, and its degrees are
 * small: 26 digits leave 15 to spare.
 */
const Rough = Decimal.clone({ precision: 26 });

/** Minimax polynomials interval by interval. */
export function fitTable(options: TableOptions): TableFit {
  const f = (x: Decimal): Decimal => new Decimal(options.f(new Rough(x)));
  const { degree, entries, type, throughZero = false, centred = false, weight = 'absolute' } = options;
  const coefficients = Array.from({ length: degree + 1 }, () => new Array<number>(entries).fill(0));
  const centres = new Array<number>(entries).fill(0);
  let maxError = new Decimal(0);
  for (const interval of intervals(options)) {
    const { entry, low, high } = interval;
    const pinned = throughZero && low.isZero();
    const centre = centred && !low.isZero() ? roundTo(type, low.plus(high).div(2)) : 0;
    const shifted = (r: Decimal): Decimal => f(r.plus(exact(centre)));
    const [from, to] = [low.minus(exact(centre)), high.minus(exact(centre))];
    const fit = fitPolynomial({
      f: shifted,
      // At 0 a polynomial without a constant is exact, and no fit can alternate there.
      domain: [pinned ? to.times(1e-9) : from, to],
      degree,
      weight,
      ...shapeFor(f, degree, pinned, interval),
    });
    const rounded = fit.coefficients.map((coefficient) => roundTo(type, coefficient));
    rounded.forEach((coefficient, power) => (coefficients[power]![entry] = coefficient));
    centres[entry] = centre;
    maxError = Decimal.max(maxError, errorOn(shifted, rounded, pinned ? to.times(1e-3) : from, to, weight));
  }
  return { coefficients, centres, maxError, width: widthOf(options) };
}

function shapeFor(
  f: (x: Decimal) => Decimal,
  degree: number,
  pinned: boolean,
  { middle }: Interval,
): Partial<PolynomialShape> {
  const powers = Array.from({ length: degree }, (_, power) => power + 1);
  if (pinned) return { basis: powers };
  if (!middle) return {};
  return { basis: powers.filter((power) => power % 2 === 1), fixed: new Map([[0, f(new Decimal(0))]]) };
}

/** How many widths there are in the limit. */
function widthsIn({ entries, spacing }: TableOptions): number {
  if (spacing.kind === 'uniform') return entries - 0.5;
  return spacing.kind === 'signed' ? (entries - 1) / 2 : 2 ** spacing.octaves - 1;
}

const widthOf = (options: TableOptions): number => options.limit / widthsIn(options);

function intervals(options: TableOptions): Interval[] {
  const { entries, spacing, limit } = options;
  const width = new Decimal(limit).div(widthsIn(options));
  if (spacing.kind === 'logarithmic') return octaveIntervals(entries, spacing.octaves, width);
  if (spacing.kind === 'uniform')
    return Array.from({ length: entries }, (_, k) => ({
      entry: k,
      low: Decimal.max(0, width.times(k - 0.5)),
      high: width.times(k + 0.5),
    }));
  const reach = entries / 2 - 1;
  return Array.from({ length: entries - 1 }, (_, i) => {
    const k = i - reach;
    const low = k === 0 ? new Decimal(0) : width.times(k - 0.5);
    return { entry: (k + entries) % entries, low, high: width.times(k + 0.5), middle: k === 0 };
  });
}

function octaveIntervals(entries: number, octaves: number, width: Decimal): Interval[] {
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
function errorOn(
  f: (x: Decimal) => Decimal,
  coefficients: number[],
  low: Decimal,
  high: Decimal,
  weight: 'absolute' | 'relative',
): Decimal {
  const points = 24 * coefficients.length;
  let worst = new Decimal(0);
  for (let i = 0; i <= points; i++) {
    const x = low.plus(high.minus(low).times(i).div(points));
    const y = coefficients.reduceRight((sum, c) => sum.times(x).plus(exact(c)), new Decimal(0));
    const error = f(x).minus(y).abs();
    worst = Decimal.max(worst, weight === 'relative' ? error.div(f(x).abs()) : error);
  }
  return worst;
}
