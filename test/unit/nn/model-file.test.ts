import { expect } from 'chai';
import { decodeModel, encodeModel } from '#lib/model-files/index';
import { approximate, kernel, Network, type LayerSpec } from 'leeway';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const layers: LayerSpec[] = [
  { type: 'conv2d', filters: 3, kernel: 3, activation: { op: 'isrlu', learnAlpha: true } },
  { type: 'maxPool', size: 2 },
  { type: 'flatten' },
  { type: 'dense', units: 6, activation: { op: 'tanh', maxAbsError: 1e-4 } },
  { type: 'dropout', keep: 0.5 },
  { type: 'dense', units: 5, activation: kernel('elu', { alpha: 0.5 }) },
  { type: 'dense', units: 4, activation: { reference: 'fast_tanh' } },
];
const x = Float32Array.from({ length: 3 * 64 }, (_, i) => Math.sin(i * i));

describe('files of networks', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'leeway-network-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('give the network again, bit for bit', async () => {
    const network = new Network(layers, { input: [1, 8, 8], seed: 4 });
    await network.fit(x, Int32Array.of(0, 1, 2), { epochs: 3 });
    const file = join(folder, 'network.safetensors');
    network.save(file);
    const loaded = Network.load(file);
    expect(loaded.weights).deep.equal(network.weights);
    expect(loaded.predict(x)).deep.equal(network.predict(x));
    expect(loaded.tensors).deep.equal(network.tensors);
    expect(loaded.toBytes()).deep.equal(network.toBytes());
  });

  it('have a function of one’s own in them', () => {
    const mine = approximate((v) => v / (1 + Math.exp(-v)), { domain: [-8, 8], maxAbsError: 1e-4, name: 'mine' });
    const network = new Network(
      [
        { type: 'dense', units: 5, activation: mine },
        { type: 'dense', units: 2, activation: 'tanh' },
      ],
      { input: 3, seed: 2 },
    );
    const bytes = network.toBytes();
    const loaded = Network.fromBytes(bytes);
    expect(loaded.predict(x)).deep.equal(network.predict(x));
    expect(loaded.gradients(x, new Float32Array(128), { loss: 'mse' })).deep.equal(
      network.gradients(x, new Float32Array(128), { loss: 'mse' }),
    );
    expect(loaded.toBytes()).deep.equal(bytes);

    const { kind, settings, tensors } = decodeModel(bytes, ['layers'], 'bytes');
    const [first, ...rest] = settings['layers'] as { activation: object }[];
    const layers = [{ ...first, activation: { ...first!.activation, low: -7 } }, ...rest];
    expect(() => Network.fromBytes(encodeModel({ kind, tensors, settings: { ...settings, layers } }), 'mine'))
      .throw('expected what was saved for the checksum of a saved approximation')
      .property('code', 'ERR_LEEWAY_MODEL_DAMAGED');
  });

  it('are refused where damaged, cut or of something else', () => {
    const bytes = new Network([{ type: 'dense', units: 2 }], { input: 3 }).toBytes();
    const damaged = bytes.slice();
    damaged[damaged.length - 2]! ^= 1;
    const cases: [Uint8Array, RegExp][] = [
      [damaged, /^ERR_LEEWAY_MODEL_DAMAGED$/],
      [bytes.subarray(0, bytes.length - 5), /^ERR_LEEWAY_MODEL_(TRUNCATED|DAMAGED)$/],
      [Buffer.from('hello'), /^ERR_LEEWAY_MODEL_/],
    ];
    for (const [content, code] of cases) {
      const file = join(folder, 'damaged.safetensors');
      writeFileSync(file, content);
      expect(() => Network.load(file))
        .throw(file)
        .property('code')
        .match(code);
    }
  });
});
