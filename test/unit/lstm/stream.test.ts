import { expect } from 'chai';
import { Lstm, type ActivationSpec, type LstmDtype } from 'leeway';
import { isas } from '../../support/cases';
import { numbers, numbersOf } from './data';

const inputs = 3;
const steps = 9;

// Panels full, left over, one or many; a cell that is compiled in and one that is called, with and without kept inputs.
const networks: { hidden: number; outputs: number; activation: ActivationSpec }[] = [
  { hidden: 1, outputs: 1, activation: 'tanh' },
  { hidden: 16, outputs: 2, activation: 'tanh' },
  { hidden: 37, outputs: 1, activation: 'isru' },
  { hidden: 21, outputs: 17, activation: 'softsign' },
  { hidden: 100, outputs: 1, activation: 'silu' },
];

for (const isa of isas) {
  for (const dtype of ['float32', 'float64'] as const) {
    describe(`Lstm.stream, ${dtype}, ${isa}`, () => {
      for (const network of networks) {
        it(`gives bit for bit what predict gives of every beginning: ${JSON.stringify(network)}`, () => {
          const lstm = new Lstm<LstmDtype>({ ...network, inputs, isa, dtype, seed: 4 });
          const x = numbersOf(dtype, steps * inputs, 8);
          const stream = lstm.stream();
          for (let t = 0; t < steps; t++) {
            const out = stream.step(x.subarray(t * inputs, (t + 1) * inputs));
            const whole = lstm.predict(x.slice(0, (t + 1) * inputs), { steps: t + 1 });
            expect([...out], `after ${t + 1} steps`).to.deep.equal([...whole]);
          }
        });
      }

      it('starts over, and goes on from a saved state as if nothing had been in between', () => {
        const lstm = new Lstm<LstmDtype>({ inputs, hidden: 21, isa, dtype });
        const stream = lstm.stream();
        const x = Array.from({ length: 6 }, (_, t) => numbersOf(dtype, inputs, t));
        const first = x.map((step) => stream.step(step)[0]!);
        stream.reset();
        expect([...stream.state]).to.deep.equal(new Array(42).fill(0));
        const saved = x.map((step, t) => {
          expect(stream.step(step)[0]).to.equal(first[t]);
          return stream.state;
        });
        const other = lstm.stream();
        for (const t of [3, 0, 4]) {
          other.setState(saved[t]!);
          expect([...other.state]).to.deep.equal([...saved[t]!]);
          expect(other.step(x[t + 1]!)[0]).to.equal(first[t + 1]);
        }
      });
    });
  }
}

describe('Lstm.stream', () => {
  const x = numbers(inputs, 3);

  it('keeps the weights of its opening, also while the network learns', async () => {
    const lstm = new Lstm({ inputs, hidden: 8 });
    const stream = lstm.stream();
    const before = stream.step(x)[0]!;
    const learning = lstm.fit(numbers(64 * inputs, 1), numbers(64, 2), { steps: 1, epochs: 3, learningRate: 0.1 });
    expect(() => lstm.stream())
      .to.throw('fit() to have finished before stream()')
      .with.property('code', 'ERR_LEEWAY_BUSY');
    stream.reset();
    expect(stream.step(x)[0]).to.equal(before);
    await learning;
    stream.reset();
    expect(stream.step(x)[0]).to.equal(before);
    expect(lstm.stream().step(x)[0]).to.not.equal(before);
  });

  it('fills the array it is given, even x itself, else always one of its own', () => {
    const lstm = new Lstm({ inputs, hidden: 5, outputs: inputs });
    const [a, b] = [lstm.stream(), lstm.stream()];
    const own = a.step(x);
    const out = new Float32Array(inputs);
    expect(b.step(x, out)).to.equal(out);
    expect([...own]).to.deep.equal([...out]);
    const both = x.slice();
    b.step(both, both);
    expect(a.step(x)).to.equal(own);
    expect([...both]).to.deep.equal([...own]);
  });

  it('outlives its network', () => {
    const open = () => new Lstm({ inputs, hidden: 300, seed: 9 }).stream();
    const streams = Array.from({ length: 8 }, open);
    const results = streams.map((stream) => stream.step(x)[0]);
    expect(new Set(results).size).to.equal(1);
  });

  const stream = new Lstm({ inputs, hidden: 4 }).stream();
  const refused: [string, (state: Float32Array) => unknown, string, string][] = [
    ['a step of float64', () => stream.step(new Float64Array(3) as never), 'TYPE', 'a Float32Array for x'],
    ['a step too long', () => stream.step(new Float32Array(4)), 'LENGTH', "the length of a step's inputs (3) for x"],
    ['no step', () => stream.step(undefined as never), 'TYPE', 'a Float32Array for x, received undefined'],
    ['outputs elsewhere', () => stream.step(x, [0] as never), 'TYPE', 'a Float32Array for out'],
    ['too few outputs', () => stream.step(x, new Float32Array(0)), 'LENGTH', "a step's outputs (1) for out"],
    ['half a state', (state) => stream.setState(state.subarray(4)), 'LENGTH', 'the length of h and c (8) for state'],
    ['a state of NaN', (state) => stream.setState(state.fill(NaN)), 'RANGE', 'finite numbers for state[0]'],
    ['a state in an array', () => stream.setState([1] as never), 'TYPE', 'a Float32Array for state'],
  ];
  for (const [what, call, code, message] of refused)
    it(`refuses ${what}; the state stays`, () => {
      stream.reset();
      stream.step(x);
      const state = stream.state;
      expect(() => call(stream.state))
        .to.throw(message)
        .with.property('code')
        .that.matches(new RegExp(`${code}$`));
      expect([...stream.state]).to.deep.equal([...state]);
    });
});
