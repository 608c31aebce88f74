import { expect } from 'chai';
import * as leeway from 'leeway';
import {
  backend,
  kernel,
  kernels,
  type Dtype,
  type Isa,
  type Kernel,
  type KernelInfo,
  type KernelQuery,
  type Op,
} from 'leeway';
import { addon } from '#lib/backend/index';
import { dtypes } from '../support/floats';

const everyIsa = addon.isas().map(({ name }) => name);
const bounds = ['maxAbsError', 'maxUlp', 'derivativeMaxAbsError', 'derivativeMaxUlp'] as const;

describe('kernels()', () => {
  for (const isa of everyIsa)
    it(`is complete for ${isa}, available or not`, () => {
      for (const info of kernels(isa)) {
        const name = `${info.op} ${info.method} ${info.dtype}`;
        expect(info.isa).to.equal(isa);
        expect(info.dtype, name).to.be.oneOf(dtypes);
        for (const bound of bounds) expect(info[bound], `${name} ${bound}`).to.be.a('number').and.at.least(0);
        expect(Math.min(info.maxAbsError, info.maxUlp), `${name}: a promise of one kind`).to.be.below(Infinity);
        expect(info.domain[0], name).to.be.below(info.domain[1]);
        for (const text of ['op', 'method', 'source', 'value', 'derivative'] as const)
          expect(info[text], `${name} ${text}`).to.match(/\S/);
        expect(info.value, name).to.match(/\bx\b/);
        expect(/\balpha\b/.test(info.value), `${name}: alpha where the value has it`).to.equal(
          info.alpha !== undefined,
        );
        expect(info.hasBackwardFromOutput).to.be.a('boolean');
      }
    });

  it('lists each kernel once', () => {
    const names = kernels().map(({ op, method, dtype }) => `${op} ${method} ${dtype}`);
    expect(new Set(names).size).to.equal(names.length).and.to.be.above(0);
  });

  it('stands for the active instruction set', () => expect(kernels()).to.deep.equal(kernels(backend.isa)));

  it('has a function for each op, and a kernel for each of its rows', () => {
    for (const { op, method, dtype } of kernels()) {
      expect(leeway[op], op).to.be.a('function');
      const f = kernel(op, { method, dtype }) as Kernel;
      expect({ op: f.op, method: f.method, dtype: f.dtype }).to.deep.equal({ op, method, dtype });
    }
  });

  it('starts with the most accurate', () => {
    for (const isa of everyIsa)
      for (const info of kernels(isa)) {
        if (!info.domain.every((end) => Math.abs(end) === Infinity)) continue; // on less it is easier
        const first = kernels(isa).find(({ op, dtype }) => op === info.op && dtype === info.dtype)!;
        expect(info.maxAbsError, `${info.op} ${info.method}`).to.be.at.least(first.maxAbsError);
        expect(info.maxUlp, `${info.op} ${info.method}`).to.be.at.least(first.maxUlp);
      }
  });

  it('is a copy', () => {
    const [first] = kernels() as { -readonly [K in keyof KernelInfo]: KernelInfo[K] }[];
    const before = structuredClone(first!);
    first!.maxUlp = -1;
    (first!.domain as unknown as number[])[0] = 7;
    expect(kernels()[0]).to.deep.equal(before);
  });
});

// Without an instruction for it, the estimate of a reciprocal root is the root itself.
const hasEstimate = kernel('rsqrt', { method: 'estimate' }).maxUlp > 100;
const isruWithin5e7 = hasEstimate ? 'rsqrt_newton' : 'rsqrt_estimate';

const choices: [op: Op, query: KernelQuery, expected: Partial<KernelInfo>][] = [
  ['tanh', {}, { method: 'exact', dtype: 'float32', isa: backend.isa }],
  ['tanh', { dtype: 'float64' }, { method: 'exact', dtype: 'float64' }],
  ['tanh', { dtype: 'float16' }, { method: 'exact', dtype: 'float16' }],
  ['sigmoid', { dtype: 'bfloat16', maxAbsError: 0.01 }, { method: 'tier_1e_3', dtype: 'bfloat16' }],
  ['tanh', { method: 'rational_7_6' }, { method: 'rational_7_6' }],
  ['tanh', { maxAbsError: 1 }, { method: 'tier_1e_3' }],
  ['tanh', { maxAbsError: 1e-5 }, { method: 'tier_3e_6' }],
  ['tanh', { maxAbsError: 5e-7 }, { method: 'rational_9_8' }],
  ['tanh', { maxAbsError: 1e-7 }, { method: 'exact' }],
  ['tanh', { maxUlp: 10 }, { method: 'rational_9_8' }],
  ['tanh', { maxUlp: 2 }, { method: 'exact' }],
  ['tanh', { maxAbsError: 1, maxUlp: 2 }, { method: 'exact' }],
  ['tanh', { method: 'exact', maxAbsError: 1 }, { method: 'exact' }],
  ['tanh', { domain: [-1, 1] }, { method: 'exact' }],
  ['tanh', { domain: [0, 0] }, { method: 'exact' }],
  ['sigmoid', { maxUlp: 1e6 }, { method: 'exact' }], // the rational promises no ulp
  ['rsqrt', {}, { method: 'exact', domain: [0, Infinity] }],
  ['rsqrt', { domain: [0, 5], maxUlp: 100 }, { method: hasEstimate ? 'newton' : 'estimate' }],
  ['tanh', { dtype: 'float64', domain: [0, 1], maxAbsError: 1e-12 }, { method: 'poly16', domain: [0, 1] }],
  ['tanh', { dtype: 'float64', domain: [0, 1.5], maxAbsError: 1e-12 }, { method: 'exact' }],
  ['tanh', { dtype: 'float64', maxAbsError: 1e-10 }, { method: 'tier_1e_10' }],
  ['isru', { alpha: 3 }, { method: 'exact', alpha: 3 }],
  ['isru', {}, { alpha: 1 }],
  ['isru', { maxAbsError: 5e-7 }, { method: isruWithin5e7 }],
  ['tanh', { isa: 'scalar' }, { isa: 'scalar', method: 'exact' }],
];

