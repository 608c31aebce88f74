import { expect } from 'chai';
import { accelerated, backends, countOf, tf } from '../../support/tfjs';
import { lstm, mlp } from '../../../bench/tfjs/models';

describe('models of tfjs on leeway', () => {
  const models = { LSTM: lstm, MLP: mlp };

  for (const backend of backends)
    for (const [name, make] of Object.entries(models))
      it(`an ${name} trains to the same losses on ${backend}`, async () => {
        await tf.setBackend(backend);
        const train = async (): Promise<number[]> => {
          const { model, inputs } = make();
          const x = tf.randomNormal([32, ...inputs], 0, 1, 'float32', 5);
          const y = tf.randomNormal([32, 1], 0, 1, 'float32', 6);
          const { history } = await model.fit(x, y, { epochs: 2, batchSize: 16, shuffle: false, verbose: 0 });
          model.dispose();
          tf.dispose([x, y]);
          return history['loss'] as number[];
        };
        const expected = await train();
        const actual = await accelerated(train, { kernels: 'all' });
        expect(actual).to.have.lengthOf(2);
        actual.forEach((loss, i) => expect(loss / expected[i]!, `epoch ${i}`).to.be.closeTo(1, 1e-5));
      });

  it('the activation inside a dense layer is leeway’s too when it predicts', async () => {
    await tf.setBackend('cpu');
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 8, activation: 'elu', inputShape: [16] })] });
    const x = tf.randomNormal([8, 16], 0, 1, 'float32', 1);
    const expected = (model.predict(x) as tf.Tensor).dataSync();
    accelerated((undo) => {
      const actual = (model.predict(x) as tf.Tensor).dataSync();
      actual.forEach((value, i) => expect(value).to.be.closeTo(expected[i]!, 1e-5));
      expect(countOf(undo, '_FusedMatMul', 'cpu')).to.deep.equal({ calls: 1, fallbacks: 0 });
    });
  });
});
