import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { loadPeer, type Peer } from './load';

export interface Tensor {
  dispose(): void;
  dataSync(): Float32Array;
}

interface Model {
  add(layer: unknown): void;
  compile(options: { optimizer: string; loss: string }): void;
  trainOnBatch(x: Tensor, y: Tensor): Promise<number>;
  predict(x: Tensor, options: { batchSize: number }): Tensor;
}

/** The part of TensorFlow.js that is measured. */
export interface TensorFlow {
  tensor1d(values: Float32Array): Tensor;
  tensor(values: Float32Array, shape: number[]): Tensor;
  tanh(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  elu(x: Tensor): Tensor;
  sequential(): Model;
  layers: { lstm(options: object): unknown; dense(options: object): unknown };
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  env(): { set(flag: string, value: boolean): void };
  engine(): { backendName: string; backendInstance: unknown; registry: Record<string, unknown> };
}

export type TensorFlowBackend = 'cpu' | 'wasm';

export const tensorFlow = '@tensorflow/tfjs';

/** TensorFlow.js with a backend ready; `use` makes it the one that runs what follows. */
export interface ReadyTensorFlow {
  tf: TensorFlow;
  use(): void;
}

/** Loads TensorFlow.js and makes a backend of it ready. */
export async function loadTensorFlow(backend: TensorFlowBackend): Promise<Peer<ReadyTensorFlow>> {
  const peer = loadPeer<TensorFlow>(tensorFlow);
  if ('missing' in peer) return peer;
  const { module: tf, version } = peer;
  // Without checks and warnings, as one would deploy it.
  tf.env().set('PROD', true);
  if (backend === 'wasm') {
    const wasm = loadPeer<{ setWasmPaths(folder: string): void }>('@tensorflow/tfjs-backend-wasm');
    if ('missing' in wasm) return wasm;
    const entry = createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm');
    wasm.module.setWasmPaths(`${dirname(entry)}/`);
  }
  try {
    if (!(await tf.setBackend(backend))) return { missing: `its ${backend} backend does not start` };
    await tf.ready();
  } catch (error) {
    return { missing: `its ${backend} backend does not start: ${(error as Error).message.split('\n')[0]}` };
  }
  const engine = tf.engine();
  const use = (): void => {
    // setBackend() would set up a hundred kernels anew each time.
    engine.backendName = backend;
    engine.backendInstance = engine.registry[backend];
  };
  return { module: { tf, use }, version };
}
