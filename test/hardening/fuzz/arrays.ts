// Arguments that are arrays: mostly good ones, and calls that have to give the same wherever their memory is.
import { types } from 'node:util';
import type { Dtype, ElementArray } from 'leeway';
import { firstDifference, formats } from '../../support/floats';
import { homes, kindOf, undisguised, type AnyArray } from './arena';
import type { Call, World } from './call';
import { anyValue, disguised } from './values';

/** What an argument is to be: how long, and contents of any length. */
export interface Slot {
  length: number;
  contents(length: number): AnyArray;
}

/** Floats of all kinds; of 16 bits, any patterns. */
export const floats = ({ arena, dice }: World, dtype: Dtype, length: number): Slot => ({
  length,
  contents(n) {
    const array = formats[dtype].array(n);
    const number = array instanceof Uint16Array ? () => dice.below(2 ** 16) : arena.anyNumber(dtype);
    for (let i = 0; i < n; i++) array[i] = number();
    return array;
  },
});

export const anyLength = ({ dice }: World): number => (dice.chance(0.02) ? 1000 + dice.below(3000) : dice.below(100));

const shared = ['own', 'within', 'shared'] as const;

/** An array of each slot; `outputs` says how many of the last ones are for results, which may be left out. */
export function anyArrays(world: World, slots: readonly Slot[], outputs = 1): unknown[] {
  const { dice, arena, effect } = world;
  const arrays = slots.map(({ length, contents }) => arena.put(contents(length)));
  const count = arrays.length;
  const last = count - 1;
  const { length, contents } = slots[last]!;
  if (dice.chance(0.2)) arrays[last] = arrays[dice.below(count)]!;
  else if (dice.chance(0.1)) {
    // Overlapping in part, or side by side.
    const both = arena.put(contents(2 * length), dice.pick(shared));
    const shift = dice.below(length + 1);
    arrays[dice.below(last)] = both.subarray(0, length);
    arrays[last] = both.subarray(shift, shift + length);
  }
  const given: unknown[] = arrays;
  const at = dice.below(count);
  const oddities = [
    () => arena.put(slots[at]!.contents(dice.below(2 * length + 2)), dice.pick(homes)),
    () => arena.put(floats(world, dice.pick(['float32', 'float64', 'float16']), length).contents(length)),
    () => anyValue(dice),
    () => disguised(dice, arrays[at]!, effect),
  ];
  if (dice.chance(0.25)) given[at] = dice.pick(oddities)();
  for (let i = count - outputs; i < count; i++) if (dice.chance(0.15)) given[i] = undefined;
  return dice.chance(0.02) ? given.slice(0, dice.below(count)) : given;
}

export const isArray = (value: unknown): value is AnyArray =>
  types.isTypedArray(value) && !types.isBigInt64Array(value) && !types.isBigUint64Array(value);

interface ArrayCall {
  what: string;
  /** The inputs and then `outputs` arrays for results. */
  slots: readonly Slot[];
  outputs?: number;
  run(...arrays: unknown[]): unknown;
  /** Whether the same arrays give the same once more; they do unless something else that is given does not stay the same. */
  repeatable?: boolean;
  /** What results hold, where they are floats: all NaNs are alike, of 16 bits too (WebAssembly leaves it open which one comes). */
  dtype?: Dtype;
  /** The arrays of a result; the result itself unless given. */
  resultsOf?(result: unknown): readonly AnyArray[];
}

/** A call on arrays: what it gives in given ones has to be what the same numbers, elsewhere, give in new ones. */
export function arrayCall(world: World, call: ArrayCall): Call {
  const { slots, outputs = 1, run, repeatable = true, dtype, resultsOf = (result) => [result as AnyArray] } = call;
  const read = (array: AnyArray): ArrayLike<number> => (dtype ? formats[dtype].numbers(array as ElementArray) : array);
  const given = anyArrays(world, slots, outputs);
  const first = slots.length - outputs;
  const targets = given.slice(first);
  return {
    what: call.what,
    run: () => run(...given),
    outputs: targets.filter(isArray),
    check(result) {
      if (world.disturbed()) return undefined;
      const results = resultsOf(result);
      if (results.some((array, i) => targets[i] !== undefined && array !== targets[i]))
        return 'returned something else than its output';
      if (!repeatable) return undefined;
      const inputs = (given.slice(0, first) as AnyArray[]).map((input) => world.arena.before(input));
      const expected = resultsOf(run(...inputs));
      for (const [k, array] of results.entries()) {
        const got = undisguised(array);
        const i = firstDifference(read(got), read(expected[k]!));
        if (i >= 0) return `${got[i]} where the same numbers give ${expected[k]![i]}, at ${i} of ${kindOf(got).name}`;
      }
      return undefined;
    },
  };
}
