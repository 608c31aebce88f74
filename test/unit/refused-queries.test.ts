import { backend, exp, isru, kernel, kernels, tanh, type FloatArray, type KernelQuery, type Op } from 'leeway';
import { received } from '#lib/errors';
import { dtypes } from '../support/floats';
import { expectRefusal, type Refusal } from '../support/refusals';

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
  ['tanh', { dtype: 32 }, typed(`one of ${dtypes.join(', ')}`, 'dtype', 'number 32')],
  ['exp', { dtype: 'float16' }, none('expected one of float32, float64 for dtype of exp, received "float16"')],
  ['tanh', { dtype: null }, typed(`one of ${dtypes.join(', ')}`, 'dtype', 'null')],
  ['tanh', { method: 5 }, typed("a method's name", 'method', 'number 5')],
  ['tanh', { method: null }, typed("a method's name", 'method', 'null')],
  ['tanh', { method: ['exact'] }, typed("a method's name", 'method', 'Array of length 1')],
  [
    'tanh',
    { method: 'rsqrt_newton' },
    none(`expected one of ${methods.join(', ')} for method, received "rsqrt_newton"`),
  ],
  [
    'tanh',
    { dtype: 'float64', method: 'tier_5e_5' },
    none(/^expected a query that one of these meets: exact on .* for kernel\('tanh'\), received .*tier_5e_5/),
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
    none(/exact on \[-Infinity, Infinity\] within \d.*e-8, .* received .*maxAbsError:1e-12/),
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
  ['tanh', { isa: 5 }, typed('the name of an instruction set', 'isa', 'number 5')],
  ['tanh', { isa: ['scalar'] }, typed('the name of an instruction set', 'isa', 'Array of length 1')],
  ['tanh', { isa: 'sse9' }, ['Error', 'ERR_LEEWAY_ISA', /^expected one of .*scalar.* for isa, received "sse9"$/]],
];

describe('refused queries', () => {
  for (const [op, query, refusal] of queries)
    it(`kernel(${received(op)}, ${JSON.stringify(query, (_, v: unknown) => (typeof v === 'number' ? String(v) : v))})`, () =>
      expectRefusal(() => kernel(op as Op, query as KernelQuery), refusal));

  const rows: [what: string, attempt: () => unknown, refusal: Refusal][] = [
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
    ...[5, 0, 'alpha', null, true].map((value): [string, () => unknown, Refusal] => [
      `isru with ${received(value)} for options`,
      () => isru(new Float32Array(1), undefined, value as never),
      typed('an object', 'options', received(value)),
    ]),
    [
      'isru with an option of kernel()',
      () => isru(new Float32Array(1), undefined, { method: 'exact' } as never),
      ranged('one of alpha', 'an option', '"method"'),
    ],
    [
      'tanh with a number for options',
      () => (tanh as typeof isru)(new Float32Array(1), undefined, 5 as never),
      typed('an object', 'options', 'number 5'),
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
    ['kernels of a number', () => kernels(5 as never), typed('the name of an instruction set', 'isa', 'number 5')],
    [
      'lanes of a symbol',
      () => backend.lanes(Symbol('s') as never),
      typed('the name of an instruction set', 'isa', 'symbol Symbol(s)'),
    ],
  ];
  for (const [what, attempt, refusal] of rows) it(what, () => expectRefusal(attempt, refusal));
});
