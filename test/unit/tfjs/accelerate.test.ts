import { expect } from 'chai';
import { kernel } from 'leeway';
import { accelerate, type AccelerateOptions, type Tfjs } from 'leeway/tfjs';
import { evaluate } from '../../support/child';
import { expectRefusal, type Refusal } from '../../support/refusals';
import { accelerated, activations, backends, countOf, tf } from '../../support/tfjs';

const configs = (): unknown[] =>
  backends.flatMap((backend) => Object.keys(activations).map((name) => tf.getKernel(name, backend)));

describe('accelerate(tf)', () => {
  before(() => tf.setBackend('cpu'));

  it('replaces kernels, and undo() puts back the very same ones', () => {
    const before = configs();
    const undo = accelerate(tf);
    configs().forEach((config, i) => expect(config, Object.keys(activations)[i]).not.to.equal(before[i]));
    undo();
    configs().forEach((config, i) => expect(config).to.equal(before[i]));
    undo(); // does nothing
    configs().forEach((config, i) => expect(config).to.equal(before[i]));
  });

  it('leaves alone what was registered over its kernels since', () => {
    const original = tf.getKernel('Tanh', 'cpu');
    const undo = accelerate(tf);
    const theirs = { ...tf.getKernel('Tanh', 'cpu') };
    tf.unregisterKernel('Tanh', 'cpu');
    tf.registerKernel(theirs);
    undo();
    expect(tf.getKernel('Tanh', 'cpu')).to.equal(theirs);
    tf.unregisterKernel('Tanh', 'cpu');
    tf.registerKernel(original);
  });

  it('is refused where it is in force already, and replaces nothing then', () =>
    accelerated(() => {
      const before = configs();
      const again: Refusal = ['Error', 'ERR_LEEWAY_TFJS', /undo the call before first.* for the backend cpu, /];
      expectRefusal(() => accelerate(tf), again);
      configs().forEach((config, i) => expect(config).to.equal(before[i]));
    }));

  it('takes the backends named', () =>
    accelerated(
      (undo) => expect(new Set(undo.report().map(({ backend }) => backend))).to.deep.equal(new Set(['wasm'])),
      { backends: ['wasm', 'wasm'] },
    ));

  it('takes the most accurate kernels, or the fastest within a budget', () => {
    const methods = (options: AccelerateOptions) =>
      accelerated((undo) => Object.fromEntries(undo.report().map((row) => [row.kernel, row])), options);
    const [exact, quick] = [methods({}), methods({ maxAbsError: 1e-4 })];
    expect(exact['Tanh']).to.include({ op: 'tanh', method: kernel('tanh').method });
    const { method, maxAbsError } = kernel('tanh', { maxAbsError: 1e-4 });
    expect(quick['Tanh']).to.include({ method, maxAbsError, maxUlp: kernel('tanh', { maxAbsError: 1e-4 }).maxUlp });
    expect(quick['Tanh']!.method).not.to.equal(exact['Tanh']!.method);
    // No absolute bound holds for it: not with less accuracy than can be had.
    expect(quick['Exp']).to.include({ method: kernel('exp').method, maxAbsError: Infinity });
  });

  it('keeps the budget', () =>
    tf.tidy(() => {
      const x = tf.linspace(-9, 9, 4001);
      const expected = [...x.dataSync()].map(Math.tanh);
      const y = accelerated(() => tf.tanh(x).dataSync(), { maxAbsError: 1e-4 });
      const worst = Math.max(...expected.map((value, i) => Math.abs(value - y[i]!)));
      expect(worst).to.be.within(1e-6, 1e-4); // not the accurate one
    }));

  for (const [backend, least] of [
    ['wasm', 256],
    ['cpu', 64],
  ] as const)
    it(`leaves short tensors to tfjs on ${backend}`, async () => {
      await tf.setBackend(backend);
      tf.tidy(() => {
        const undo = accelerate(tf);
        tf.tanh(tf.zeros([least - 1]));
        const short = countOf(undo, 'Tanh', backend);
        tf.tanh(tf.zeros([least]));
        expect([short, countOf(undo, 'Tanh', backend)]).to.deep.equal([
          { calls: 0, fallbacks: 1 },
          { calls: 1, fallbacks: 1 },
        ]);
        undo();
      });
    });

  it('reports what runs where, and how well', () =>
    accelerated((undo) => {
      for (const row of undo.report()) {
        expect(row).to.include.keys('kernel', 'backend', 'method', 'isa', 'maxAbsError', 'maxUlp');
        expect(row).to.include({ calls: 0, fallbacks: 0 });
      }
      expect(JSON.parse(JSON.stringify(undo.report()))).to.have.lengthOf(undo.report().length);
    }));
});

