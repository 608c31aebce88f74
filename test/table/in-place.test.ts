import { expect } from 'chai';
import { cases, eachWay } from '../support/cases';
import { differenceIn } from '../support/floats';
import { mixedInputs } from '../support/inputs';

// `out` (dx) may be any of the inputs, as the same array or as another view of the same memory.
describe('in place', () => {
  eachWay(cases, (c, way) => {
    for (const length of [1, c.lanes, 4 * c.lanes, 9 * c.lanes + 1]) {
      const inputs = [mixedInputs(c, length, 5), mixedInputs(c, length, 6)].slice(0, way.inputs);
      const apart = way.run(inputs, c.format.array(length));
      for (const target of inputs.keys())
        for (const view of ['same array', 'same memory']) {
          const copies = inputs.map((input) => input.slice());
          const { buffer, byteOffset } = copies[target]!;
          const out = view === 'same array' ? copies[target]! : c.format.view(buffer, byteOffset, length);
          expect(way.run(copies, out)).to.equal(out);
          expect(
            differenceIn(c.format, out, apart),
            `${view} as input ${target}, length ${length}: index that differs`,
          ).to.equal(-1);
          copies.forEach((copy, i) => {
            if (i !== target) expect(differenceIn(c.format, copy, inputs[i]!), `input ${i} changed`).to.equal(-1);
          });
        }
    }
  });

  eachWay(
    cases.filter(({ lanes }) => lanes > 0),
    (c, way) => {
      // All arguments one array: f(x, x), f.backward(x, x, x).
      const x = mixedInputs(c, 9 * c.lanes + 1, 7);
      const apart = way.run([x.slice(), x.slice()], c.format.array(x.length));
      const same = x.slice();
      expect(differenceIn(c.format, way.run([same, same], same), apart)).to.equal(-1);
    },
  );
});
