import { makeGrid, type Grid, type GridOptions } from './grid';
import { removeImpossible, type CleanStation } from './quality';
import type { Table } from './table';

/** A table on its grid, cleaned. */
export interface Source {
  readonly table: Table;
  readonly grid: Grid;
  readonly stations: readonly CleanStation[];
}

/** Puts a table on its grid and takes out the impossible values. @throws what `makeGrid` throws */
export function readSource(table: Table, options: GridOptions): Source {
  const grid = makeGrid(table, options);
  return { table, grid, stations: removeImpossible(table, grid) };
}

/** The first step of any station, and one step after the last, in milliseconds. */
export function timeSpan({ stations }: Source): { start: number; end: number } {
  return {
    start: Math.min(...stations.map(({ start }) => start)),
    end: Math.max(...stations.map(({ start, step, length }) => start + step * length)),
  };
}
