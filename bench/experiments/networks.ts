// The sources' networks.
import type { Initialiser, LayerActivation, LayerSpec } from 'leeway';

/**
 * LeCun's LeNet as the fourth source has it, with plain average pooling: 61,706 weights for digits of 28 x 28.
 * He et al.'s start suits functions that are linear on one side, Glorot and Bengio's the others; sigmoid is customarily given
 * four times that.
 */
export function lenet(activation: LayerActivation, init: Initialiser = 'glorot', classes = 10): LayerSpec[] {
  return [
    { type: 'conv2d', filters: 6, kernel: 5, padding: 2, activation, init },
    { type: 'averagePool', size: 2 },
    { type: 'conv2d', filters: 16, kernel: 5, activation, init },
    { type: 'averagePool', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 120, activation, init },
    { type: 'dense', units: 84, activation, init },
    { type: 'dense', units: classes, init },
  ];
}

/** The fifth source's Architecture 1, with the strides of the tutorial that it is: 244,076 weights. */
export function architecture1(activation: LayerActivation): LayerSpec[] {
  const start = { init: { truncatedNormal: 0.1 }, bias: 0.1, activation };
  return [
    { type: 'conv2d', filters: 6, kernel: 6, padding: 'same', ...start },
    { type: 'conv2d', filters: 12, kernel: 5, stride: 2, padding: 'same', ...start },
    { type: 'conv2d', filters: 24, kernel: 4, stride: 2, padding: 'same', ...start },
    { type: 'flatten' },
    { type: 'dense', units: 200, ...start },
    { type: 'dropout', keep: 0.4 },
    { type: 'dense', units: 10, init: { truncatedNormal: 0.1 }, bias: 0.1 },
  ];
}

/** Its Architecture 2, started by He et al.: 1,722,698 weights. */
export function architecture2(activation: LayerActivation): LayerSpec[] {
  const convolution = {
    type: 'conv2d',
    filters: 64,
    kernel: 3,
    padding: 'same',
    activation,
    init: 'heNormal',
  } as const;
  const block: LayerSpec[] = [convolution, convolution, { type: 'maxPool', size: 2 }, { type: 'dropout', keep: 0.7 }];
  return [
    ...block,
    ...block,
    { type: 'flatten' },
    { type: 'dense', units: 512, activation, init: 'heNormal' },
    { type: 'dropout', keep: 0.4 },
    { type: 'dense', units: 10, init: 'heNormal' },
  ];
}

export function perceptron(activation: LayerActivation): LayerSpec[] {
  return [
    { type: 'flatten' },
    { type: 'dense', units: 256, activation },
    { type: 'dense', units: 256, activation },
    { type: 'dense', units: 10 },
  ];
}
