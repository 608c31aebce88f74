import { expect } from 'chai';
import { backend, fromBfloat16, fromFloat16, tanh, toBfloat16, toFloat16, type Isa } from 'leeway';
import { addon } from '#lib/backend/index';
import { isas } from '../support/cases';
import { formats, type Format } from '../support/floats';
import { random } from '../support/inputs';
import { expectNothingWritten, type Refusal } from '../support/refusals';
import { scaled, thinned } from '../support/scale';

type SixteenBits = 'float16' | 'bfloat16';
const all = Uint16Array.from({ length: 2 ** 16 }, (_, pattern) => pattern);

const bitsOf = (x: Float32Array): Uint32Array => new Uint32Array(x.buffer, x.byteOffset, x.length);
const floats = (patterns: ArrayLike<number>): Float32Array => new Float32Array(Uint32Array.from(patterns).buffer);

function widened(dtype: SixteenBits, isa: Isa, x: Uint16Array): Float32Array {
  return addon.conversion(dtype, 'float32', isa)(x, new Float32Array(x.length)) as Float32Array;
}
function narrowed(dtype: SixteenBits, isa: Isa, x: Float32Array): Uint16Array {
  return addon.conversion('float32', dtype, isa)(x, new Uint16Array(x.length)) as Uint16Array;
}

/** What rounding has to give, in arithmetic on numbers; a NaN keeps its sign and what fits of its payload. */
function wanted(format: Format, x: Float32Array): Uint16Array {
  const upper = 23 - format.mantissaBits;
  return Uint16Array.from(bitsOf(x), (bits, i) => {
    if (!Number.isNaN(x[i])) return Number(format.bits(x[i]!));
    const payload = (bits & 0x7fffff) >>> upper;
    return ((bits >>> 31) << 15) | Number(format.infinity) | (1 << (format.mantissaBits - 1)) | payload;
  });
}

/** Next to every number of the format and every tie between two of them; beyond the largest and below the smallest too. */
function aroundTies({ fromBits, infinity, max }: Format): Float32Array {
  const magnitudes = Array.from({ length: Number(infinity) }, (_, pattern) => fromBits(BigInt(pattern)));
  const places = magnitudes.flatMap((x, i) => [x, (x + (magnitudes[i + 1] ?? x + (x - magnitudes[i - 1]!))) / 2]);
  const patterns = bitsOf(Float32Array.from([...thinned(places), max * 2, Infinity]));
  const near = Array.from(patterns).flatMap((bits) => [bits - 1, bits, bits + 1]);
  const valid = near.filter((bits) => bits >= 0 && bits <= 0x7f800000);
  return floats([...valid, ...valid.map((bits) => bits + 0x80000000)]);
}

/** NaNs quiet and signalling, of either sign, their payloads at either end. */
const nans = floats(
  [0x7f800001, 0x7f801000, 0x7f802000, 0x7f810000, 0x7fbfffff, 0x7fc00000, 0x7fc00001, 0x7fd5a5a5, 0x7fffffff].flatMap(
    (bits) => [bits, bits + 0x80000000],
  ),
);

for (const dtype of ['float16', 'bfloat16'] as const) {
  const format = formats[dtype];
  const isNaN16 = (pattern: number): boolean => BigInt(pattern & 0x7fff) > format.infinity;
  const quiet = 1 << (format.mantissaBits - 1);

  describe(`${dtype} conversions`, () => {
    for (const isa of isas) {
      it(`${isa}: every pattern gives its number`, () => {
        const numbers = widened(dtype, isa, all);
        const i = all.findIndex((pattern) => !Object.is(numbers[pattern], format.fromBits(BigInt(pattern))));
        expect(i, 'pattern').to.equal(-1);
      });

      it(`${isa}: every pattern there and back is itself, a NaN quiet`, () => {
        const back = narrowed(dtype, isa, widened(dtype, isa, all));
        const expected = all.map((pattern) => (isNaN16(pattern) ? pattern | quiet : pattern));
        expect(back.findIndex((pattern, i) => pattern !== expected[i])).to.equal(-1);
      });

      const sets: [what: string, x: () => Float32Array][] = [
        ['every number and tie, and their neighbours', () => aroundTies(format)],
        ['NaNs', () => nans],
        ['any float', () => floats(Array.from({ length: scaled(200_000) }, bitsAtRandom()))],
      ];
      for (const [what, make] of sets)
        it(`${isa}: ${what} as rounding to nearest, ties to even, has it`, () => {
          const x = make();
          const [got, expected] = [narrowed(dtype, isa, x), wanted(format, x)];
          const i = got.findIndex((pattern, at) => pattern !== expected[at]);
          expect(i, `${got[i]?.toString(16)} for ${expected[i]?.toString(16)} of ${x[i]}: index`).to.equal(-1);
        });

      it(`${isa}: every length gives what its elements give, and nothing beside it`, () => {
        const x = floats(Array.from({ length: 40 }, bitsAtRandom()));
        const expected = narrowed(dtype, isa, x);
        for (let length = 0; length <= x.length; length++) {
          const [patterns, numbers] = [new Uint16Array(42).fill(7), new Float32Array(42).fill(7)];
          addon.conversion('float32', dtype, isa)(x.subarray(0, length), patterns.subarray(1, 1 + length));
          addon.conversion(dtype, 'float32', isa)(expected.subarray(0, length), numbers.subarray(1, 1 + length));
          const rest = Array.from({ length: 41 - length }, () => 7);
          expect([...patterns]).to.deep.equal([7, ...expected.subarray(0, length), ...rest]);
          expect([...numbers]).to.deep.equal([7, ...widened(dtype, isa, expected).subarray(0, length), ...rest]);
        }
      });
    }
  });
}

