import { expect } from 'chai';
import { Posit, type PositArray } from 'leeway';
import { expectNothingWritten, type Refusal } from '../../support/refusals';

const type = (message: string | RegExp): Refusal => ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', message];
const range = (message: string | RegExp): Refusal => ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', message];
const length = (message: string | RegExp): Refusal => ['RangeError', 'ERR_LEEWAY_LENGTH', message];
const overlap = (message: string | RegExp): Refusal => ['RangeError', 'ERR_LEEWAY_OVERLAP', message];

// Written as JavaScript would: the declarations refuse most of it.
type Loose = Record<string, (...args: unknown[]) => unknown>;
const loose = (p: unknown): Loose => p as Loose;
const make = (...args: unknown[]): unknown => new (Posit as unknown as new (...args: unknown[]) => unknown)(...args);

const p8 = loose(new Posit(8, 0));
const p10 = loose(new Posit(10, 0));
const p5 = loose(new Posit(5, 1));
const p16 = loose(new Posit(16, 1));
const p32 = loose(new Posit(32, 0));
const u8 = (n: number): Uint8Array => new Uint8Array(n).fill(64);
const u16 = (n: number): Uint16Array => new Uint16Array(n).fill(7);
const view = (
  from: number,
  count: number,
  kind: Uint8ArrayConstructor | Uint16ArrayConstructor = Uint8Array,
): PositArray => new kind(shared.buffer, from, count);
const shared = new Uint8Array(64);

