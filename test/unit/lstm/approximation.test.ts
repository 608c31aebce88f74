import { expect } from 'chai';
import { decodeModel, encodeModel } from '#lib/model-files/index';
import {
  approximate,
  backend,
  LeewayError,
  Lstm,
  syntheticWeather,
  WeatherPredictor,
  type Approximation,
  type SavedTable,
} from 'leeway';

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

  it('is saved with the network, and read again to the same bits', () => {
    const own = new Lstm({ inputs: 1, hidden: 4, activation: tanh, seed: 5 });
    const bytes = own.toBytes();
    const loaded = Lstm.fromBytes(bytes);
    expect(loaded.activation).to.deep.equal(own.activation);
    expect(loaded.predict(x, { steps })).to.deep.equal(own.predict(x, { steps }));
    expect(loaded.toBytes()).to.deep.equal(bytes);
  });

  it('is refused where the file was damaged, though no checksum says so', () => {
    const { kind, settings, tensors } = decodeModel(
      new Lstm({ inputs: 1, hidden: 4, activation: tanh }).toBytes(),
      ['lstm'],
      'bytes',
    );
    const table = settings['activation'] as SavedTable;
    const wrong: [change: Partial<Record<keyof SavedTable, unknown>>, message: string][] = [
      [{ low: 3 }, 'expected what was saved for the checksum of a saved approximation'],
      [{ version: 2 }, 'a newer leeway may read it'],
      [{ leeway: 'tables' }, "expected 'table' for leeway of a saved approximation"],
      [{ value: undefined }, 'expected what was saved for the checksum'],
    ];
    for (const [change, message] of wrong) {
      const bytes = encodeModel({ kind, tensors, settings: { ...settings, activation: { ...table, ...change } } });
      expect(() => Lstm.fromBytes(bytes, 'mine.safetensors'))
        .to.throw(LeewayError, message)
        .with.property('code', 'ERR_LEEWAY_MODEL_DAMAGED');
    }
  });

  it('goes with a forecaster into its file', async () => {
    const predictor = new WeatherPredictor({ hidden: 2, activation: tanh });
    const table = syntheticWeather({ hours: 1500, seed: 1 });
    await predictor.fit(table, { epochs: 1 });
    const loaded = WeatherPredictor.fromBytes(predictor.toBytes());
    expect(loaded.toBytes()).to.deep.equal(predictor.toBytes());
    expect(loaded.forecast(table)).to.deep.equal(predictor.forecast(table));
  });

  it('cannot be exported to ONNX, which would need a formula', () => {
    expect(() => new Lstm({ inputs: 1, hidden: 2, activation: tanh }).toOnnx()).to.throw(
      RangeError,
      'expected functions of the catalogue for a network to be exported, received',
    );
  });

  it('has to be of the network’s element type', () => {
    expect(() => new Lstm({ inputs: 1, hidden: 2, dtype: 'float64', activation: tanh as never })).to.throw(
      RangeError,
      'a float64 kernel for activation, received',
    );
  });
});
