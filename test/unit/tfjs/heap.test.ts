import { expect } from 'chai';
import { accelerate, type Tfjs } from 'leeway/tfjs';
import { accelerated, countOf, tf } from '../../support/tfjs';

interface Heap {
  wasm: { HEAPU8: Uint8Array };
}

describe("leeway in the memory of tfjs's WebAssembly", () => {
  before(() => tf.setBackend('wasm'));
  const heapBytes = () => (tf.backend() as never as Heap).wasm.HEAPU8.byteLength;

  it('keeps no view over a growth of the memory, between calls or within one', () =>
    tf.tidy(() => {
      const x = tf.linspace(-3, 3, 1001);
      const expected = tf.tanh(x).dataSync();
      accelerated((undo) => {
        const grown = new Set([heapBytes()]);
        const large: tf.Tensor[] = [];
        while (grown.size < 3) {
          expect(
            tf
              .tanh(x)
              .dataSync()
              .every((y, i) => Math.abs(y - expected[i]!) < 1e-6),
          ).to.be.true;
          // Its result is what makes the memory grow.
          large.push(tf.relu(tf.ones([1 << 21])));
          expect(
            large
              .at(-1)!
              .dataSync()
              .every((y) => y === 1),
          ).to.be.true;
          grown.add(heapBytes());
          expect(large.length).to.be.lessThan(200);
        }
        expect(countOf(undo, 'Relu', 'wasm')).to.deep.equal({ calls: large.length, fallbacks: 0 });
      });
    }));

  it('takes a tensor that comes from another backend', async () => {
    await tf.setBackend('cpu');
    const x = tf.linspace(-3, 3, 101);
    const expected = tf.tanh(x).dataSync();
    await tf.setBackend('wasm');
    accelerated((undo) => {
      expect(
        tf
          .tanh(x)
          .dataSync()
          .every((y, i) => Math.abs(y - expected[i]!) < 1e-6),
      ).to.be.true;
      expect(countOf(undo, 'Tanh', 'wasm').calls).to.equal(1);
    });
    x.dispose();
  });

  it('computes in shared memory, as several threads of WebAssembly have it', () => {
    // tfjs has no threads in Node, so a heap as its backend would have then.
    const memory = new SharedArrayBuffer(4096);
    const tensor = () => ({ dataId: {}, shape: [8], dtype: 'float32' });
    const [x, y] = [tensor(), tensor()];
    const places = new Map([
      [x.dataId, { memoryOffset: 1024 }],
      [y.dataId, { memoryOffset: 2048 }],
    ]);
    const backend = { wasm: { HEAPU8: new Uint8Array(memory) }, dataIdMap: places, makeOutput: () => y };

    let tanh = {
      kernelName: 'Tanh',
      backendName: 'wasm',
      kernelFunc: undefined as ((call: object) => unknown) | undefined,
    };
    const registry: Tfjs = {
      getKernel: (name) => (name === 'Tanh' ? tanh : undefined),
      registerKernel: (config) => void (tanh = config),
      unregisterKernel: () => {},
    };
    accelerate(registry, { backends: ['wasm'], minElements: 0 });

    const values = new Float32Array(memory, 1024, 8);
    values.set([-3, -2, -1, -0.5, 0.5, 1, 2, 3]);
    expect(tanh.kernelFunc!({ inputs: { x }, backend })).to.equal(y);
    new Float32Array(memory, 2048, 8).forEach((value, i) => expect(value).to.be.closeTo(Math.tanh(values[i]!), 1e-6));
  });
});