describe('what accelerate(tf) refuses', () => {
  const registry = 'expected @tensorflow/tfjs, with getKernel, registerKernel and unregisterKernel, for tf, received ';
  const empty: Tfjs = { getKernel: () => undefined, registerKernel: () => {}, unregisterKernel: () => {} };
  const rows: [name: string, attempt: () => unknown, refusal: Refusal][] = [
    [
      'no tf',
      () => accelerate(undefined as never),
      ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', 'expected an object for tf, received undefined'],
    ],
    [
      'no tfjs',
      () => accelerate([] as never),
      ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', `${registry}Array of length 0`],
    ],
    [
      'no backends',
      () => accelerate(empty),
      [
        'Error',
        'ERR_LEEWAY_TFJS',
        /import @tensorflow\/tfjs-backend-cpu .* for the backend cpu or wasm, received none$/,
      ],
    ],
    [
      'a backend that was not imported',
      () => accelerate(empty, { backends: ['wasm'] }),
      ['Error', 'ERR_LEEWAY_TFJS', /for the backend wasm, received none$/],
    ],
    [
      'an unknown backend',
      () => accelerate(tf, { backends: ['webgl' as 'cpu'] }),
      ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', 'expected one of cpu, wasm for backends, received "webgl"'],
    ],
    [
      'backends that are no array',
      () => accelerate(tf, { backends: 'cpu' as never }),
      ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', 'expected an array of cpu, wasm for backends, received "cpu"'],
    ],
    [
      'a budget that is none',
      () => accelerate(tf, { maxAbsError: -1 }),
      [
        'RangeError',
        'ERR_LEEWAY_ARGUMENT_RANGE',
        'expected a finite number above 0 for maxAbsError, received number -1',
      ],
    ],
    [
      'a budget that nothing keeps',
      () => accelerate(tf, { maxAbsError: 1e-12 }),
      ['RangeError', 'ERR_LEEWAY_NO_SUCH_KERNEL', / for kernel\('tanh'\), received ".*1e-12\}"$/],
    ],
    [
      'an unknown set of kernels',
      () => accelerate(tf, { kernels: 'some' as 'all' }),
      ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', 'expected one of activations, all for kernels, received "some"'],
    ],
    [
      'a length that is none',
      () => accelerate(tf, { minElements: 1.5 }),
      [
        'RangeError',
        'ERR_LEEWAY_ARGUMENT_RANGE',
        /^expected a whole number from 0 .* for minElements, received number 1.5$/,
      ],
    ],
    [
      'an unknown option',
      () => accelerate(tf, { backend: 'cpu' } as AccelerateOptions),
      ['RangeError', 'ERR_LEEWAY_ARGUMENT_RANGE', /^expected one of backends, .* for an option, received "backend"$/],
    ],
  ];
  for (const [name, attempt, refusal] of rows)
    it(name, () => {
      const before = configs();
      expectRefusal(attempt, refusal);
      configs().forEach((config, i) => expect(config).to.equal(before[i]));
    });
});

describe('leeway/tfjs and when it is loaded', () => {
  const child = (program: string) => evaluate(program, { flags: ['--no-warnings'] });

  it('leeway never loads tfjs, nor does leeway/tfjs', () =>
    expect(
      child(`require('leeway'); const before = Object.keys(require.cache).filter((path) => path.includes('@tensorflow') || path.includes('dist/tfjs/'));
        require('leeway/tfjs'); const after = Object.keys(require.cache).filter((path) => path.includes('@tensorflow'));
        console.log(JSON.stringify([before, after]))`),
    ).to.deep.equal([[], []]));

  it('is one module, required or imported', () =>
    expect(
      child(`import('leeway/tfjs').then(({ accelerate }) => {
        console.log(JSON.stringify(accelerate === require('leeway/tfjs').accelerate)) })`),
    ).to.equal(true));

  for (const backend of backends)
    it(`may come before ${backend} is set up`, () =>
      expect(
        child(`
          const tf = require('@tensorflow/tfjs'); require('@tensorflow/tfjs-backend-wasm'); tf.enableProdMode();
          const undo = require('leeway/tfjs').accelerate(tf, { minElements: 8 });
          tf.setBackend('${backend}').then(() => {
            const count = () => undo.report().find((row) => row.kernel === 'Tanh' && row.backend === '${backend}');
            const short = tf.tanh(tf.ones([4])).dataSync()[3]; // by tfjs, whose setup has to have run
            const long = tf.tanh(tf.ones([16])).dataSync()[15];
            const { calls, fallbacks } = count();
            undo();
            const after = tf.tanh(tf.ones([16])).dataSync()[15];
            console.log(JSON.stringify([[short, long, after].map((y) => y.toFixed(5)), calls, fallbacks, count().calls]));
          })`),
      ).to.deep.equal([Array(3).fill(Math.tanh(1).toFixed(5)), 1, 1, 1]));
});
