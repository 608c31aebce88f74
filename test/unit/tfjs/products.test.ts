import { expect } from 'chai';
import { accelerated, countOf, tf } from '../../support/tfjs';

/** Every number within a float32 sum's error, which a scale stands for. */
function expectClose(name: string, actual: tf.Tensor, expected: tf.Tensor, scale: number): void {
  expect([actual.dtype, actual.shape], name).to.deep.equal([expected.dtype, expected.shape]);
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  const at = [...a].findIndex((value, i) => !(Math.abs(value - b[i]!) <= 1e-6 * scale || Object.is(value, b[i])));
  expect(at, at < 0 ? name : `${name}[${at}]: ${a[at]} for ${b[at]}`).to.equal(-1);
}

const random = (shape: number[], seed: number): tf.Tensor => tf.randomUniform(shape, -1, 1, 'float32', seed);

type Case = [a: number[], b: number[], transposeA: boolean, transposeB: boolean];
const served: Case[] = [
  [[5, 7], [7, 3], false, false],
  [[7, 5], [7, 3], true, false],
  [[5, 7], [3, 7], false, true],
  [[7, 5], [3, 7], true, true],
  [[40, 33], [33, 70], false, false],
  [[1, 300], [300, 1], false, false],
  [[3, 5, 7], [3, 7, 4], false, false],
  [[2, 3, 5, 7], [2, 3, 4, 7], false, true],
  [[3, 5, 7], [1, 7, 4], false, false], // one B for all
  [[1, 7, 5], [3, 7, 4], true, false],
  [[5, 7], [3, 7, 4], false, false],
];

describe("tfjs's matrix products by leeway", () => {
  before(() => tf.setBackend('cpu'));

  for (const [a, b, transposeA, transposeB] of served)
    it(`[${a}]${transposeA ? 'ᵀ' : ''} [${b}]${transposeB ? 'ᵀ' : ''}`, () =>
      tf.tidy(() => {
        const [left, right] = [random(a, 1), random(b, 2)];
        const expected = tf.matMul(left, right, transposeA, transposeB);
        accelerated((undo) => {
          const actual = tf.matMul(left, right, transposeA, transposeB);
          expectClose('matMul', actual, expected, a[transposeA ? a.length - 2 : a.length - 1]!);
          expect(countOf(undo, 'BatchMatMul', 'cpu')).to.deep.equal({ calls: 1, fallbacks: 0 });
        });
      }));

  for (const activation of [undefined, 'linear', 'relu', 'elu', 'sigmoid', 'leakyrelu'] as const)
    for (const withBias of [false, true])
      it(`fused with ${activation ?? 'no activation'} and ${withBias ? 'a' : 'no'} bias`, () =>
        tf.tidy(() => {
          const [a, b, bias] = [random([33, 20], 3), random([20, 37], 4), random([37], 5)] as never as tf.Tensor2D[];
          const options = { a: a!, b: b!, ...(withBias && { bias: bias! }), ...(activation && { activation }) };
          const run = () => tf.fused.matMul({ ...options, leakyreluAlpha: 0.3 } as never);
          const expected = run();
          accelerated((undo) => {
            expectClose('fused', run(), expected, 20);
            expect(countOf(undo, '_FusedMatMul', 'cpu')).to.deep.equal({ calls: 1, fallbacks: 0 });
          });
        }));

  it('a fused bias or activation that leeway does not serve is left to tfjs', () =>
    tf.tidy(() => {
      const [a, b] = [random([4, 5], 1), random([5, 6], 2)] as [tf.Tensor2D, tf.Tensor2D];
      const alpha = random([6], 3);
      const odd: Record<string, object> = {
        'one bias for all': { bias: tf.scalar(2) },
        'a bias per row': { bias: random([4, 1], 4) },
        prelu: { activation: 'prelu', preluActivationWeights: alpha },
        'an alpha of 0': { activation: 'leakyrelu', leakyreluAlpha: 0 },
      };
      for (const [name, options] of Object.entries(odd)) {
        const run = () => tf.fused.matMul({ a, b, ...options } as never);
        const expected = run();
        accelerated((undo) => {
          expectClose(name, run(), expected, 5);
          expect(countOf(undo, '_FusedMatMul', 'cpu'), name).to.deep.equal({ calls: 0, fallbacks: 1 });
        });
      }
    }));

  it('int32, empty matrices, and shapes that do not fit are what they were', () => {
    const attempts: Record<string, () => tf.Tensor> = {
      int32: () => tf.matMul(tf.ones([2, 3], 'int32'), tf.ones([3, 2], 'int32')),
      'no rows': () => tf.matMul(tf.ones([0, 3]), tf.ones([3, 2])),
      'no depth': () => tf.matMul(tf.ones([2, 0]), tf.ones([0, 3])),
      'no columns': () => tf.matMul(tf.ones([2, 3]), tf.ones([3, 0])),
      'depths that differ': () => tf.matMul(tf.ones([2, 3]), tf.ones([4, 2])),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const outcome = () => {
        try {
          return attempt();
        } catch (error) {
          return String(error);
        }
      };
      tf.tidy(() => {
        const [expected, actual] = [outcome(), accelerated(outcome)];
        if (typeof expected === 'string') expect(actual, name).to.equal(expected);
        else expectClose(name, actual as tf.Tensor, expected, 1);
      });
    }
  });

  it('factors that are views, and one matrix by itself', () =>
    tf.tidy(() => {
      const x = random([9, 16], 8);
      const part = x.slice([2, 0], [5, 16]); // an offset in x's memory
      const kept = x.dataSync().slice();
      const run = () => tf.matMul(part, part, false, true);
      expectClose('views', accelerated(run), run(), 16);
      expect(x.dataSync()).to.deep.equal(kept);
    }));

  it('NaN and infinities go where they belong', () =>
    tf.tidy(() => {
      const a = tf.tensor2d([1, NaN, 2, Infinity, 1, 1, 0, 0, 1], [3, 3]);
      const run = () => tf.matMul(a, tf.ones([3, 5]));
      expectClose('special', accelerated(run), run(), 3);
    }));

  it('kernels: activations leaves products and SplitV alone', () =>
    accelerated(
      (undo) => {
        const names = undo.report().map(({ kernel }) => kernel);
        expect(names).to.include('Tanh').and.not.include.members(['BatchMatMul', '_FusedMatMul', 'SplitV']);
      },
      { kernels: 'activations' },
    ));
});

