// All pieces of a table.
import { arrayKinds } from '../dtypes';
import { levelledFit, pinnedFit, quickFit, type PieceFit } from './fit-piece';
import { place } from './placement';
import { pieceAt, type Piece, type Placement, type Shape, type Table } from './table';
import type { Target } from './target';

export interface FittedTable {
  readonly table: Table;
  /** The largest error of the unrounded polynomials, in units of what it may be. */
  readonly error: number;
  readonly worst: number;
}

/** An interpolation that misses by more than this is not saved by levelling. */
const hopeless = 2;

/**
 * How well: `level` every piece, so that the table is as exact as can be; leave what will do as it is, which is `quick`; or
 * `whatever` comes out, however far it misses the budget.
 */
type Care = 'level' | 'quick' | 'whatever';

/** Fits a table; undefined where none of the shape covers the domain, or as soon as a piece misses the budget. */
export function fitTable(target: Target, shape: Shape, care: Care = 'level'): FittedTable | undefined {
  const { settings, symmetry } = target;
  const { dtype, low, high } = settings;
  const placement = place(settings, shape.spacing, shape.slots);
  if (!placement) return undefined;
  const columns = shape.degree + 1;
  const coefficients = new arrayKinds[dtype].Kind(placement.slots * columns) as Float32Array | Float64Array;
  const mirrored = mirrors(target, placement);
  let [error, worst] = [0, low];
  for (const slot of inwards(placement.slots)) {
    const k = placement.first + slot;
    if (mirrored && k < 0) continue;
    const piece = pieceAt(placement, dtype, slot, low, high);
    const pinned = placement.spacing === 'uniform' && k === 0 && low <= 0 && high >= 0 && holdsZero(piece);
    const fit = pinned ? pinnedFit(target, piece, shape.degree) : fitPiece(target, piece, shape, care);
    if (fit.error > 1 && care !== 'whatever') return undefined;
    if (!(fit.error <= error)) [error, worst] = [fit.error, fit.worst];
    fit.coefficients.forEach((c, power) => {
      // -0 keeps the sign of a zero that the slope gives; f says whether it is wanted.
      const constant = pinned && power === 0 && c === 0 && Object.is(target.f(-0), -0) ? -0 : c;
      coefficients[slot * columns + power] = constant;
      const other = -k - placement.first;
      if (mirrored && k > 0 && other >= 0)
        coefficients[other * columns + power] = power % 2 === (symmetry === 'odd' ? 1 : 0) ? c : -c;
    });
  }
  const table: Table = { ...placement, dtype, storage: shape.storage, degree: shape.degree, low, high, coefficients };
  return { table, error, worst };
}

const holdsZero = ({ from, to }: Piece): boolean => from <= 0 && to >= 0;

function mirrors({ symmetry }: Target, { first, slots, phase, spacing }: Placement): boolean {
  return symmetry !== 'none' && spacing === 'uniform' && phase === 0 && first + slots - 1 === -first;
}

function fitPiece(target: Target, piece: Piece, { degree, storage }: Shape, care: Care): PieceFit {
  const quick = quickFit(target, piece, degree);
  if (quick.error > hopeless && care !== 'whatever') return quick;
  // Rows are many: those that will do are left alone.
  if ((storage === 'rows' || care === 'quick') && quick.error < 0.7) return quick;
  return levelledFit(target, piece, degree, quick);
}

/** The ends and the middle first, where most functions are hard: a table that will not do is dropped early. */
function inwards(slots: number): number[] {
  const order = [0, slots - 1, slots >> 1, (slots >> 1) - 1, slots >> 2, slots - 1 - (slots >> 2)];
  return [...new Set([...order, ...Array.from({ length: slots }, (_, i) => i)])].filter((i) => i >= 0 && i < slots);
}
