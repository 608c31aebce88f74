import * as tf from '@tensorflow/tfjs';

/** The activations, as a user calls them. */
export const activations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  Tanh: (x) => tf.tanh(x),
  Sigmoid: (x) => tf.sigmoid(x),
  Elu: (x) => tf.elu(x),
  EluGrad: (x) => tf.grad((t) => tf.elu(t))(x),
  Selu: (x) => tf.selu(x),
  Softplus: (x) => tf.softplus(x),
  Exp: (x) => tf.exp(x),
  Expm1: (x) => tf.expm1(x),
  Rsqrt: (x) => tf.rsqrt(x),
  Relu: (x) => tf.relu(x),
  LeakyRelu: (x) => tf.leakyRelu(x, 0.3),
};
