import { expect } from 'chai';
import { channelKernel, kernels, type ChannelKernel, type ChannelQuery } from 'leeway';
import { expectNothingWritten, expectRefusal, type Refusal } from '../support/refusals';

const opsWithAlpha = [
  ...new Set(
    kernels()
      .filter(({ alpha }) => alpha !== undefined)
      .map(({ op }) => op),
  ),
];

const range = (message: string): Refusal => ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', message];
const none = (message: string | RegExp): Refusal => ['RangeError', 'ERR_LEEWAY_NO_SUCH_KERNEL', message];
const upTo24 = 'a whole number from 1 to 16777216';
const upTo32 = 'a whole number from 1 to 4294967295';

describe('refused channel kernels', () => {
  const rows: [op: unknown, options: unknown, refusal: Refusal][] = [
    [
      5,
      { channels: 1 },
      ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', 'expected the name of an op for op, received number 5'],
    ],
    ['relu', { channels: 1 }, none(`expected one of ${opsWithAlpha.join(', ')} for op, received "relu"`)],
    [
      'isru',
      undefined,
      ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', 'expected an object for options, received undefined'],
    ],
    ['isru', {}, ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', 'expected a number for channels, received undefined']],
    ['isru', { channels: 0 }, range(`expected ${upTo24} for channels, received number 0`)],
    ['isru', { channels: 2 ** 24 + 1 }, range(`expected ${upTo24} for channels, received number 16777217`)],
    ['isru', { channels: 1.5 }, range(`expected ${upTo24} for channels, received number 1.5`)],
    ['isru', { channels: 1, inner: -1 }, range(`expected ${upTo32} for inner, received number -1`)],
    [
      'isru',
      { channels: 1, alpha: 1 },
      range('expected one of channels, inner, dtype, method, maxUlp, isa for an option, received "alpha"'),
    ],
    [
      'isru',
      { channels: 1, dtype: 'float16' },
      range('expected one of float32, float64 for dtype, received "float16"'),
    ],
    [
      'isru',
      { channels: 1, dtype: 'bfloat16' },
      range('expected one of float32, float64 for dtype, received "bfloat16"'),
    ],
    ['isru', { channels: 1, method: 'tier_1e_5' }, none(/ for method, received "tier_1e_5"$/)],
    ['isru', { channels: 1, maxUlp: 0.1 }, none(/ for kernel\('isru'\), received /)],
    ['isru', { channels: 1, isa: 'mmx' }, ['Error', 'ERR_LEEWAY_ISA', /for isa, received "mmx"$/]],
  ];
  for (const [op, options, refusal] of rows)
    it(`channelKernel(${String(op)}, ${JSON.stringify(options)})`, () =>
      expectRefusal(() => channelKernel(op as 'isru', options as ChannelQuery<'isru'>), refusal));
});

/** What the functions look like to a caller without types. */
type Untyped = (...given: unknown[]) => unknown;

describe('refused arrays of a channel kernel', () => {
  const f = channelKernel('isru', { channels: 2, inner: 3 }) as ChannelKernel;
  const names = { forward: ['x', 'alpha', 'out'], backward: ['x', 'alpha', 'dy', 'dx', 'dAlpha'] };
  const ones = (length: number): Float32Array => new Float32Array(length).fill(1);
  const lengthOf = (name: string): number => (/alpha/i.test(name) ? 2 : 12);
  const good = (way: keyof typeof names): Float32Array[] => names[way].map((name) => ones(lengthOf(name)));

  for (const way of ['forward', 'backward'] as const) {
    const call = (way === 'forward' ? f : f.backward) as Untyped;
    const refusedWith = (position: number, value: unknown, refusal: Refusal): void => {
      const given = (good(way) as unknown[]).with(position, value);
      expectNothingWritten(given, () => call(...given), refusal);
    };

    names[way].forEach((name, position) => {
      it(`${way}: ${name} of another kind`, () => {
        for (const value of [new Float64Array(lengthOf(name)), [1, 2], null, 'abc', new Uint16Array(2)])
          refusedWith(position, value, [
            'TypeError',
            'ERR_LEEWAY_ARGUMENT_TYPE',
            new RegExp(`^expected a Float32Array for ${name}, received `),
          ]);
      });

      it(`${way}: ${name} of another length`, () => {
        const expected =
          name === 'x'
            ? 'a length that is a multiple of channels · inner (6)'
            : lengthOf(name) === 2
              ? 'an element per channel (2)'
              : 'the length of x (12)';
        for (const length of [1, 3, 7])
          refusedWith(position, ones(length), [
            'RangeError',
            'ERR_LEEWAY_LENGTH',
            `expected ${expected} for ${name}, received Float32Array of length ${length}`,
          ]);
      });
    });

    for (const [value, expected] of [
      [NaN, 'a finite number above 0'],
      [0, 'a finite number above 0'],
      [-0, 'a finite number above 0'],
      [-1, 'a finite number above 0'],
      [Infinity, 'a finite number above 0'],
      [2 ** -127, 'a normal float32 number'],
    ] as const)
      it(`${way}: an alpha of ${value}`, () => {
        const message = `expected ${expected} for alpha[1], received number ${value}`;
        refusedWith(1, Float32Array.of(1, value), range(message));
      });

    const overlaps: [output: string, input: string][] =
      way === 'forward'
        ? [
            ['out', 'x'],
            ['out', 'alpha'],
          ]
        : [
            ['dx', 'x'],
            ['dx', 'dy'],
            ['dx', 'alpha'],
            ['dAlpha', 'x'],
            ['dAlpha', 'alpha'],
            ['dAlpha', 'dy'],
            ['dAlpha', 'dx'],
          ];
    for (const [output, input] of overlaps)
      it(`${way}: ${output} that overlaps ${input}`, () => {
        const given = good(way);
        const [to, from] = [output, input].map((name) => names[way].indexOf(name)) as [number, number];
        const pool = ones(40);
        given[from] = pool.subarray(10, 10 + lengthOf(input));
        given[to] = pool.subarray(11, 11 + lengthOf(output));
        const expected =
          lengthOf(output) === lengthOf(input) && lengthOf(input) === 12
            ? `${input} itself or memory apart from it`
            : `memory apart from ${input}`;
        expectNothingWritten(given, () => call(...given), [
          'RangeError',
          'ERR_LEEWAY_OVERLAP',
          `expected ${expected} for ${output}, received Float32Array of length ${lengthOf(output)}`,
        ]);
      });
  }

  it('float64 takes an alpha that float32 has no normal number for', () => {
    const y = channelKernel('isru', { channels: 1, dtype: 'float64' })(Float64Array.of(1), Float64Array.of(1e-310));
    expect(y[0]).to.equal(1);
  });
});
