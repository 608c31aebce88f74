// Which tables an instruction set runs, cheapest first.
import { addon, type Isa } from '../backend';
import type { ApproximationDtype } from './options';
import type { Shape } from './table';

/** What kind of table a saved kernel has one each of, so that it runs everywhere. */
export type ShapeClass = 'table32' | 'table16' | 'table8' | 'rows';

const mostDegrees: Record<ShapeClass, Record<ApproximationDtype, number>> = {
  table32: { float32: 5, float64: 0 },
  table16: { float32: 5, float64: 11 },
  table8: { float32: 8, float64: 0 },
  rows: { float32: 3, float64: 7 },
};

/** The classes there are for an element type. */
export const classesOf = (dtype: ApproximationDtype): ShapeClass[] =>
  (Object.keys(mostDegrees) as ShapeClass[]).filter((name) => mostDegrees[name][dtype] > 0);

/** The class an instruction set keeps in registers, else rows. */
export function classOf(isa: Isa, dtype: ApproximationDtype): ShapeClass {
  const slots = addon.tableSlots({ isa, dtype });
  return slots === 0 ? 'rows' : (`table${slots}` as ShapeClass);
}

/**
 * Cheapest first. A degree costs a permute and a multiplication, log spacing two operations; on rows the number of slots
 * costs nothing but cache, and a row costs as much whichever degree it is of.
 */
export function shapesOf(name: ShapeClass, dtype: ApproximationDtype, spacing: 'auto' | 'uniform' | 'log'): Shape[] {
  const degrees = Array.from({ length: mostDegrees[name][dtype] }, (_, i) => i + 1);
  const spacings = spacing === 'auto' ? (['uniform', 'log'] as const) : [spacing];
  const sizes = name === 'rows' ? [256, 1024] : [Number(name.slice('table'.length))];
  const storage = name === 'rows' ? 'rows' : 'registers';
  return degrees.flatMap((degree) =>
    sizes.flatMap((slots) => spacings.map((spacing) => ({ storage, slots, spacing, degree }) as const)),
  );
}
