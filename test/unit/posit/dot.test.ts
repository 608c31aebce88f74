import { expect } from 'chai';
import { difference, formats, numbers, onEachIsa } from '../../support/posit/formats';
import { Oracle } from '../../support/posit/oracle';

describe('posit sums of products against exact rationals', () => {
  for (const [n, es] of formats)
    it(`posit<${n},${es}>`, () => {
      const oracle = new Oracle(n, es);
      const next = numbers(n + 100 * es);
      const all = onEachIsa(n, es);
      const room = all[0]!;
      const one = oracle.nar / 2;
      const kinds = [
        () => next() % oracle.size,
        () => (one - 4 + (next() % 8) + (next() % 2) * oracle.nar) % oracle.size,
        () => [oracle.maxpos, 1, oracle.size - 1, oracle.nar + 1, one][next() % 5]!,
      ];
      for (let row = 0; row < 60; row++) {
        const length = row < 40 ? row : 40 + 61 * (row - 40); // tails of every length, and beyond one block of sums
        const draw = (): number => {
          const bits = kinds[row % kinds.length]!();
          return bits === oracle.nar && row % 7 > 0 ? 1 : bits;
        };
        const a = room.array(length).map(draw);
        const b = room.array(length).map(draw);
        // Half of them cancel the other half but for what the last adds.
        if (row % 2 === 1) for (let i = 1; i < length; i += 2) [a[i], b[i]] = [oracle.negative(a[i - 1]!), b[i - 1]!];
        const expected = oracle.dot(a, b);
        for (const p of all) expect(p.dot(a, b), `${p.isa}, row ${row} of length ${length}`).to.equal(expected);
      }
    });

  it('the quire holds more products of maxpos than 32 bits would', () => {
    for (const [n, es] of formats)
      for (const p of onEachIsa(n, es)) {
        const length = 5000;
        const most = p.array(length).fill(2 ** (n - 1) - 1);
        expect(p.dot(most, most), `${p.name} ${p.isa}`).to.equal(2 ** (n - 1) - 1);
        const alternating = most.map((x, i) => (i % 2 === 0 ? x : 2 ** n - x));
        expect(p.dot(most, alternating)).to.equal(0);
      }
  });
});

describe('posit matmul', () => {
  for (const [n, es] of [
    [8, 0],
    [7, 0],
    [8, 2],
    [16, 1],
    [32, 2],
  ] as const)
    it(`posit<${n},${es}> is a dot product for every element, in place too`, () => {
      const next = numbers(n);
      for (const p of onEachIsa(n, es))
        for (const [m, k, columns] of [
          [3, 5, 4],
          [1, 70, 2],
          [6, 6, 6],
          [2, 0, 3],
          [0, 3, 2],
        ] as const) {
          const a = p.array(m * k).map(() => next() % 2 ** n);
          const b = p.array(k * columns).map(() => next() % 2 ** n);
          const column = (j: number) => p.array(k).map((_, i) => b[i * columns + j]!);
          const expected = p.array(m * columns).map((_, i) => {
            const [row, j] = [Math.floor(i / columns), i % columns];
            return p.dot(a.subarray(row * k, row * k + k), column(j));
          });
          const sizes = { m, k, n: columns };
          expect(difference(p.matmul(a, b, sizes), expected), `${p.isa} ${m} ${k} ${columns}`).to.be.undefined;
          if (m !== k || k !== columns) continue;
          const [firstCopy, secondCopy] = [a.slice(), b.slice()];
          expect(p.matmul(firstCopy, b, sizes, firstCopy)).to.deep.equal(expected);
          expect(p.matmul(a, secondCopy, sizes, secondCopy)).to.deep.equal(expected);
        }
    });
});
