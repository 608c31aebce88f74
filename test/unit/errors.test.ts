import { expect } from 'chai';
import {
  backend,
  kernel,
  kernels,
  exp,
  isru,
  tanh,
  type Dtype,
  type ElementArray,
  type FloatArray,
  type Kernel,
  type KernelQuery,
  type Op,
} from 'leeway';
import { received } from '#lib/errors';
import { dtypes, formats } from '../support/floats';
import { expectNothingWritten, expectRefusal, type Refusal } from '../support/refusals';

const arrayOf = { float32: Float32Array, float64: Float64Array, float16: Uint16Array, bfloat16: Uint16Array };
const wantedOf = {
  float32: 'a Float32Array',
  float64: 'a Float64Array',
  float16: 'a Uint16Array of float16 bit patterns',
  bfloat16: 'a Uint16Array of bfloat16 bit patterns',
};

function ramp(dtype: Dtype, length: number): ElementArray {
  return formats[dtype].array(Array.from({ length }, (_, i) => i / 4 - 1));
}

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const hostile = {
  get constructor(): never {
    throw new Error('boo');
  },
};

/** What is no Float32Array and no Float64Array, and how messages name it. */
const notArrays: [what: string, value: unknown, named: string][] = [
  ...[
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    BigInt64Array,
    BigUint64Array,
  ].map((Kind): [string, unknown, string] => [Kind.name, new Kind(3), `${Kind.name} of length 3`]),
  ['DataView', new DataView(new ArrayBuffer(12)), 'DataView'],
  ['ArrayBuffer', new ArrayBuffer(12), 'ArrayBuffer'],
  ['SharedArrayBuffer', new SharedArrayBuffer(12), 'SharedArrayBuffer'],
  ['Buffer', Buffer.alloc(3), 'Buffer of length 3'],
  ['Array', [1, 2, 3], 'Array of length 3'],
  ['object with a length', { length: 3, 0: 1, 1: 2, 2: 3 }, 'Object of length 3'],
  ['object that takes itself for one', Object.create(Float32Array.prototype), 'an object'],
  ['object without a prototype', Object.create(null), 'an object'],
  ['object with a getter that throws', hostile, 'an object'],
  ['object whose kind is a symbol', { constructor: { name: Symbol('x') }, length: 3 }, 'an object'],
  ['revoked proxy', revoked.proxy, 'an object'],
  ['proxy of an array', new Proxy(new Float32Array(3), {}), 'an object'],
  ['null', null, 'null'],
  ['number', 3, 'number 3'],
  ['NaN', NaN, 'number NaN'],
  ['bigint', 3n, 'bigint 3'],
  ['string', 'abc', '"abc"'],
  ['boolean', true, 'boolean true'],
  ['symbol', Symbol('x'), 'symbol Symbol(x)'],
  ['function', ramp, 'function ramp'],
];

interface Call {
  name: string;
  parameters: string[];
  call: (...arrays: unknown[]) => unknown;
}

/** The kernel's functions as they look to a caller without types. */
function callsOf(f: Kernel): Call[] {
  return [
    { name: 'f', parameters: ['x', 'out'], call: f as never },
    { name: 'f.backward', parameters: ['x', 'dy', 'dx'], call: f.backward as never },
    { name: 'f.backwardFromOutput', parameters: ['y', 'dy', 'dx'], call: f.backwardFromOutput as never },
  ];
}

