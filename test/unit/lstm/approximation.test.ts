import { expect } from 'chai';
import { approximate, backend, Lstm, type Approximation } from 'leeway';

describe('an approximation as an activation', function () {
  this.timeout(120_000);
  const steps = 5;
  const x = Float32Array.from({ length: 24 * steps }, (_, i) => Math.sin(i));
  const y = Float32Array.from({ length: 24 }, (_, i) => Math.cos(i * steps));
  let tanh: Approximation<'float32'>;
  before(() => {
    tanh = approximate(Math.tanh, {
      domain: [-9, 9],
      maxAbsError: 5e-7,
      derivative: (v) => 1 - Math.tanh(v) ** 2,
      name: 'mine',
    });
  });

  for (const isa of backend.available)
    it(`gives what the kernel it approximates gives, on ${isa}`, async () => {
      const of = (activation: 'tanh' | Approximation<'float32'>) =>
        new Lstm({ inputs: 1, hidden: 7, activation, seed: 3, isa });
      const [own, exact] = [of(tanh), of('tanh')];
      expect(own.activation.op).to.equal('custom:mine');
      const compare = (tolerance: number): void => {
        const [a, b] = [own.predict(x, { steps }), exact.predict(x, { steps })];
        a.forEach((v, i) => expect(v).to.be.closeTo(b[i]!, tolerance));
      };
      compare(1e-5);
      for (const lstm of [own, exact]) await lstm.fit(x, y, { steps, epochs: 3, batchSize: 8 });
      compare(1e-3);
    });

  it('as the gate, too', () => {
    const sigmoid = approximate((v) => 1 / (1 + Math.exp(-v)), { domain: [-16, 16], maxAbsError: 1e-6 });
    const own = new Lstm({ inputs: 1, hidden: 4, gate: sigmoid });
    const exact = new Lstm({ inputs: 1, hidden: 4 });
    own.predict(x, { steps }).forEach((v, i) => expect(v).to.be.closeTo(exact.predict(x, { steps })[i]!, 1e-4));
  });

  it('has to be of the network’s element type', () => {
    expect(() => new Lstm({ inputs: 1, hidden: 2, dtype: 'float64', activation: tanh as never })).to.throw(
      RangeError,
      'a float64 kernel for activation, received',
    );
  });
});
