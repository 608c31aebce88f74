// The two models that gains are stated for: seeded, so that two of a kind begin as one.
import * as tf from '@tensorflow/tfjs';

export interface SeededModel {
  model: tf.LayersModel;
  /** The shape of one sample. */
  inputs: number[];
}

const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });

function compiled(layers: tf.layers.Layer[], inputs: number[]): SeededModel {
  const model = tf.sequential({ layers });
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  return { model, inputs };
}

/** 24 steps of 8 inputs, 64 units with tanh and sigmoid, one output. */
export function lstm(): SeededModel {
  const inputs = [24, 8];
  const layer = tf.layers.lstm({
    units: 64,
    inputShape: inputs,
    recurrentActivation: 'sigmoid',
    kernelInitializer: seeded(1),
    recurrentInitializer: seeded(2),
  });
  return compiled([layer, tf.layers.dense({ units: 1, kernelInitializer: seeded(3) })], inputs);
}

/** 64 inputs, 256 units with tanh, 256 with elu, one output. */
export function mlp(): SeededModel {
  const inputs = [64];
  const layers = [
    tf.layers.dense({ units: 256, activation: 'tanh', inputShape: inputs, kernelInitializer: seeded(1) }),
    tf.layers.dense({ units: 256, activation: 'elu', kernelInitializer: seeded(2) }),
    tf.layers.dense({ units: 1, kernelInitializer: seeded(3) }),
  ];
  return compiled(layers, inputs);
}