describe('choosing', () => {
  for (const [op, query, expected] of choices)
    it(`${op} ${JSON.stringify(query)}`, () => {
      const f = kernel(op, query);
      for (const [key, value] of Object.entries(expected)) expect(f[key as keyof KernelInfo], key).to.deep.equal(value);
    });

  it('takes the last kernel of the list that keeps a budget, at every budget, but for those that are slower there', () => {
    for (const isa of backend.available)
      for (const { op, dtype } of kernels(isa)) {
        const all = kernels(isa).filter((row) => row.op === op && row.dtype === dtype);
        const rows = all.filter(({ domain }) =>
          all.every((row) => row.domain[0] >= domain[0] && row.domain[1] <= domain[1]),
        );
        // Where a division takes longer than the whole of a more accurate kernel before it.
        const isSlowerThere = (method: string): boolean =>
          isa === 'avx512' && op === 'tanh' && dtype === 'float64' && method.startsWith('rational_');
        for (const key of ['maxAbsError', 'maxUlp'] as const)
          for (const budget of rows.map((row) => row[key]).filter((bound) => bound > 0 && bound < Infinity)) {
            const within = rows.filter((row) => row[key] <= budget);
            const chosen = kernel(op, { dtype, isa, [key]: budget }) as Kernel;
            const fastest = within.findLast(({ method }) => !isSlowerThere(method));
            expect(chosen.method, `${op} ${dtype} ${isa} ${key} ${budget}`).to.equal(fastest!.method);
          }
      }
  });
});

describe('alpha', () => {
  const rows: [op: 'isru' | 'isrlu', alpha: number, factor: number][] = [
    ['isru', 1, 1],
    ['isru', 4, 1 / 2],
    ['isru', 0.01, 10],
    ['isrlu', 4, 1 / 2],
    ['isrlu', 0.01, 10],
  ];
  for (const dtype of ['float32', 'float64'] as Dtype[])
    for (const [op, alpha, factor] of rows)
      it(`${op} ${dtype}: absolute errors are ${factor} times as large at alpha ${alpha}, those in ulp the same`, () => {
        const [usual, other] = [kernel(op, { dtype }), kernel(op, { dtype, alpha })];
        expect(other.maxAbsError).to.be.closeTo(factor * usual.maxAbsError, 1e-12 * usual.maxAbsError);
        expect(other.maxUlp).to.equal(usual.maxUlp);
        expect(other.derivativeMaxAbsError).to.equal(usual.derivativeMaxAbsError);
      });

  it('counts in budgets: a wider function may need a better kernel', () => {
    expect(kernel('isru', { maxAbsError: 5e-7 }).method).to.equal(isruWithin5e7);
    expect(kernel('isru', { maxAbsError: 3e-7, alpha: 0.5 }).method).to.equal('exact');
    const wide = kernel('isru', { alpha: 0.01 }).maxAbsError.toPrecision(2);
    expect(() => kernel('isru', { maxAbsError: 3.5e-7, alpha: 0.01 })).to.throw(RangeError, `within ${wide},`);
  });
});

describe('instruction sets', () => {
  for (const isa of backend.available)
    it(`kernel(op, { isa: '${isa}' }) runs on it`, () => {
      for (const { op } of kernels(isa)) expect(kernel(op, { isa }).isa).to.equal(isa);
    });

  const absent = everyIsa.filter((isa): isa is Isa => !backend.available.includes(isa));
  for (const isa of absent)
    it(`kernel(op, { isa: '${isa}' }) says that it is not here`, () =>
      expect(() => kernel('tanh', { isa }))
        .to.throw(Error, /which this .* CPU or build does not have/)
        .with.property('code', 'ERR_LEEWAY_ISA'));
});
