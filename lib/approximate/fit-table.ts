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
 * How well: `level` every piece that matters, so that the bound is as good as can be; leave what will do as it is, which is `quick`; or
 * `whatever` comes out, however far it misses the budget.
 */
type Care = 'level' | 'quick' | 'whatever';

/** Fits a table; undefined where none of the shape covers the domain, or as soon as a piece misses the budget. */
export function fitTable(target: Target, shape: Shape, care: Care = 'level'): FittedTable | undefined {
  const { settings, symmetry } = target;
  const { dtype, low, high } = settings;
  const placement = place(settings, shape);
  if (!placement) return undefined;
  const columns = shape.degree + 1;
  const coefficients = new arrayKinds[dtype].Kind(placement.slots * columns) as Float32Array | Float64Array;
  const mirrored = mirrors(target, placement);
  const begun: { slot: number; k: number; piece: Piece; pinned: boolean; quick: PieceFit }[] = [];
  for (const slot of inwards(placement)) {
    const k = placement.first + slot;
    if (mirrored && k < 0) continue;
    const piece = pieceAt(placement, dtype, slot, low, high);
    const pinned = placement.spacing === 'uniform' && k === 0 && low <= 0 && high >= 0 && holdsZero(piece);
    const quick = pinned ? pinnedFit(target, piece, shape.degree) : quickFit(target, piece, shape.degree);
    if (quick.error > (pinned ? 1 : hopeless) && care !== 'whatever') return undefined;
    begun.push({ slot, k, piece, pinned, quick });
  }
  const enough = goodEnough(
    begun.map(({ quick }) => quick.error),
    shape,
    care,
  );
  let [error, worst] = [0, low];
  for (const { slot, k, piece, pinned, quick } of begun) {
    const fit = pinned || quick.error < enough ? quick : levelledFit(target, piece, shape.degree, quick);
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

/**
 * What a piece is not levelled below. Levelling halves an error at best, and a table's bound is that of its worst piece: it
 * is worth the time on those that come near. Rows are many: those that will do are left alone.
 */
function goodEnough(errors: readonly number[], { storage }: Shape, care: Care): number {
  const half = errors.reduce((most, error) => Math.max(most, error), 0) / 2;
  return storage === 'rows' || care === 'quick' ? Math.max(0.7, half) : half;
}

/**
 * The ends and the middle first, where most functions are hard: a table that will not do is dropped early. The slot around
 * 0 comes last, as it takes an exchange.
 */
function inwards({ slots, first }: Placement): number[] {
  const order = [0, slots - 1, slots >> 1, (slots >> 1) - 1, slots >> 2, slots - 1 - (slots >> 2)];
  const all = new Set([...order, ...Array.from({ length: slots }, (_, i) => i)]);
  if (all.delete(-first)) all.add(-first);
  return [...all].filter((i) => i >= 0 && i < slots);
}
