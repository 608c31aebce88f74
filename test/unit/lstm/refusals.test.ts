import { expect } from 'chai';
import { Lstm, kernel } from 'leeway';

const good = { inputs: 2, hidden: 3 };

describe('Lstm: refusals', () => {
  const constructions: [string, unknown, string, string][] = [
    ['no inputs', { hidden: 3 }, 'ERR_LEEWAY_ARGUMENT_TYPE', 'a number for inputs, received undefined'],
    ['half a unit', { ...good, hidden: 2.5 }, 'ERR_LEEWAY_ARGUMENT_RANGE', 'for hidden, received number 2.5'],
    ['too many', { ...good, outputs: 2 ** 21 }, 'ERR_LEEWAY_ARGUMENT_RANGE', 'from 1 to 1048576 for outputs'],
    ['unknown op', { ...good, activation: 'tahn' }, 'ERR_LEEWAY_NO_SUCH_KERNEL', 'for op, received "tahn"'],
    [
      'a budget nothing meets',
      { ...good, gate: { op: 'sigmoid', maxAbsError: 1e-12 } },
      'ERR_LEEWAY_NO_SUCH_KERNEL',
      "for kernel('sigmoid')",
    ],
    [
      'a float64 kernel',
      { ...good, gate: kernel('sigmoid', { dtype: 'float64' }) },
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'a float32 kernel for gate',
    ],
    [
      'a float16 kernel',
      { ...good, activation: kernel('tanh', { dtype: 'float16' }) },
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'expected a float32 kernel for activation, received "a float16 one"',
    ],
    [
      'a number for an activation',
      { ...good, activation: 3 },
      'ERR_LEEWAY_ARGUMENT_TYPE',
      'for activation, received number 3',
    ],
    [
      'a function that is no kernel',
      { ...good, activation: Math.tanh },
      'ERR_LEEWAY_ARGUMENT_TYPE',
      'an op, an object with an op, or a kernel for activation, received function tanh',
    ],
    [
      'an element type of its own',
      { ...good, gate: { op: 'sigmoid', dtype: 'float64' } },
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'for an option, received "dtype"',
    ],
    [
      'a float32 kernel in float64',
      { ...good, dtype: 'float64', gate: kernel('sigmoid') },
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'expected a float64 kernel for gate, received "a float32 one"',
    ],
    ['16 bits', { ...good, dtype: 'float16' }, 'ERR_LEEWAY_ARGUMENT_RANGE', 'one of float32, float64 for dtype'],
    [
      'float64 weights of float32',
      { ...good, dtype: 'float64', initialWeights: new Float32Array(76) },
      'ERR_LEEWAY_ARGUMENT_TYPE',
      'a Float64Array for weights, received Float32Array',
    ],
    ['an instruction set by number', { ...good, isa: 5 }, 'ERR_LEEWAY_ARGUMENT_TYPE', 'for isa, received number 5'],
    ['a negative seed', { ...good, seed: -1 }, 'ERR_LEEWAY_ARGUMENT_RANGE', 'for seed, received number -1'],
    ['a misspelt option', { ...good, hiden: 3 }, 'ERR_LEEWAY_ARGUMENT_RANGE', 'for an option, received "hiden"'],
    [
      'weights of another shape',
      { ...good, initialWeights: new Float32Array(5) },
      'ERR_LEEWAY_LENGTH',
      'for weights, received Float32Array of length 5',
    ],
    [
      'NaN weights',
      { ...good, initialWeights: new Float32Array(76).fill(NaN) },
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'for weights[0], received number NaN',
    ],
  ];
  for (const [what, options, code, message] of constructions)
    it(`new Lstm: ${what}`, () => {
      expect(() => new Lstm(options as never))
        .to.throw(message)
        .with.property('code', code);
    });

  const x = new Float32Array(2 * 4 * 2);
  const y = new Float32Array(2);
  const fits: [string, unknown[], string, string][] = [
    ['no options', [x, y], 'ERR_LEEWAY_ARGUMENT_TYPE', 'an object for options, received undefined'],
    [
      'x of float64',
      [new Float64Array(16), y, { steps: 4 }],
      'ERR_LEEWAY_ARGUMENT_TYPE',
      'a Float32Array for x, received Float64Array of length 16',
    ],
    ['x of another shape', [x, y, { steps: 3 }], 'ERR_LEEWAY_LENGTH', '(3 · 2 = 6) elements for x'],
    [
      'empty x',
      [new Float32Array(0), y, { steps: 4 }],
      'ERR_LEEWAY_LENGTH',
      'for x, received Float32Array of length 0',
    ],
    ['y of another length', [x, new Float32Array(3), { steps: 4 }], 'ERR_LEEWAY_LENGTH', '(2 · 1 = 2) elements for y'],
    [
      'NaN in x',
      [x.with(5, NaN), y, { steps: 4 }],
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'finite numbers for x[5], received number NaN',
    ],
    [
      'a class that is not 0 to 1',
      [x, y.with(1, 2), { steps: 4, loss: 'bce' }],
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'in [0, 1] for y[1], received number 2',
    ],
    ['an unknown loss', [x, y, { steps: 4, loss: 'mae' }], 'ERR_LEEWAY_ARGUMENT_RANGE', 'one of mse, bce for loss'],
    [
      'patience without validation',
      [x, y, { steps: 4, patience: 2 }],
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'which patience needs',
    ],
    [
      'a negative rate',
      [x, y, { steps: 4, learningRate: -1 }],
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'for learningRate, received number -1',
    ],
    ['no threads', [x, y, { steps: 4, threads: 0 }], 'ERR_LEEWAY_ARGUMENT_RANGE', 'for threads, received number 0'],
    ['too many threads', [x, y, { steps: 4, threads: 9 }], 'ERR_LEEWAY_ARGUMENT_RANGE', 'from 1 to 8 for threads'],
    [
      'threads that are no number',
      [x, y, { steps: 4, threads: 'all' }],
      'ERR_LEEWAY_ARGUMENT_TYPE',
      'a number for threads, received "all"',
    ],
    [
      'an odd schedule',
      [x, y, { steps: 4, schedule: 7 }],
      'ERR_LEEWAY_ARGUMENT_TYPE',
      'for schedule, received number 7',
    ],
    [
      'an unknown schedule',
      [x, y, { steps: 4, schedule: 'linear' }],
      'ERR_LEEWAY_ARGUMENT_RANGE',
      'for schedule, received "linear"',
    ],
    ['a loss by number', [x, y, { steps: 4, loss: 0 }], 'ERR_LEEWAY_ARGUMENT_TYPE', 'for loss, received number 0'],
    [
      'validation of another shape',
      [x, y, { steps: 4, validation: { x, y: new Float32Array(1) } }],
      'ERR_LEEWAY_LENGTH',
      'for validation.y',
    ],
  ];
  for (const [what, args, code, message] of fits)
    it(`fit: ${what}; the weights stay`, async () => {
      const lstm = new Lstm(good);
      const before = lstm.weights;
      let error: unknown;
      await (lstm.fit as (...args: unknown[]) => Promise<unknown>).apply(lstm, args).catch((e: unknown) => (error = e));
      expect(error).to.be.instanceOf(Error).with.property('code', code);
      expect((error as Error).message).to.include(message);
      expect([...lstm.weights]).to.deep.equal([...before]);
    });

  it('fit: a signal that throws when it is let go of does not keep the network busy', async () => {
    const lstm = new Lstm(good);
    const removeEventListener = () => {
      throw new Error('not now');
    };
    const signal = { aborted: false, addEventListener: () => undefined, removeEventListener };
    const error: unknown = await lstm
      .fit(x, y, { steps: 4, epochs: 1, signal: signal as never })
      .catch((e: unknown) => e);
    expect(error).to.have.property('message', 'not now');
    expect(lstm.predict(x, { steps: 4 })).to.have.lengthOf(2);
  });

  it('predict: out of the wrong length or over x', () => {
    const lstm = new Lstm(good);
    expect(() => lstm.predict(x, { steps: 4, out: new Float32Array(3) }))
      .to.throw('for out')
      .with.property('code', 'ERR_LEEWAY_LENGTH');
    expect(() => lstm.predict(x, { steps: 4, out: x.subarray(0, 2) }))
      .to.throw('apart from x')
      .with.property('code', 'ERR_LEEWAY_OVERLAP');
  });
});