function bitsAtRandom(): () => number {
  const next = random(11);
  return () => Math.floor(next() * 2 ** 32);
}

describe('toFloat16 and its like', () => {
  const x = Float32Array.of(-0, 1, 1 / 3, 65519, 65520, 2 ** -24, -Infinity);

  it('make the bit patterns', () => {
    expect([...toFloat16(x)]).to.deep.equal([0x8000, 0x3c00, 0x3555, 0x7bff, 0x7c00, 1, 0xfc00]);
    expect([...toBfloat16(x)]).to.deep.equal([0x8000, 0x3f80, 0x3eab, 0x4780, 0x4780, 0x3380, 0xff80]);
  });

  it('and the numbers', () => {
    expect([...fromFloat16(toFloat16(x))]).to.deep.equal([-0, 1, 1365 / 4096, 65504, Infinity, 2 ** -24, -Infinity]);
    expect([...fromBfloat16(toBfloat16(x))]).to.deep.equal([-0, 1, 171 / 512, 65536, 65536, 2 ** -24, -Infinity]);
  });

  it('fill out, at any offset and in shared memory', () => {
    const shared = new Uint16Array(new SharedArrayBuffer(64), 6, x.length);
    expect(toFloat16(x, shared)).to.equal(shared);
    expect([...shared]).to.deep.equal([...toFloat16(x)]);
    const out = new Float32Array(x.length);
    expect(fromFloat16(shared, out)).to.equal(out);
    expect([...out]).to.deep.equal([...fromFloat16(toFloat16(x))]);
  });

  it('take arrays of any length', () => {
    const long = Float32Array.from({ length: 20_001 }, (_, i) => (i - 10_000) / 64);
    expect(toFloat16(new Float32Array())).to.deep.equal(new Uint16Array());
    expect(fromFloat16(toFloat16(long))).to.deep.equal(Float32Array.from(long, formats.float16.round));
    expect(fromBfloat16(toBfloat16(long))).to.deep.equal(Float32Array.from(long, formats.bfloat16.round));
    expect(tanh(fromFloat16(toFloat16(long))).length).to.equal(long.length);
  });

  const memory = new ArrayBuffer(64);
  const wide = new Float32Array(memory, 8, 4);
  const type = (message: string): Refusal => ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', message];
  const apart = (name: string): Refusal => [
    'RangeError',
    'ERR_LEEWAY_OVERLAP',
    `expected memory apart from x for out, received ${name} of length 4`,
  ];
  const rows: [what: string, arrays: unknown[], attempt: () => unknown, refusal: Refusal][] = [
    [
      'patterns for numbers',
      [],
      () => toFloat16(new Uint16Array(3) as never),
      type('expected a Float32Array for x, received Uint16Array of length 3'),
    ],
    [
      'numbers for patterns',
      [],
      () => fromBfloat16(new Float32Array(3) as never),
      type('expected a Uint16Array of bfloat16 bit patterns for x, received Float32Array of length 3'),
    ],
    ['nothing', [], () => (fromFloat16 as () => unknown)(), type(/bit patterns for x, received undefined$/ as never)],
    [
      'another length',
      [],
      () => toFloat16(new Float32Array(3), new Uint16Array(2)),
      ['RangeError', 'ERR_LEEWAY_LENGTH', 'expected the length of x (3) for out, received Uint16Array of length 2'],
    ],
    ...[2, 8, 14, 22].map((at): [string, unknown[], () => unknown, Refusal] => [
      `patterns at byte ${at} of numbers at bytes 8 to 24`,
      [wide],
      () => toFloat16(wide, new Uint16Array(memory, at, 4)),
      apart('Uint16Array'),
    ]),
    ['numbers over patterns', [wide], () => fromFloat16(new Uint16Array(memory, 16, 4), wide), apart('Float32Array')],
  ];
  for (const [what, arrays, attempt, refusal] of rows)
    it(`refuse ${what}`, () => expectNothingWritten(arrays, attempt, refusal));

  for (const at of [0, 24])
    it(`write beside: at byte ${at} of numbers at bytes 8 to 24`, () =>
      expect([...toFloat16(wide.fill(1), new Uint16Array(memory, at, 4))]).to.deep.equal(
        Array.from({ length: 4 }, () => 0x3c00),
      ));

  it(`run on ${backend.isa}, the active instruction set`, () =>
    expect([...toFloat16(x)]).to.deep.equal([...narrowed('float16', backend.isa, x)]));
});