describe('refused arrays', () => {
  for (const dtype of dtypes) {
    const wanted = wantedOf[dtype];
    const ownKind = arrayOf[dtype].name;
    const others = dtypes.filter((other) => arrayOf[other].name !== ownKind);
    const values: typeof notArrays = [
      ...notArrays.filter(([what]) => what !== ownKind),
      ...others.map((other): (typeof notArrays)[number] => [
        other,
        ramp(other, 3),
        `${arrayOf[other].name} of length 3`,
      ]),
    ];
    for (const { name, parameters, call } of callsOf(kernel('tanh', { dtype }) as Kernel))
      for (const [position, parameter] of parameters.entries()) {
        const allArrays = (): unknown[] => parameters.map(() => ramp(dtype, 3));

        it(`${dtype} ${name}: ${parameter} of the wrong kind`, () => {
          for (const [, value, named] of values) {
            const given = allArrays().with(position, value);
            const message = `expected ${wanted} for ${parameter}, received ${named}`;
            expectNothingWritten(given, () => call(...given), ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', message]);
          }
        });

        const isOutput = position === parameters.length - 1;
        if (!isOutput)
          it(`${dtype} ${name}: ${parameter} missing`, () => {
            const message = `expected ${wanted} for ${parameter}, received undefined`;
            expectRefusal(
              () => call(...allArrays().slice(0, position)),
              ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', message],
            );
          });

        if (position > 0)
          it(`${dtype} ${name}: ${parameter} of another length`, () => {
            for (const length of [0, 2, 4]) {
              const given = allArrays().with(position, ramp(dtype, length));
              const message = `expected the length of ${parameters[0]} (3) for ${parameter}, received ${arrayOf[dtype].name} of length ${length}`;
              expectNothingWritten(given, () => call(...given), ['RangeError', 'ERR_LEEWAY_LENGTH', message]);
            }
          });
      }
  }
});

describe('overlap', () => {
  for (const dtype of dtypes)
    for (const { name, parameters, call } of callsOf(kernel('tanh', { dtype }) as Kernel))
      for (const [position, parameter] of parameters.slice(0, -1).entries()) {
        const output = parameters.at(-1)!;
        // The output stands `shift` elements behind that input.
        const givenAt = (shift: number): ElementArray[] => {
          const pool = ramp(dtype, 24);
          const given = parameters.map(() => ramp(dtype, 8));
          given[position] = pool.subarray(8, 16);
          given[parameters.length - 1] = pool.subarray(8 + shift, 16 + shift);
          return given;
        };

        for (const shift of [-7, -1, 1, 7])
          it(`${dtype} ${name}: ${output} ${shift} elements from ${parameter} is refused`, () => {
            const message = `expected ${parameter} itself or memory apart from it for ${output}, received ${arrayOf[dtype].name} of length 8`;
            const given = givenAt(shift);
            expectNothingWritten(given, () => call(...given), ['RangeError', 'ERR_LEEWAY_OVERLAP', message]);
          });

        for (const shift of [-8, 0, 8])
          it(`${dtype} ${name}: ${output} ${shift} elements from ${parameter} is fine`, () => {
            const given = givenAt(shift);
            const apart = call(...given.slice(0, -1).map((a) => a.slice()), new arrayOf[dtype](8));
            expect(call(...given))
              .to.equal(given.at(-1))
              .and.to.deep.equal(apart);
          });
      }

  it('is seen through two objects for one shared memory', function () {
    if (backend.name === 'wasm') this.skip(); // JavaScript cannot see it
    const shared = new SharedArrayBuffer(64);
    const alias = structuredClone(shared);
    const [x, out] = [new Float32Array(shared, 0, 8), new Float32Array(alias, 4, 8)];
    expectNothingWritten([x, out], () => kernel('tanh')(x, out), [
      'RangeError',
      'ERR_LEEWAY_OVERLAP',
      /apart from it for out/,
    ]);
  });

  it('of the inputs alone does not matter', () => {
    const pool = ramp('float32', 9) as Float32Array;
    const f = kernel('tanh');
    const [x, dy] = [pool.subarray(0, 8), pool.subarray(1, 9)];
    expect(f.backward(x, dy)).to.deep.equal(f.backward(x.slice(), dy.slice()));
  });
});

const typed = (expected: string, name: string, value: string): Refusal => [
  'TypeError',
  'ERR_LEEWAY_ARGUMENT_TYPE',
  `expected ${expected} for ${name}, received ${value}`,
];
const ranged = (expected: string, name: string, value: string): Refusal => [
  'RangeError',
  'ERR_LEEWAY_ARGUMENT_RANGE',
  `expected ${expected} for ${name}, received ${value}`,
];
const none = (message: string | RegExp): Refusal => ['RangeError', 'ERR_LEEWAY_NO_SUCH_KERNEL', message];

const ops = [...new Set(kernels().map(({ op }) => op))];
const methods = [
  ...new Set(
    kernels()
      .filter(({ op }) => op === 'tanh')
      .map(({ method }) => method),
  ),
];

const queries: [op: unknown, query: unknown, refusal: Refusal][] = [
  ['tan', {}, none(`expected one of ${ops.join(', ')} for op, received "tan"`)],
  ['toString', {}, none(`expected one of ${ops.join(', ')} for op, received "toString"`)],
  ['', {}, none(/for op, received ""$/)],
  [undefined, {}, typed('the name of an op', 'op', 'undefined')],
  [5, {}, typed('the name of an op', 'op', 'number 5')],
  ['tanh', null, typed('an object', 'options', 'null')],
  ['tanh', 'rational_5_4', typed('an object', 'options', '"rational_5_4"')],
  [
    'tanh',
    { maxError: 1 },
    ranged('one of dtype, method, maxAbsError, maxUlp, domain, alpha, isa', 'an option', '"maxError"'),
  ],
  ['tanh', { dtype: 'float8' }, ranged(`one of ${dtypes.join(', ')}`, 'dtype', '"float8"')],
  ['tanh', { dtype: 32 }, ranged(`one of ${dtypes.join(', ')}`, 'dtype', 'number 32')],
  ['exp', { dtype: 'float16' }, none('expected one of float32, float64 for dtype of exp, received "float16"')],
  [
    'tanh',
    { method: 'rsqrt_newton' },
    none(`expected one of ${methods.join(', ')} for method, received "rsqrt_newton"`),
  ],
  [
    'tanh',
    { dtype: 'float64', method: 'rational_9_8' },
    none(/^expected a query that one of these meets: exact on .* for kernel\('tanh'\), received .*rational_9_8/),
  ],
  ...['maxAbsError', 'maxUlp', 'alpha'].flatMap((option): [string, unknown, Refusal][] => [
    ...[0, -0, -1, NaN, Infinity, -Infinity].map((value): [string, unknown, Refusal] => [
      'isru',
      { [option]: value },
      ranged('a finite number above 0', option, `number ${value}`),
    ]),
    ['isru', { [option]: '1' }, typed('a number', option, '"1"')],
    ['isru', { [option]: null }, typed('a number', option, 'null')],
  ]),
  [
    'tanh',
    { maxAbsError: 1e-12 },
    none(/exact on \[-Infinity, Infinity\] within 8.*e-8, .* received .*maxAbsError:1e-12/),
  ],
  ['tanh', { maxUlp: 0.5 }, none(/exact on .* ulp.* received .*maxUlp:0.5/)],
  ['tanh', { method: 'rational_5_4', maxAbsError: 1e-6 }, none(/these meets: rational_5_4 on/)],
  ['tanh', { domain: 1 }, typed('a pair of numbers [low, high]', 'domain', 'number 1')],
  ['tanh', { domain: [0] }, typed('a pair of numbers [low, high]', 'domain', 'Array of length 1')],
  ['tanh', { domain: [0, '1'] }, typed('a pair of numbers [low, high]', 'domain', 'Array of length 2')],
  ['tanh', { domain: [1, 0] }, ranged('low <= high', 'domain', '"[1, 0]"')],
  ['tanh', { domain: [NaN, 1] }, ranged('low <= high', 'domain', '"[NaN, 1]"')],
  ['rsqrt', { domain: [-1, 1] }, none(/on \[0, Infinity\]/)],
  ['tanh', { alpha: 1 }, ranged('no alpha, which tanh does not have,', 'options', 'number 1')],
  // alpha has to be a number of the element type for the bounds to hold.
  ['isru', { alpha: 1e-39, dtype: 'bfloat16' }, ranged('a normal float32 number', 'alpha', 'number 1e-39')],
  ['isru', { alpha: 1e-39 }, ranged('a normal float32 number', 'alpha', 'number 1e-39')],
  ['isru', { alpha: 3.5e38 }, ranged('a normal float32 number', 'alpha', 'number 3.5e+38')],
  ['tanh', { isa: 'sse9' }, ['Error', 'ERR_LEEWAY_ISA', /^expected one of .*scalar.* for isa, received "sse9"$/]],
];

describe('refused queries', () => {
  for (const [op, query, refusal] of queries)
    it(`kernel(${received(op)}, ${JSON.stringify(query, (_, v: unknown) => (typeof v === 'number' ? String(v) : v))})`, () =>
      expectRefusal(() => kernel(op as Op, query as KernelQuery), refusal));

  const sharedRows: [what: string, attempt: () => unknown, refusal: Refusal][] = [
    ['tanh of an array', () => tanh([1] as never), typed('a Float32Array or Float64Array', 'x', 'Array of length 1')],
    [
      'tanh of bit patterns',
      () => tanh(new Uint16Array(3) as never),
      typed(
        "a Float32Array or Float64Array (16-bit floats: kernel('tanh', { dtype: 'float16' }))",
        'x',
        'Uint16Array of length 3',
      ),
    ],
    [
      'exp of bit patterns',
      () => exp(new Uint16Array(3) as never),
      typed('a Float32Array or Float64Array', 'x', 'Uint16Array of length 3'),
    ],
    ['tanh of nothing', () => (tanh as () => unknown)(), typed('a Float32Array or Float64Array', 'x', 'undefined')],
    ['tanh into null', () => tanh(new Float32Array(1), null as never), typed('a Float32Array', 'out', 'null')],
    [
      'tanh across element types',
      () => tanh<FloatArray>(new Float32Array(1), new Float64Array(1)),
      typed('a Float32Array', 'out', 'Float64Array of length 1'),
    ],
    [
      'isru with a bad alpha',
      () => isru(new Float32Array(1), undefined, { alpha: -1 }),
      ranged('a finite number above 0', 'alpha', 'number -1'),
    ],
    [
      'tanh with an alpha',
      () => (tanh as typeof isru)(new Float32Array(1), undefined, { alpha: 1 }),
      ranged('no alpha, which tanh does not have,', 'options', 'number 1'),
    ],
    [
      'kernels of no instruction set',
      () => kernels('mmx' as never),
      ['Error', 'ERR_LEEWAY_ISA', /^expected one of scalar, .* for isa, received "mmx"$/],
    ],
  ];
  for (const [what, attempt, refusal] of sharedRows) it(what, () => expectRefusal(attempt, refusal));
});

const names: [value: unknown, named: string][] = [
  ...notArrays.map(([, value, named]): [unknown, string] => [value, named]),
  [undefined, 'undefined'],
  ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
  [() => 0, 'a function'],
  [class Mine {}, 'function Mine'],
  [new (class Mine extends Float32Array {})(2), 'Mine of length 2'],
  [-0, 'number 0'],
];

describe('received()', () => {
  for (const [value, named] of names) it(named, () => expect(received(value)).to.equal(named));
});
