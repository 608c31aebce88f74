import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LeewayError, Lstm, type LstmOptions, type Op } from 'leeway';
import { decodeModel, encodeModel, tensor, type Model } from '#lib/model-files/index';
import { holds } from '../../support/properties';
import { expectRefusal, type Refusal } from '../../support/refusals';
import { temporaryFolder } from '../../support/temporary';
import { numbers, relativeError } from './data';
import { exact } from './reference';

const folder = temporaryFolder();
const file = join(folder, 'lstm.safetensors');
const steps = 5;

/** The outputs for x [steps, inputs] by the equations of torch.nn.LSTM's page, from the tensors alone. */
function asPyTorch({ tensors }: Model, x: Float32Array): number[] {
  const [weightI, weightH, biasI, biasH] = ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0'].map((name) =>
    tensors.get(`lstm.${name}`)!,
  );
  const [, inputs] = weightI!.shape as [number, number];
  const [, hidden] = weightH!.shape as [number, number];
  const times = (matrix: ArrayLike<number>, row: number, v: readonly number[]): number =>
    v.reduce((sum, value, i) => sum + matrix[row * v.length + i]! * value, 0);
  let [h, c] = [new Array<number>(hidden).fill(0), new Array<number>(hidden).fill(0)];
  for (let t = 0; t < x.length / inputs; t++) {
    const now = [...x.subarray(t * inputs, (t + 1) * inputs)];
    const [i, f, g, o] = [0, 1, 2, 3].map((gate) =>
      h.map((_, unit) => {
        const row = gate * hidden + unit;
        const sum =
          times(weightI!.data, row, now) + biasI!.data[row]! + times(weightH!.data, row, h) + biasH!.data[row]!;
        return gate === 2 ? Math.tanh(sum) : exact.sigmoid(sum);
      }),
    );
    c = c.map((before, unit) => f![unit]! * before + i![unit]! * g![unit]!);
    h = c.map((state, unit) => o![unit]! * Math.tanh(state));
  }
  const head = tensors.get('head.weight')!;
  return Array.from(tensors.get('head.bias')!.data, (bias, row) => times(head.data, row, h) + bias);
}

const modelOf = (lstm: Lstm): Model => decodeModel(lstm.toBytes(), ['lstm'], '');

