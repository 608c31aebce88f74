import { expect } from 'chai';
import type { ElementArray } from 'leeway';
import { cases, eachWay, type Case, type Way } from '../support/cases';
import { differenceIn } from '../support/floats';
import { mixedInputs } from '../support/inputs';
import { thinned } from '../support/scale';

// A result depends on its input alone: not on where it stands, nor on how much was asked at once.

const sentinel = 0x5a;

/** An array somewhere in a bigger buffer of sentinels. */
function placed(c: Case, offset: number, values: ElementArray): { array: ElementArray; untouched(): boolean } {
  const { size } = c.format;
  const buffer = new Uint8Array((offset + values.length + c.lanes + 1) * size).fill(sentinel);
  const array = c.format.view(buffer.buffer, offset * size, values.length);
  array.set(values as never);
  const [start, end] = [offset * size, (offset + values.length) * size];
  return {
    array,
    untouched: () =>
      [buffer.subarray(0, start), buffer.subarray(end)].every((part) => part.every((b) => b === sentinel)),
  };
}

/** Each value computed alone: what it has to be everywhere. */
function oneByOne(c: Case, way: Way, inputs: ElementArray[]): ElementArray {
  const results = c.format.array(inputs[0]!.length);
  for (const i of results.keys()) {
    const one = inputs.map((input) => input.slice(i, i + 1));
    results[i] = way.run(one, c.format.array(1))[0]!;
  }
  return results;
}

/** Whole vectors are taken four at a time, then one by one, then the rest: every length there, and around there. */
function lengthsFor(lanes: number): Set<number> {
  const edges = [1, 3, 4, 5, 8].flatMap((vectors) => [vectors * lanes - 1, vectors * lanes, vectors * lanes + 1]);
  return new Set([0, ...edges, ...thinned(Array.from({ length: 5 * lanes }, (_, n) => n)), 12 * lanes + 1]);
}

describe('every length at every offset', () => {
  eachWay(cases, (c, way) => {
    const longest = 12 * c.lanes + 1;
    const inputs = [mixedInputs(c, 2 * longest, 3), mixedInputs(c, 2 * longest, 4)].slice(0, way.inputs);
    const expected = oneByOne(c, way, inputs);
    for (const length of lengthsFor(c.lanes))
      for (const offset of new Set([0, 1, length % (c.lanes + 1)])) {
        // Another stretch of the inputs each time, so that every value comes by every place.
        const start = (7 * length + offset) % longest;
        const stretch = (a: ElementArray): ElementArray => a.subarray(start, start + length);
        const given = inputs.map((input, i) => placed(c, offset + i, stretch(input)));
        const out = placed(c, c.lanes - offset, c.format.array(length));
        way.run(
          given.map(({ array }) => array),
          out.array,
        );
        const where = `length ${length} at offset ${offset}`;
        expect(differenceIn(c.format, out.array, stretch(expected)), `${where}: index that differs`).to.equal(-1);
        expect(out.untouched(), `${where}: memory beside out`).to.equal(true);
        given.forEach(({ array, untouched }, i) => {
          expect(differenceIn(c.format, array, stretch(inputs[i]!)), `${where}: input changed`).to.equal(-1);
          expect(untouched(), `${where}: memory beside an input`).to.equal(true);
        });
      }
  });
});
