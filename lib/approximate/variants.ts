// Tables made ready, and the choice among them.
import { addon, type Isa } from '../backend';
import type { NativeTable, NativeTail, PreparedTable } from '../backend/addon';
import { estimate, type Estimate } from './bound';
import { compare, Errors, sample, type Samples } from './certify';
import { fitTable } from './fit-table';
import { placeOnGrid } from './grid';
import { borderPoints } from './points';
import { classOf, shapesOf, type ShapeClass } from './shapes';
import { methodOf, type Shape, type Table } from './table';
import type { Target } from './target';

/** What a table does beyond the domain, as native code takes it. */
export type NativeTails = readonly [NativeTail, NativeTail];

/** A table of a class, and what it promises. */
export interface Variant {
  readonly class: ShapeClass;
  readonly table: Table;
  readonly maxAbsError: number;
  readonly maxRelError: number;
  /** Points that the bound was found on. */
  readonly points: number;
}

/** A shape that was tried, and why it was left. */
export interface Attempt {
  readonly method: string;
  readonly outcome: 'does not cover the domain' | 'fit misses' | 'certification misses' | 'chosen';
}

/** The method of a variant's kernel; `prepared` knows whether it runs on a grid. */
export function methodOfVariant({ class: name, table }: Variant, prepared?: PreparedTable): string {
  // Not every slot there is may serve a piece.
  const slots = name === 'rows' ? (table.slots > 256 ? 1024 : 256) : Number(name.slice('table'.length));
  return methodOf({ ...table, slots, spacing: prepared?.onGrid ? 'grid' : table.spacing });
}

export const nativeTable = (table: Table, [tailLow, tailHigh]: NativeTails, isa: Isa): NativeTable => ({
  ...table,
  isa,
  tailLow,
  tailHigh,
});

export function prepare(table: Table, tails: NativeTails, isa: Isa): PreparedTable | undefined {
  return addon.prepareTable(nativeTable(table, tails, isa));
}

export interface Certified {
  readonly variant: Variant;
  readonly prepared: PreparedTable;
  readonly errors: Errors;
  /** Of the fit, as a share of the budget. */
  readonly fitError: number;
}

/** On a grid, -x does not lie in its piece as x does: odd functions would not be odd. */
function shapesFor(name: ShapeClass, { settings, symmetry }: Target): Shape[] {
  const canLieOnGrid = symmetry === 'none' && placeOnGrid(settings) !== undefined;
  const shapes = shapesOf(name, settings.dtype, settings.spacing);
  return shapes.filter(({ spacing }) => spacing !== 'grid' || canLieOnGrid);
}

const shapesOn = (isa: Isa, target: Target): { name: ShapeClass; shape: Shape }[] => {
  const { dtype } = target.settings;
  const own = classOf(isa, dtype);
  const classes: ShapeClass[] = own === 'rows' ? ['rows'] : [own, 'rows'];
  return classes.flatMap((name) => shapesFor(name, target).map((shape) => ({ name, shape })));
};

/** The cheapest table of the instruction set that keeps the budget on every sample. */
export function choose(
  target: Target,
  samples: Samples,
  tails: NativeTails,
  attempts: Attempt[],
): Certified | undefined {
  for (const { name, shape } of shapesOn(target.settings.isa, target)) {
    const fitted = fitTable(target, shape);
    const prepared = fitted && prepare(fitted.table, tails, target.settings.isa);
    // What keeps the sign of a falling function's zero lies on a grid, and cannot run as one.
    if (shape.spacing === 'grid' && prepared && !prepared.onGrid) continue;
    const found = prepared && certify(target, name, fitted.table, prepared, samples);
    const kept = found !== undefined && target.keeps(found.errors.share);
    const outcome = kept ? 'chosen' : fitted ? 'certification misses' : 'fit misses';
    attempts.push({ method: methodOf(shape), outcome });
    if (kept) return { ...found, fitError: fitted!.error };
  }
  return undefined;
}

function certify(
  target: Target,
  name: ShapeClass,
  table: Table,
  prepared: PreparedTable,
  samples: Samples,
  whole = false,
) {
  const { settings } = target;
  // Pieces meet at knots, where f may have no value of its own (a derivative that jumps).
  const borders = settings.knots.length > 0 ? [] : [sample(target, borderPoints(table))];
  const errors = new Errors(settings);
  for (const part of [...borders, samples]) compare(prepared, part, errors, !whole);
  const { absolute, relative, points } = errors;
  const variant: Variant = { class: name, table, maxAbsError: absolute, maxRelError: relative, points };
  return { variant, prepared, errors };
}

/** Of all tables of the instruction set the most exact one, whatever it misses the budget by. */
export function best(target: Target, samples: Samples, tails: NativeTails): Certified | undefined {
  let found: { name: ShapeClass; table: Table; error: number } | undefined;
  for (const { name, shape } of shapesOn(target.settings.isa, target)) {
    // The many rows of the cheap degrees are not worth their time.
    if (shape.storage === 'rows' && (shape.slots > 256 || shape.degree < 3)) continue;
    const fitted = fitTable(target, shape, 'whatever');
    if (fitted && !(fitted.error >= (found?.error ?? Infinity))) found = { name, ...fitted };
  }
  const prepared = found && prepare(found.table, tails, target.settings.isa);
  return prepared && { ...certify(target, found!.name, found!.table, prepared, samples, true), fitError: found!.error };
}

/** The cheapest table of a class that keeps the budget by estimate, on any machine; else the one that comes nearest. */
export function estimated(target: Target, name: ShapeClass, samples: Samples): Variant | undefined {
  let nearest: { table: Table; found: Estimate } | undefined;
  for (const shape of shapesFor(name, target)) {
    const fitted = fitTable(target, shape, 'quick');
    if (!fitted) continue;
    const { table } = fitted;
    // A few samples tell most of those that will not do.
    const rough = estimate(target, table, samples, 16);
    const found = rough.share <= 1 ? estimate(target, table, samples) : rough;
    if (!(found.share >= (nearest?.found.share ?? Infinity))) nearest = { table, found };
    if (found.share <= 1) break;
  }
  const table = nearest?.table ?? (name === 'rows' ? mostExactRows(target) : undefined);
  if (!table) return undefined;
  const found = nearest && nearest.found.share <= 1 ? nearest.found : estimate(target, table, samples);
  const { absolute, relative, points } = found;
  return { class: name, table, maxAbsError: absolute, maxRelError: relative, points };
}

/** What every instruction set can run, though it misses the budget. */
function mostExactRows(target: Target): Table | undefined {
  const { dtype, spacing } = target.settings;
  const shape = shapesOf('rows', dtype, spacing === 'auto' ? 'uniform' : spacing).at(-1)!;
  return fitTable(target, shape, 'whatever')?.table;
}