describe('LSTM files', () => {
  it('give the network back: the same outputs, the same further training', async () => {
    const options: LstmOptions = { inputs: 2, hidden: 9, outputs: 2, seed: 11, gate: { op: 'isru', alpha: 3 } };
    const lstm = new Lstm({ ...options, activation: { op: 'tanh', maxAbsError: 1e-4 } });
    const [x, y] = [numbers(20 * steps * 2, 1), numbers(20 * 2, 2)];
    await lstm.fit(x, y, { steps, epochs: 2 });
    lstm.save(file);
    const loaded = Lstm.load(pathToFileURL(file));
    for (const name of ['inputs', 'hidden', 'outputs', 'activation', 'gate', 'isa', 'seed'] as const)
      expect(loaded[name], name).to.deep.equal(lstm[name]);
    expect(loaded.weights).to.deep.equal(lstm.weights);
    expect(loaded.predict(x, { steps })).to.deep.equal(lstm.predict(x, { steps }));
    expect(modelOf(loaded).settings)
      .to.deep.equal(modelOf(lstm).settings)
      .and.to.include({ epochs: 2, dtype: 'float32' });
    const { loss } = await loaded.fit(x, y, { steps, epochs: 1 });
    expect(loss).to.have.length(1);
  });

  it('keep any weights, sizes and functions, bit for bit', () => {
    const size = fc.integer({ min: 1, max: 5 });
    const op = fc.constantFrom<Op>('tanh', 'isru', 'elu', 'sigmoid');
    holds(
      fc.property(size, size, size, op, op, fc.nat(), (inputs, hidden, outputs, activation, gate, seed) => {
        const lstm = new Lstm({ inputs, hidden, outputs, activation, gate, seed });
        const weights = lstm.weights.map((weight, i) => (i % 7 === 0 ? -0 : weight * 10 ** ((i % 60) - 30)));
        lstm.setWeights(weights);
        const loaded = Lstm.fromBytes(lstm.toBytes());
        expect(Buffer.from(loaded.weights.buffer)).to.deep.equal(Buffer.from(weights.buffer));
        expect([loaded.activation.op, loaded.gate.op, loaded.seed]).to.deep.equal([activation, gate, seed]);
      }),
      50,
    );
  });

  it('keep float64', () => {
    const lstm = new Lstm({ inputs: 2, hidden: 3, dtype: 'float64', activation: 'isru' });
    const loaded = Lstm.fromBytes<'float64'>(lstm.toBytes());
    expect(loaded.dtype).to.equal('float64');
    expect(loaded.weights).to.deep.equal(lstm.weights).and.to.be.instanceOf(Float64Array);
  });

  it('hold tensors as PyTorch lays them out', () => {
    const lstm = new Lstm({ inputs: 3, hidden: 4, outputs: 2, seed: 4 });
    lstm.setWeights(numbers(lstm.weights.length, 8));
    const model = modelOf(lstm);
    expect(Object.fromEntries([...model.tensors].map(([name, { shape }]) => [name, shape]))).to.deep.equal({
      'lstm.weight_ih_l0': [16, 3],
      'lstm.weight_hh_l0': [16, 4],
      'lstm.bias_ih_l0': [16],
      'lstm.bias_hh_l0': [16],
      'head.weight': [2, 4],
      'head.bias': [2],
    });
    const x = numbers(steps * 3, 5);
    expect(relativeError(lstm.predict(x, { steps }), asPyTorch(model, x))).to.be.below(1e-5);
  });

  it('may have a second bias, as PyTorch trains one', () => {
    const lstm = new Lstm({ inputs: 1, hidden: 1 });
    const model = modelOf(lstm);
    model.tensors.get('lstm.bias_hh_l0')!.data[0] = 0.5;
    const changed = Lstm.fromBytes(encodeModel(model)).weights.map((weight, i) => weight - lstm.weights[i]!);
    expect([...changed].map((value) => Number(value.toFixed(6))).filter((value) => value !== 0)).to.deep.equal([0.5]);
  });

  const changed = (change: (model: Model) => Partial<Model>): Uint8Array => {
    const model = modelOf(new Lstm({ inputs: 2, hidden: 3 }));
    return encodeModel({ ...model, ...change(model) });
  };
  const withTensor = (name: string, data: Float32Array, shape: number[]) =>
    changed(({ tensors }) => ({ tensors: new Map([...tensors, [name, tensor(data, shape)]]) }));
  const withSetting = (name: string, value: unknown) =>
    changed(({ settings }) => ({ settings: { ...settings, [name]: value } }));
  const refused: [what: string, bytes: () => Uint8Array, refusal: Refusal][] = [
    [
      'a missing tensor',
      () => changed(() => ({ tensors: new Map() })),
      ['Error', 'ERR_LEEWAY_MODEL_DAMAGED', /tensor lstm\.weight_ih_l0, F32 \[12, 2\], for it, received none/],
    ],
    [
      'a tensor of another shape',
      () => withTensor('head.bias', new Float32Array(2), [2]),
      ['Error', 'ERR_LEEWAY_MODEL_DAMAGED', /head\.bias, F32 \[1\], for it, received F32 \[2\]/],
    ],
    [
      'weights that are no numbers',
      () => withTensor('head.bias', Float32Array.of(NaN), [1]),
      ['Error', 'ERR_LEEWAY_MODEL_DAMAGED', /finite numbers/],
    ],
    [
      'sizes that make no sense',
      () => withSetting('hidden', -3),
      ['Error', 'ERR_LEEWAY_MODEL_DAMAGED', /whole number .* for hidden/],
    ],
    ['no sizes', () => changed(() => ({ settings: {} })), ['Error', 'ERR_LEEWAY_MODEL_DAMAGED', /a number for inputs/]],
    [
      'a function of a later leeway',
      () => withSetting('gate', { op: 'sine' }),
      ['Error', 'ERR_LEEWAY_MODEL_NEWER', /one of .*tanh.* for op, received "sine"/],
    ],
    [
      'a method of a later leeway',
      () => withSetting('activation', { op: 'tanh', method: 'oracle' }),
      ['Error', 'ERR_LEEWAY_MODEL_NEWER', /"oracle"/],
    ],
  ];
  for (const [what, bytes, refusal] of refused)
    it(`refused: ${what}`, () => expectRefusal(() => Lstm.fromBytes(bytes(), 'it'), refusal));

  it('that are absent, cut short or of something else are refused by name', () => {
    expectRefusal(() => Lstm.load(join(folder, 'absent')), ['Error', 'ERR_LEEWAY_FILE', /absent/]);
    new Lstm({ inputs: 1, hidden: 1 }).save(file);
    writeFileSync(file, readFileSync(file).subarray(0, -1));
    expectRefusal(() => Lstm.load(file), ['Error', 'ERR_LEEWAY_MODEL_TRUNCATED', new RegExp(`for ${file}, `)]);
    writeFileSync(file, 'temp,dewp\n1,2\n');
    expectRefusal(() => Lstm.load(file), ['Error', 'ERR_LEEWAY_MODEL_FOREIGN', new RegExp(`for ${file}, `)]);
    expectRefusal(() => Lstm.fromBytes('bytes' as never), ['TypeError', 'ERR_LEEWAY_ARGUMENT_TYPE', /a Uint8Array/]);
  });

  it('are not written while a fit runs', async () => {
    const lstm = new Lstm({ inputs: 1, hidden: 4 });
    const fitted = lstm.fit(numbers(64, 1), numbers(64, 2), { steps: 1, epochs: 2 });
    for (const write of [() => lstm.save(file), () => lstm.toOnnx()])
      expect(write)
        .to.throw(LeewayError, /^expected fit\(\) to have finished/)
        .with.property('code', 'ERR_LEEWAY_BUSY');
    await fitted;
  });
});
