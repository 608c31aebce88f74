import { expect } from 'chai';
import { channelKernel, isrlu, isru, kernel, kernels, type ChannelKernel, type ChannelQuery } from 'leeway';
import { random } from '../support/inputs';
import { expectNothingWritten, expectRefusal, type Refusal } from '../support/refusals';

const opsWithAlpha = [
  ...new Set(
    kernels()
      .filter(({ alpha }) => alpha !== undefined)
      .map(({ op }) => op),
  ),
];

describe('channelKernel()', () => {
  it('has every op with an alpha', () => {
    for (const op of opsWithAlpha) expect(channelKernel(op as 'isru', { channels: 2 }).op).to.equal(op);
    const named = `one of ${opsWithAlpha.join(', ')}`;
    expect(() => channelKernel('tanh' as 'isru', { channels: 2 })).to.throw(RangeError, `expected ${named} for op`);
  });

  it('says what it is, and no bound that depends on alpha', () => {
    const f = channelKernel('isrlu', { channels: 3, inner: 4, method: 'rsqrt_newton', isa: 'scalar' });
    const { maxUlp, source } = kernel('isrlu', { method: 'rsqrt_newton', isa: 'scalar' });
    const named = { op: 'isrlu', method: 'rsqrt_newton', dtype: 'float32', isa: 'scalar', channels: 3, inner: 4 };
    expect({ ...f }).to.include({ ...named, maxUlp, source });
    expect(f).not.to.have.any.keys('alpha', 'maxAbsError', 'derivativeMaxAbsError', 'hasBackwardFromOutput');
    expect(Object.isFrozen(f)).to.equal(true);
    expect(channelKernel('isru', { channels: 1 })).to.include({ method: 'exact', dtype: 'float32', inner: 1 });
  });

  it('finds the fastest within a number of ulp', () => {
    const { method, maxUlp } = channelKernel('isru', { channels: 1, maxUlp: 1e5, isa: 'scalar' });
    expect(method).to.equal(kernel('isru', { maxUlp: 1e5, isa: 'scalar' }).method);
    expect(maxUlp).to.be.at.most(1e5);
  });

  it('takes channels last, or with their elements side by side', () => {
    const alpha = Float64Array.of(1, 3);
    const x = Float64Array.of(-1, -1, 2, 2, -3, -3);
    const [one, three] = [isrlu(x), isrlu(x, undefined, { alpha: 3 })];
    const last = channelKernel('isrlu', { channels: 2, dtype: 'float64' });
    expect(last(x, alpha)).to.deep.equal(Float64Array.from(x, (_, i) => (i % 2 === 0 ? one : three)[i]!));
    const blocks = channelKernel('isrlu', { channels: 2, inner: 3, dtype: 'float64' });
    expect(blocks(x, alpha)).to.deep.equal(Float64Array.from(x, (_, i) => (i < 3 ? one : three)[i]!));
  });

  it('makes the arrays that are not given, and fills those that are', () => {
    const f = channelKernel('isru', { channels: 2 });
    const [x, alpha, dy] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2), Float32Array.of(1, 1, 1, 1)];
    const { dx, dAlpha } = f.backward(x, alpha, dy);
    const [into, intoAlpha] = [new Float32Array(4), new Float32Array(2)];
    expect(f.backward(x, alpha, dy, into, intoAlpha)).to.deep.equal({ dx: into, dAlpha: intoAlpha });
    expect([into, intoAlpha]).to.deep.equal([dx, dAlpha]);
    const out = new Float32Array(4);
    expect(f(x, alpha, out))
      .to.equal(out)
      .and.to.deep.equal(f(x, alpha));
  });

  it('has gradients of zero for no samples', () => {
    const f = channelKernel('isru', { channels: 2 });
    const none = new Float32Array(0);
    const { dx, dAlpha } = f.backward(none, Float32Array.of(1, 2), none, none, Float32Array.of(7, 7));
    expect([[...dx], [...dAlpha]]).to.deep.equal([[], [0, 0]]);
  });

  it('gives NaN for NaN, to its own channel only', () => {
    for (const op of opsWithAlpha) {
      const f = channelKernel(op as 'isru', { channels: 2 });
      const [x, alpha] = [Float32Array.of(NaN, -1, 2, 3), Float32Array.of(1, 2)];
      const { dAlpha } = f.backward(x, alpha, Float32Array.of(1, 1, 1, 1));
      expect([...dAlpha].map(Number.isNaN), op).to.deep.equal([true, false]);
    }
  });
});

describe('the gradient by alpha', () => {
  for (const op of opsWithAlpha)
    it(`${op}: what central differences give`, () => {
      const next = random(3);
      const [outer, channels, inner] = [6, 5, 4];
      const f = channelKernel(op as 'isru', { channels, inner, dtype: 'float64' });
      const many = (n: number, make: () => number): Float64Array => Float64Array.from({ length: n }, make);
      const x = many(outer * channels * inner, () => 6 * next() - 3);
      const dy = x.map(() => 2 * next() - 1);
      const alpha = many(channels, () => 0.2 + 3 * next());
      const total = (alphas: Float64Array): number => f(x, alphas).reduce((sum, y, i) => sum + y * dy[i]!, 0);
      const { dAlpha } = f.backward(x, alpha, dy);
      dAlpha.forEach((found, c) => {
        const step = 1e-5;
        const [above, below] = [alpha.with(c, alpha[c]! + step), alpha.with(c, alpha[c]! - step)];
        expect(found).to.be.closeTo((total(above) - total(below)) / (2 * step), 1e-8);
      });
    });

  it('learns the alphas that made the data', () => {
    const channels = 3;
    const f = channelKernel('isru', { channels });
    const next = random(5);
    const x = Float32Array.from({ length: 400 * channels }, () => 8 * next() - 4);
    const truth = Float32Array.of(0.25, 1, 4);
    const wanted = f(x, truth);
    const alpha = new Float32Array(channels).fill(1.5);
    for (let step = 0; step < 300; step++) {
      const dy = f(x, alpha).map((y, i) => y - wanted[i]!);
      const { dAlpha } = f.backward(x, alpha, dy);
      // By alpha's logarithm, which keeps it above 0.
      alpha.forEach((a, c) => (alpha[c] = a * Math.exp((-0.02 * a * dAlpha[c]!) / 4)));
    }
    alpha.forEach((a, c) => expect(a / truth[c]!, `channel ${c}`).to.be.closeTo(1, 1e-2));
  });

  it('is taken for alpha as it was', () => {
    const f = channelKernel('isru', { channels: 1 });
    const alpha = Float32Array.of(2);
    const x = Float32Array.of(1);
    const before = f(x, alpha)[0];
    alpha[0] = 5;
    expect([before, f(x, alpha)[0]]).to.deep.equal([2, 5].map((a) => isru(x, undefined, { alpha: a })[0]));
  });
});

const range = (message: string): Refusal => ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', message];
const none = (message: string | RegExp): Refusal => ['RangeError', 'ERR_LEEWAY_NO_SUCH_KERNEL', message];
const whole = 'a whole number from 1 to 4294967295';

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
    ['isru', { channels: 0 }, range(`expected ${whole} for channels, received number 0`)],
    ['isru', { channels: 1.5 }, range(`expected ${whole} for channels, received number 1.5`)],
    ['isru', { channels: 1, inner: -1 }, range(`expected ${whole} for inner, received number -1`)],
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
