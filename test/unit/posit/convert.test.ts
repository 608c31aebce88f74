import { expect } from 'chai';
import { Posit } from 'leeway';
import { difference, formats, numbers, onEachIsa } from '../../support/posit/formats';
import { Oracle } from '../../support/posit/oracle';
import { scaled } from '../../support/scale';

const single = new DataView(new ArrayBuffer(8));

/** Floats of every kind: specials, bit patterns, posits, the ties between them, and the neighbours of both. */
function inputs(oracle: Oracle): number[] {
  const next = numbers(oracle.n + 10 * oracle.es);
  const values = [
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    Number.MIN_VALUE,
    -Number.MIN_VALUE,
    Number.MAX_VALUE,
    2 ** -1022,
    1e-310,
  ];
  const longer = new Oracle(Math.min(oracle.n + 1, 33), oracle.es);
  for (let i = 0; i < scaled(20_000, 500); i++) {
    single.setUint32(0, next());
    single.setUint32(4, next());
    values.push(single.getFloat64(0), single.getFloat32(0));
    const posit = longer.value(oracle.n < 16 ? i % longer.size : next() * 2 + (next() % 2));
    if (Number.isNaN(posit) || posit === 0) continue;
    single.setFloat64(0, posit);
    const bits = single.getBigUint64(0);
    for (const neighbour of [bits, bits + 1n, bits - 1n]) {
      single.setBigUint64(0, neighbour);
      values.push(single.getFloat64(0));
    }
  }
  return values;
}

describe('posit conversions against exact rationals', () => {
  for (const [n, es] of formats) {
    const oracle = new Oracle(n, es);

    it(`posit<${n},${es}> from floats`, () => {
      const doubles = Float64Array.from(inputs(oracle));
      const singles = Float32Array.from(doubles);
      const expected = [doubles, singles].map((x) => Array.from(x, (v) => oracle.ofNumber(v)));
      for (const p of onEachIsa(n, es)) {
        expect(difference(p.fromFloat64(doubles), expected[0]!, doubles), `${p.isa} float64`).to.be.undefined;
        expect(difference(p.fromFloat32(singles), expected[1]!, singles), `${p.isa} float32`).to.be.undefined;
      }
    });

    it(`posit<${n},${es}> to floats and other formats`, () => {
      const next = numbers(n);
      for (const p of onEachIsa(n, es)) {
        const all = p.array(n <= 16 ? 2 ** n : scaled(20_000)).map((_, i) => (n <= 16 ? i : next()));
        const values = Float64Array.from(all, (bits) => oracle.value(bits));
        expect(difference(p.toFloat64(all), values, all), p.isa).to.be.undefined;
        expect(difference(p.toFloat32(all), Float32Array.from(values), all), p.isa).to.be.undefined;
        for (const [toN, toEs] of formats) {
          if (![5, 8, 9, 16, 32, n].includes(toN)) continue;
          const to = new Posit(toN, toEs, { isa: p.isa });
          // From floats was judged above.
          expect(difference(p.convert(all, to), to.fromFloat64(values), all), `${p.isa} to ${to.name}`).to.be.undefined;
        }
      }
    });
  }
});
