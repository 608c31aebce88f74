import { addon, backend } from '#lib/backend/index';
import { argumentsOf, type ProductShape } from '#lib/backend/native/product';
import { choose } from '#lib/catalogue';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Isa } from 'leeway';
import { expectNothingWritten, type Refusal } from '../support/refusals';

const plain = { products: 1, aTransposed: false, bTransposed: false, aShared: false, bShared: false };

/** Numbers from -1 to 1, in memory that begins and ends elsewhere. */
function random(length: number, seed: number): Float32Array {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  return new Float32Array(length + 2).map(next).subarray(1, length + 1);
}

const sizesOf = ({ products, rows, depth, columns, aShared, bShared }: ProductShape): [number, number, number] => [
  (aShared ? 1 : products) * rows * depth,
  (bShared ? 1 : products) * depth * columns,
  products * rows * columns,
];

function run(
  isa: Isa,
  shape: ProductShape,
  a: Float32Array,
  b: Float32Array,
  bias?: Float32Array,
  op?: 'relu',
): Float32Array {
  const matmul = addon.resolveMatmul(isa, op && { kernel: choose(op, {}).index, alpha: 1 });
  const guarded = new Float32Array(sizesOf(shape)[2] + 2).fill(77);
  const out = guarded.subarray(1, -1);
  matmul(a, b, bias, out, ...argumentsOf(shape));
  expect([guarded[0], guarded.at(-1)], 'beside the result').to.deep.equal([77, 77]);
  return out;
}

/** By three loops in float64. */
function reference(shape: ProductShape, a: Float32Array, b: Float32Array, bias?: Float32Array): Float64Array {
  const { products, rows, depth, columns, aTransposed, bTransposed, aShared, bShared } = shape;
  const out = new Float64Array(products * rows * columns);
  for (let p = 0, at = 0; p < products; p++) {
    const [ofA, ofB] = [aShared ? 0 : p * rows * depth, bShared ? 0 : p * depth * columns];
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++, at++) {
        out[at] = bias?.[j] ?? 0;
        for (let k = 0; k < depth; k++)
          out[at]! +=
            a[ofA + (aTransposed ? k * rows + i : i * depth + k)]! *
            b[ofB + (bTransposed ? j * depth + k : k * columns + j)]!;
      }
  }
  return out;
}

function expectProduct(isa: Isa, shape: ProductShape, withBias: boolean, op?: 'relu'): void {
  const [ofA, ofB] = sizesOf(shape);
  const [a, b] = [random(ofA, 1), random(ofB, 2)];
  const bias = withBias ? random(shape.columns, 3) : undefined;
  const expected = reference(shape, a, b, bias);
  const limit = 2 ** -24 * (shape.depth + 2) ** 2;
  run(isa, shape, a, b, bias, op).forEach((y, i) => {
    const wanted = op ? Math.max(0, expected[i]!) : expected[i]!;
    if (!(Math.abs(y - wanted) <= limit)) expect.fail(`${JSON.stringify(shape)}[${i}]: ${y} for ${wanted}`);
  });
}

describe('products of matrices', () => {
  const flag = fc.boolean();
  const shapes = fc.record({
    products: fc.integer({ min: 0, max: 3 }),
    rows: fc.integer({ min: 0, max: 40 }),
    depth: fc.integer({ min: 0, max: 40 }),
    columns: fc.integer({ min: 0, max: 140 }),
    aTransposed: flag,
    bTransposed: flag,
    aShared: flag,
    bShared: flag,
  });

  for (const isa of backend.available)
    describe(isa, () => {
      it('of any shape are those of three loops', () =>
        fc.assert(
          fc.property(shapes, flag, (shape, withBias) => expectProduct(isa, shape, withBias)),
          { numRuns: 60, seed: 7 },
        ));

      it('of more than the caches hold are, too, and an activation comes after all of the depth', () => {
        const large = { ...plain, rows: 30, depth: 5000, columns: 131 };
        expectProduct(isa, large, true, 'relu');
        expectProduct(isa, { ...large, aTransposed: true, bTransposed: true }, false);
      });

      it('have rows with the same bits in any company', () => {
        const shape = { ...plain, rows: 43, depth: 37, columns: 77 };
        const [a, b, bias] = [random(43 * 37, 1), random(37 * 77, 2), random(77, 3)];
        const whole = run(isa, shape, a, b, bias);
        for (let row = 0; row < shape.rows; row++) {
          const alone = run(isa, { ...shape, rows: 1 }, a.subarray(row * 37, row * 37 + 37), b, bias);
          expect(alone, `row ${row}`).to.deep.equal(whole.subarray(row * 77, row * 77 + 77));
        }
      });
    });

  it('are refused before anything is written', () => {
    const matmul = addon.resolveMatmul(backend.isa);
    const [a, b, bias, out] = [random(6, 1), random(12, 2), random(4, 3), random(8, 4)];
    type Arguments = Parameters<typeof matmul>;
    const attempt = (changes: Record<number, unknown>) => () => {
      const given = [a, b, bias, out, 1, 2, 3, 4, false, false, false, false];
      for (const [place, value] of Object.entries(changes)) given[Number(place)] = value as never;
      return matmul(...(given as Arguments));
    };
    const type = (name: string, value: string): Refusal => [
      'TypeError',
      'ERR_LEEWAY_ARGUMENT_TYPE',
      `expected a Float32Array for ${name}, received ${value}`,
    ];
    const length = (name: string): Refusal => [
      'RangeError',
      'ERR_LEEWAY_LENGTH',
      new RegExp(`^expected an element for each of the shape for ${name}, received Float32Array of length 5$`),
    ];
    const size: Refusal = ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', /^expected sizes from 0 to 2147483647 for /];
    const rows: [changes: Record<number, unknown>, refusal: Refusal][] = [
      [{ 0: new Float64Array(6) }, type('a', 'Float64Array of length 6')],
      [{ 1: undefined }, type('b', 'undefined')],
      [{ 2: [1, 2, 3, 4] }, type('bias', 'Array of length 4')],
      [{ 3: null }, type('out', 'null')],
      [{ 0: random(5, 1) }, length('a')],
      [{ 1: random(5, 1) }, length('b')],
      [{ 2: random(5, 1) }, length('bias')],
      [{ 3: random(5, 1) }, length('out')],
      [{ 5: -1 }, size],
      [{ 6: 2 ** 31 }, size],
      [{ 7: 'four' }, size],
      [{ 3: new Float32Array(a.buffer, 0, 8) }, ['RangeError', 'ERR_LEEWAY_OVERLAP', /^expected memory apart from a /]],
    ];
    for (const [changes, refusal] of rows) expectNothingWritten([a, b, bias, out], attempt(changes), refusal);
    expect(attempt({})()).to.equal(out);
  });
});