describe("tfjs's SplitV by leeway", () => {
  before(() => tf.setBackend('cpu'));
  const shape = [4, 6, 70];

  const rows: [wanted: number | number[], axis: number][] = [
    [2, 0],
    [3, 1],
    [7, 2],
    [7, -1],
    [[1, 2, 3], 1],
    [[10, 60], 2],
    [[65, 5], -1],
    [[1, 2, 0, 3], -2],
    [1, 1],
  ];
  for (const [wanted, axis] of rows)
    it(`${JSON.stringify(wanted)} along ${axis}`, () =>
      tf.tidy(() => {
        const x = random(shape, 3);
        const expected = tf.split(x, wanted, axis);
        accelerated((undo) => {
          const actual = tf.split(x, wanted, axis);
          expect(actual.map((part) => part.shape)).to.deep.equal(expected.map((part) => part.shape));
          actual.forEach((part, i) => expect(part.dataSync()).to.deep.equal(expected[i]!.dataSync()));
          expect(countOf(undo, 'SplitV', 'cpu')).to.deep.equal({ calls: 1, fallbacks: 0 });
        });
      }));

  it('what is not float32, or does not add up, is left to tfjs', () =>
    tf.tidy(() => {
      const [counts, floats] = [tf.range(0, 12, 1, 'int32').reshape([3, 4]), random([3, 4], 1)];
      accelerated((undo) => {
        expect(tf.split(counts, 2, 1).map((part) => [...part.dataSync()])).to.deep.equal([
          [0, 1, 4, 5, 8, 9],
          [2, 3, 6, 7, 10, 11],
        ]);
        expect(tf.split(floats, [1, -1], 1).map((part) => part.shape[1])).to.deep.equal([1, 3]);
        for (const wanted of [5, [1, 1], [-1, -1, 1]])
          expect(() => tf.split(floats, wanted, 1), JSON.stringify(wanted)).to.throw();
        expect(countOf(undo, 'SplitV', 'cpu').calls).to.equal(0);
      });
    }));
});