describe('what posits refuse', () => {
  const cases: [what: string, attempt: (out: Uint8Array) => unknown, refusal: Refusal][] = [
    [
      'bits there are not',
      () => make(4, 0),
      range('expected a whole number from 5 to 16, or 32 for n, received number 4'),
    ],
    ['bits in between', () => make(24, 0), range(/for n, received number 24$/)],
    ['half a bit', () => make(8.5, 0), range(/for n, received number 8.5$/)],
    ['es there is not', () => make(8, 4), range('expected a whole number from 0 to 3 for es, received number 4')],
    ['es below 0', () => make(8, -1), range(/for es, received number -1$/)],
    ['text', () => make('8', 0), type('expected a number for n, received "8"')],
    ['nothing', () => make(), type('expected a number for n, received undefined')],
    ['an option there is not', () => make(8, 0, { simd: 1 }), range(/for an option, received "simd"$/)],
    [
      'another array',
      (out) => p8['add']!(u16(4), u8(4), out),
      type('expected a Uint8Array for a, received Uint16Array of length 4'),
    ],
    [
      'another second array',
      (out) => p8['add']!(u8(4), [1, 2], out),
      type(/a Uint8Array for b, received Array of length 2$/),
    ],
    [
      'signed bits',
      (out) => p8['neg']!(new Int8Array(4), out),
      type(/a Uint8Array for a, received Int8Array of length 4$/),
    ],
    ['another out', () => p8['neg']!(u8(4), u16(4)), type(/a Uint8Array for out, received Uint16Array of length 4$/)],
    ['no array', () => p8['neg']!(), type(/a Uint8Array for a, received undefined$/)],
    [
      'doubles for floats',
      (out) => p8['fromFloat32']!(new Float64Array(4), out),
      type(/a Float32Array for x, received Float64Array of length 4$/),
    ],
    [
      'floats for bits',
      () => p8['toFloat64']!(new Float32Array(2)),
      type(/a Uint8Array for bits, received Float32Array of length 2$/),
    ],
    ['the other floats out', () => p16['toFloat32']!(u16(2), new Float64Array(2)), type(/a Float32Array for out/)],
    ['Int8Array to compare into', () => p8['compare']!(u8(4), u8(4), u8(4)), type(/an Int8Array for out/)],
    [
      'lengths',
      (out) => p8['add']!(u8(4), u8(5), out),
      length('expected the length of a (4) for b, received Uint8Array of length 5'),
    ],
    [
      'the third length',
      (out) => p8['fma']!(u8(4), u8(4), u8(3), out),
      length(/for c, received Uint8Array of length 3$/),
    ],
    ["out's length", () => p8['add']!(u8(4), u8(4), u8(3)), length(/for out, received Uint8Array of length 3$/)],
    [
      'overlap',
      () => p8['add']!(view(0, 8), u8(8), view(3, 8)),
      overlap('expected a itself or memory apart from it for out, received Uint8Array of length 8'),
    ],
    ['overlap with the second', () => p8['add']!(u8(8), view(8, 8), view(1, 8)), overlap(/^expected b itself/)],
    [
      'overlap of other sizes',
      () => p8['toFloat32']!(view(0, 8), new Float32Array(shared.buffer, 0, 8)),
      overlap(/^expected memory apart from that of bits for out/),
    ],
    [
      'bits beyond 5',
      (out) => p5['add']!(Uint8Array.of(31, 32), u8(2).fill(1), out.subarray(0, 2)),
      range('expected a posit of 5 bits (0 to 31) for a[1], received number 32'),
    ],
    [
      'bits beyond 10, far off',
      () => p10['fastTanh']!(u16(20_000).fill(1024, 19_999)),
      range(/\(0 to 1023\) for a\[19999\], received number 1024$/),
    ],
    [
      'bits beyond 10 in b',
      () => p10['dot']!(u16(3), Uint16Array.of(1, 65535, 2)),
      range(/for b\[1\], received number 65535$/),
    ],
    [
      'bits beyond 10 in a matrix',
      () => p10['matmul']!(u16(2), Uint16Array.of(1, 2000), { m: 1, k: 2, n: 1 }),
      range(/for b\[1\]/),
    ],
    [
      'one bit pattern beyond',
      () => p5['decode']!(32),
      range('expected a whole number from 0 to 31 for bits, received number 32'),
    ],
    ['half a pattern', () => p5['next']!(1.5), range(/for bits, received number 1.5$/)],
    ['text for a pattern', () => p5['previous']!('1'), type('expected a number for bits, received "1"')],
    ['a pattern to compare beyond', () => p5['compare']!(1, 99), range(/for bits, received number 99$/)],
    ['text to encode', () => p8['encode']!('1'), type('expected a number for value, received "1"')],
    ['a bigint to encode', () => p8['encode']!(1n), type(/for value, received bigint 1$/)],
    ['fields of too many bits', () => p8['toString']!(256), range(/for bits, received number 256$/)],
    [
      'no format to convert to',
      (out) => p8['convert']!(u8(4), { n: 16, es: 1 }, out),
      type('expected a Posit for to, received Object'),
    ],
    ['the array of another format', () => p8['convert']!(u8(4), p16, u8(4)), type(/a Uint16Array for out/)],
    [
      'bit tricks with exponent bits',
      () => p16['fastSigmoid']!(u16(2)),
      range('expected a format without exponent bits for fastSigmoid, received "posit<16,1>"'),
    ],
    [
      'fastElu with exponent bits',
      () => p16['fastElu']!(u16(2), undefined, { elu: 'reciprocal-table' }),
      range(/for fastElu/),
    ],
    [
      'rounding there is not',
      (out) => p8['fastTanh']!(u8(4), out, { rounding: 'up' }),
      range('expected one of paper, nearest for rounding, received "up"'),
    ],
    [
      'another clamp',
      (out) => p8['half']!(u8(4), out, { clamp: 1 }),
      type('expected a boolean for clamp, received number 1'),
    ],
    [
      'an option of another trick',
      (out) => p8['fastSigmoid']!(u8(4), out, { tanh: 'folded' }),
      range(/for an option, received "tanh"$/),
    ],
    ['no function for a table', () => p8['table']!(3), type('expected a function for f, received number 3')],
    ['nothing for a table', () => p8['table']!(), type('expected a function for f, received undefined')],
    [
      'a function that gives no number',
      () => p8['table']!(() => '1'),
      type(/^expected a number for the function at 0, received "1"$/),
    ],
    [
      'a table of 2^32 posits',
      () => p32['table']!((v: number) => v),
      range('expected a format of at most 16 bits, not 17179869184 bytes, for table, received "posit<32,0>"'),
    ],
    [
      'a pair table of 8 GB',
      () => p16['pairTable']!('mul'),
      range('expected a format of at most 10 bits, not 8589934592 bytes, for pairTable, received "posit<16,1>"'),
    ],
    [
      'an operation there is not',
      () => p8['pairTable']!('pow'),
      range('expected one of add, sub, mul, div for operation, received "pow"'),
    ],
    [
      'a compaction there is not',
      () => p8['pairTable']!('mul', { compaction: 'zip' }),
      range(/for compaction, received "zip"$/),
    ],
    [
      'sums by logarithms',
      () => p8['pairTable']!('add', { compaction: 'log-exp' }),
      range('expected mul or div with log-exp for operation, received "add"'),
    ],
    [
      'reflecting with exponent bits',
      () => p5['pairTable']!('mul', { compaction: 'inversion' }),
      range(/without exponent bits for inversion/),
    ],
    ['measuring what is no trick', () => p8['measure']!('tanh'), range(/for trick, received "tanh"$/)],
    ['no sizes', () => p8['matmul']!(u8(4), u8(4)), type('expected an object for sizes, received undefined')],
    [
      'a size missing',
      () => p8['matmul']!(u8(4), u8(4), { m: 2, k: 2 }),
      type('expected a number for n, received undefined'),
    ],
    ['a size below 0', () => p8['matmul']!(u8(4), u8(4), { m: -2, k: 2, n: 2 }), range(/for m, received number -2$/)],
    [
      'a matrix of another size',
      (out) => p8['matmul']!(u8(5), u8(4), { m: 2, k: 2, n: 2 }, out),
      length('expected m * k (4) elements for a, received Uint8Array of length 5'),
    ],
    [
      'a result of another size',
      () => p8['matmul']!(u8(4), u8(4), { m: 2, k: 2, n: 2 }, u8(5)),
      length(/^expected m \* n \(4\) elements for out/),
    ],
    [
      'a result that overlaps',
      () => p8['matmul']!(view(0, 4), u8(4), { m: 2, k: 2, n: 2 }, view(1, 4)),
      overlap(/^expected a itself/),
    ],
  ];
  for (const [what, attempt, refusal] of cases)
    it(what, () => {
      const out = u8(4);
      expectNothingWritten([out, shared], () => attempt(out), refusal);
    });

  it('the array of a buffer that is gone', () => {
    const gone = u8(4);
    structuredClone(gone.buffer, { transfer: [gone.buffer as ArrayBuffer] });
    expect(new Posit(8, 0).neg(gone)).to.have.lengthOf(0);
  });
});

