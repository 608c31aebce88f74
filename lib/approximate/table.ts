import type { FloatArray } from '../dtypes';
import type { ApproximationDtype } from './options';

/** What a table is before it is fitted: where it is kept, how many pieces of which degree, how they lie. */
export interface Shape {
  readonly storage: 'registers' | 'rows';
  readonly slots: number;
  /** On a grid, pieces are of equal width, too (grid.ts). */
  readonly spacing: 'uniform' | 'grid' | 'log';
  readonly degree: number;
}

/** Where pieces lie (native/include/leeway_approximate.h has the formulas). */
export interface Placement {
  readonly spacing: 'uniform' | 'log';
  readonly slots: number;
  readonly first: number;
  readonly width: number;
  readonly phase: number;
  readonly shift: number;
}

/** A fitted table. */
export interface Table extends Placement {
  readonly dtype: ApproximationDtype;
  readonly storage: 'registers' | 'rows';
  readonly degree: number;
  readonly low: number;
  readonly high: number;
  /** [slots, degree + 1], lowest power first. */
  readonly coefficients: FloatArray;
}

/** One piece: x = centre + scale · r, for r from `from` to `to`. */
export interface Piece {
  readonly centre: number;
  readonly scale: number;
  readonly from: number;
  readonly to: number;
}

const digits: Record<ApproximationDtype, number> = { float32: 23, float64: 52 };

/** The pieces of a placement, cut to the domain; one that keeps next to nothing reaches further inwards. */
export function pieceAt(
  placement: Placement,
  dtype: ApproximationDtype,
  slot: number,
  low: number,
  high: number,
): Piece {
  const whole = placement.spacing === 'log' ? octavePart(placement, dtype, slot) : uniformPiece(placement, slot);
  const width = whole.to - whole.from;
  const [least, most] = [(low - whole.centre) / whole.scale, (high - whole.centre) / whole.scale];
  let [from, to] = [Math.max(whole.from, least), Math.min(whole.to, most)];
  const enough = Math.min(width / 20, most - least);
  if (to - from < enough) {
    if (whole.from < least) [from, to] = [least, least + enough];
    else [from, to] = [most - enough, most];
  }
  return { ...whole, from, to };
}

function uniformPiece({ first, width, phase }: Placement, slot: number): Piece {
  return { centre: (first + slot) * width, scale: 1, from: (phase - 0.5) * width, to: (phase + 0.5) * width };
}

function octavePart({ first, shift }: Placement, dtype: ApproximationDtype, slot: number): Piece {
  const size = digits[dtype];
  const pattern = first + slot;
  const parts = 2 ** (size - shift);
  const bias = dtype === 'float32' ? 127 : 1023;
  const octave = Math.floor(pattern / parts) - bias;
  const half = 1 / parts / 2;
  return {
    centre: 2 ** octave * (1 + (pattern % parts) / parts + half),
    scale: 2 ** octave,
    from: -half,
    to: half,
  };
}

/** The name of a table's method: `table32_deg3`, `table32_grid_deg3`, `table8_log_deg4`, `rows256_deg2`. */
export function methodOf({ storage, slots, spacing, degree }: Shape): string {
  return `${storage === 'rows' ? 'rows' : 'table'}${slots}${spacing === 'uniform' ? '' : `_${spacing}`}_deg${degree}`;
}
