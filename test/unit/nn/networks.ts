// The sources' networks, and filling them by a formula: what the reference figures were computed from.
import { type Network, type LayerActivation, type LayerSpec } from 'leeway';

export const image = [1, 28, 28] as const;

export const lenet = (activation: LayerActivation, pool: 'averagePool' | 'maxPool' = 'averagePool'): LayerSpec[] => [
  { type: 'conv2d', filters: 6, kernel: 5, padding: 2, activation },
  { type: pool, size: 2 },
  { type: 'conv2d', filters: 16, kernel: 5, activation },
  { type: pool, size: 2 },
  { type: 'flatten' },
  { type: 'dense', units: 120, activation },
  { type: 'dense', units: 84, activation },
  { type: 'dense', units: 10 },
];

export const architecture1 = (activation: LayerActivation): LayerSpec[] => [
  { type: 'conv2d', filters: 6, kernel: 6, padding: 'same', activation },
  { type: 'conv2d', filters: 12, kernel: 5, stride: 2, padding: 'same', activation },
  { type: 'conv2d', filters: 24, kernel: 4, stride: 2, padding: 'same', activation },
  { type: 'flatten' },
  { type: 'dense', units: 200, activation },
  { type: 'dense', units: 10 },
];

export function architecture2(activation: LayerActivation): LayerSpec[] {
  const convolution = { type: 'conv2d', filters: 64, kernel: 3, padding: 'same', activation } as const;
  const pool = { type: 'maxPool', size: 2 } as const;
  return [
    ...[convolution, convolution, pool, convolution, convolution, pool, { type: 'flatten' } as const],
    { type: 'dense', units: 512, activation },
    { type: 'dense', units: 10 },
  ];
}

export const perceptron = (activation: LayerActivation): LayerSpec[] => [
  { type: 'dense', units: 256, activation },
  { type: 'dense', units: 256, activation },
  { type: 'dense', units: 10 },
];

/** Number i of tensor k becomes s sin(0.7 i + k): s is 1/√fan-in for weights, 0.01 for biases, 0.05 for embeddings. */
export function fill(network: Network): void {
  const weights = network.weights;
  network.tensors.forEach(({ name, shape, offset, length }, k) => {
    const embedding = network.layers[Number.parseInt(name)]!.type === 'embedding';
    const scale = name.endsWith('bias') ? 0.01 : embedding ? 0.05 : 1 / Math.sqrt(length / shape[0]!);
    for (let i = 0; i < length; i++) weights[offset + i] = scale * Math.sin(0.7 * i + k);
  });
  network.setWeights(weights);
}

/** Samples and labels by formula. */
export function samples(count: number, size: number): { x: Float32Array; y: Int32Array } {
  return {
    x: Float32Array.from({ length: count * size }, (_, j) => 0.5 + 0.5 * Math.sin(0.3 * j)),
    y: Int32Array.from({ length: count }, (_, n) => n % 10),
  };
}

export const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));

/** The Euclidean norm of every tensor of `values`. */
export function norms(network: Network, values: Float32Array): number[] {
  return network.tensors.map(({ offset, length }) => norm(values.subarray(offset, offset + length)));
}
