// Files that an earlier leeway wrote on AVX-512 (`leeway approximate … --out`), run on every instruction set.
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { approximate, type Approximation, type Isa, type Tail } from '#lib/index';
import { isas, make, smooth, worstOf } from '../../support/approximations';
import { scaled } from '../../support/scale';
import { root } from '../../support/child';

const derivatives: Record<string, (x: number) => number> = {
  mish(x) {
    const t = Math.tanh(Math.log1p(Math.exp(x)));
    return t + (x * (1 - t * t)) / (1 + Math.exp(-x));
  },
  sqrt: (x) => 0.5 / Math.sqrt(x),
  tanh: (x) => 1 - Math.tanh(x) ** 2,
};

const files = Object.keys(derivatives).map((name) => {
  const json: unknown = JSON.parse(readFileSync(join(root, `test/unit/approximate/saved/${name}.json`), 'utf8'));
  return { name, json };
});

const load = (json: unknown, isa: Isa) => approximate.load(json, { isa });

/** Elements of a kernel's type. */
const elements = ({ dtype }: Approximation, values: readonly number[]): Float32Array =>
  (dtype === 'float32' ? Float32Array : Float64Array).from(values) as Float32Array;

function expectTail(value: number, tail: Tail, end: number, x: number): void {
  if (tail === 'nan') expect(value).to.be.NaN;
  else if (tail === 'clamp') expect(value).to.equal(end);
  else if (tail === 'linear') expect(value / x).to.be.closeTo(1, 0.1);
  else expect(value).to.equal(tail);
}

describe('approximations that were saved', function () {
  this.timeout(300_000);
  for (const isa of isas) {
    it(`keep their bounds on ${isa}`, () => {
      for (const { name, json } of files) {
        const kernel = load(json, isa);
        expect(kernel.maxAbsError).to.be.at.most(1e-3);
        expect(worstOf(kernel, smooth[name]!).error, `${name} ${kernel.method}`).to.be.at.most(kernel.maxAbsError);
      }
    });

    it(`keep NaN, the zeros and their tails on ${isa}, at every place of an array`, () => {
      for (const { name, json } of files) {
        const kernel = load(json, isa) as Approximation<'float32'>;
        const [low, high] = kernel.domain;
        const [lowest, highest] = kernel(elements(kernel, [low, high]));
        for (let place = 0; place < 19; place++) {
          const at = (x: number): number =>
            kernel(elements(kernel, Array<number>(19).fill(1)).fill(x, place, place + 1))[place]!;
          expect(at(NaN)).to.be.NaN;
          if (low < 0) expect([Object.is(at(0), 0), Object.is(at(-0), -0)], name).to.deep.equal([true, true]);
          for (const far of [1e30, Infinity]) {
            expectTail(at(-far), kernel.tails[0], lowest!, -far);
            if (far < Infinity || kernel.tails[1] !== 'linear') expectTail(at(far), kernel.tails[1], highest!, far);
            else expect(at(far)).to.equal(Infinity);
          }
        }
      }
    });

    it(`have their gradients on ${isa}`, () => {
      for (const { name, json } of files) {
        const kernel = load(json, isa) as Approximation<'float32'>;
        const [low, high] = kernel.domain;
        const count = scaled(4001, 301);
        const x = elements(
          kernel,
          Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count),
        );
        const dx = kernel.backward(
          x,
          x.map(() => 2),
        );
        x.forEach((v, i) =>
          expect(Math.abs(dx[i]! / 2 - derivatives[name]!(v)), `${name}'(${v})`).to.be.at.most(
            kernel.gradient.maxAbsError + 1e-9,
          ),
        );
      }
    });
  }

  // Where a function is called a thousand times as slowly, one has to do.
  it(`are made on ${isas.at(-1)} too`, () => {
    const one = smooth['far_sin']!;
    const kernel = make(one, { maxAbsError: 4.5e-6 });
    expect(worstOf(kernel, one).error).to.be.at.most(kernel.maxAbsError);
    expect(kernel.maxAbsError).to.be.at.most(4.5e-6);
  });
});
