export type { Shape as NetworkShape, TensorLayout } from './compile';
export type {
  Conv2dLayer,
  DenseLayer,
  DropoutLayer,
  EmbeddingLayer,
  FlattenLayer,
  Initialiser,
  LayerActivation,
  LayerSpec,
  LearntActivation,
  PoolLayer,
  ReferenceFunction,
} from './layers';
export { Network } from './network';
export type {
  NetworkFitOptions,
  NetworkFitResult,
  NetworkLoss,
  NetworkOptions,
  NetworkProgress,
  Optimizer,
  Samples as NetworkSamples,
  Score as NetworkScore,
  Targets as NetworkTargets,
} from './options';
