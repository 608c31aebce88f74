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

/** Operations to find the piece and the place in it. */
const finding: Record<Shape['spacing'], number> = { grid: 3, uniform: 5, log: 7 };

/** A degree costs a permute and a multiplication more. */
const operations = ({ spacing, degree }: Shape): number => finding[spacing] + 2 * degree + 1;

/**
 * Cheapest first, and the lower degree of two that cost the same. On rows the number of slots costs nothing but cache, and a row
 * costs as much whichever degree it is of.
 */
export function shapesOf(name: ShapeClass, dtype: ApproximationDtype, spacing: 'auto' | 'uniform' | 'log'): Shape[] {
  const degrees = Array.from({ length: mostDegrees[name][dtype] }, (_, i) => i + 1);
  const equal = name === 'table32' ? (['grid', 'uniform'] as const) : (['uniform'] as const);
  const spacings = [...(spacing === 'log' ? [] : equal), ...(spacing === 'uniform' ? [] : (['log'] as const))];
  const sizes = name === 'rows' ? [256, 1024] : [Number(name.slice('table'.length))];
  const storage = name === 'rows' ? 'rows' : 'registers';
  const shapes = degrees.flatMap((degree) =>
    sizes.flatMap((slots) => spacings.map((spacing): Shape => ({ storage, slots, spacing, degree }))),
  );
  return name === 'rows' ? shapes : shapes.sort((a, b) => operations(a) - operations(b) || a.degree - b.degree);
}
