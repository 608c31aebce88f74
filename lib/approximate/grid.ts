// Grids: pieces between multiples of a power of two, which AVX-512 finds with the fewest operations.
import type { Settings } from './options';
import type { Placement } from './table';

/** Those that native code is compiled for, the finest first. */
const widths = [1 / 8, 1 / 4, 1 / 2, 1];
/** Ends of the domain lie within so many widths of 0: beyond them, a slot on either side holds the tail. */
const reach = 15;

/**
 * The finest grid that the ends and the knots of a domain lie on. Undefined where there is none, or where a tail is more than a
 * constant in a slot: one above begins at the end itself, where the domain still is, and has to be its value.
 */
export function placeOnGrid({ low, high, knots, tails }: Settings): Placement | undefined {
  if (tails[0] === 'linear' || tails[1] !== 'clamp') return undefined;
  const width = widths.find(
    (one) =>
      Math.max(Math.abs(low), Math.abs(high)) <= reach * one &&
      [low, high, ...knots].every((x) => Number.isInteger(x / one)),
  );
  if (width === undefined) return undefined;
  const [first, last] = [low / width, high / width];
  // The slot above has the value of the end; that below is for machines which round to it.
  return { spacing: 'uniform', width, phase: 0.5, first: first - 1, slots: last - first + 2, shift: 0 };
}