describe('posit arrays', () => {
  it('sit anywhere, in place, in shared memory', () => {
    for (const [n, es] of [
      [8, 0],
      [12, 1],
      [32, 2],
    ] as const) {
      const p = new Posit(n, es);
      for (const count of [0, 1, 7, 31, 100, 1000]) {
        const a = p.array(count).map((_, i) => (i * 7919 + 3) % 2 ** n);
        const b = p.array(count).map((_, i) => (i * 104729 + 11) % 2 ** n);
        const expected = p.mul(a, b);
        const memory = new SharedArrayBuffer((3 * count + 3) * p.bytes);
        const Kind = a.constructor as Uint16ArrayConstructor;
        const [x, y] = [1, count + 2].map((from) => new Kind(memory, from * p.bytes, count)) as [never, never];
        (x as PositArray).set(a);
        (y as PositArray).set(b);
        expect(Array.from(p.mul(x, y, y) as PositArray)).to.deep.equal(Array.from(expected));
        expect(Array.from(x as PositArray)).to.deep.equal(Array.from(a));
        const both = a.slice();
        expect(p.mul(both, both, both)).to.deep.equal(p.mul(a, a));
        expect(p.fma(a, b, b, a.slice())).to.deep.equal(p.fma(a, b, b));
      }
    }
  });
});
