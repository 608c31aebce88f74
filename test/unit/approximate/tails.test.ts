import { expect } from 'chai';
import type { Tail } from '#lib/index';
import { isas, make, smooth } from '../../support/approximations';

const far = [Infinity, 1e30, 100, 8.000001];
const swish = smooth['swish']!;
const sides: Tail[] = ['clamp', 'linear', 'nan', 0, -2.5, Infinity];

describe('tails', function () {
  this.timeout(120_000);
  for (const isa of isas)
    it(`are what was asked for on ${isa}, and leave the domain alone`, () => {
      const plain = make(swish, { isa });
      const inside = Float32Array.from({ length: 999 }, (_, i) => -8 + (16 * i) / 998);
      const [low, high] = plain(Float32Array.of(-8, 8));
      sides.forEach((left, i) => {
        const right = sides[(2 * i + 1) % sides.length]!;
        const kernel = make(swish, { isa, tails: [left, right] });
        expect(Array.from(kernel(inside))).to.deep.equal(Array.from(plain(inside)));
        expect(kernel(Float32Array.of(NaN))[0]).to.be.NaN;
        const slope = { left: -0.0023, right: 1.0023 };
        for (const x of far) {
          const [below, above] = kernel(Float32Array.of(-x, x));
          expectTail(below!, left, low!, low! + (8 - x) * slope.left, `left ${left} at ${-x}`);
          expectTail(above!, right, high!, high! + (x - 8) * slope.right, `right ${right} at ${x}`);
        }
        expect(Object.is(kernel(Float32Array.of(-0))[0], -0), `-0 with ${left}, ${right}`).to.equal(true);
      });
    });
});

function expectTail(found: number, tail: Tail, end: number, line: number, what: string): void {
  if (tail === 'nan') expect(found, what).to.be.NaN;
  else if (tail === 'clamp') expect(found, what).to.equal(end);
  else if (tail === 'linear') {
    if (!Number.isFinite(line)) expect(found, what).to.equal(line);
    else expect(Math.abs(found - line), what).to.be.at.most(0.05 * Math.abs(line) + 1e-3);
  } else expect(found, what).to.equal(tail);
}
