// Networks of layers as model files.
import { approximate, nativeOf, type Approximation, type SavedTable } from '../approximate';
import { resolveActivation } from '../lstm/activation';
import { modelError, tensor, type Model, type Tensor } from '../model-files';
import type { LayerActivation, LayerSpec } from './layers';
import type { Network } from './network';
import type { NetworkOptions } from './options';

export const networkKinds = ['layers'] as const;

/** A function as a file has it: what finds it again on another instruction set, or the whole table of one's own. */
function plain(activation: LayerActivation, { isa }: Network): LayerActivation | SavedTable {
  if (typeof activation === 'object' && ('reference' in activation || 'learnAlpha' in activation)) return activation;
  if (nativeOf(activation)) return (activation as Approximation).toJSON();
  const { op, method, alpha } = resolveActivation(activation, { isa, dtype: 'float32' }, 'activation').info;
  return { op, method, ...(alpha === undefined ? {} : { alpha }) } as LayerActivation;
}

/** A network as a model: layers and input are the settings, its weights tensors by the names of `tensors`. */
export function modelOf(network: Network, weights: Float32Array, epochs: number): Model {
  const layers = network.layers.map((layer) =>
    'activation' in layer && layer.activation !== undefined
      ? { ...layer, activation: plain(layer.activation, network) }
      : layer,
  );
  const tensors = new Map<string, Tensor>(
    network.tensors.map(({ name, shape, offset, length }) => [
      name,
      tensor(weights.slice(offset, offset + length), shape),
    ]),
  );
  return { kind: networkKinds[0], settings: { layers, input: network.input, seed: network.seed, epochs }, tensors };
}

/** What makes a saved network again. The constructor checks it. */
export type SavedNetwork = { layers: LayerSpec[]; epochs: number } & NetworkOptions;

/** The settings of a saved network, functions of one's own made ready. @throws LeewayError ERR_LEEWAY_TABLE */
export function settingsOf({ settings }: Model): SavedNetwork {
  const saved = settings as unknown as SavedNetwork;
  if (!Array.isArray(saved.layers)) return saved; // the constructor says so
  const layers = saved.layers.map((layer) => {
    const { activation } = Object(layer) as { activation?: Partial<SavedTable> };
    return activation?.leeway === undefined
      ? layer
      : ({ ...layer, activation: approximate.load(activation) } as LayerSpec);
  });
  return { ...saved, layers };
}

/** The weights of a saved network, laid out like `Network.weights`. @throws LeewayError ERR_LEEWAY_MODEL_DAMAGED */
export function weightsOf({ tensors }: Model, network: Network, file: string): Float32Array {
  const weights = network.weights;
  for (const { name, shape, offset } of network.tensors) {
    const found = tensors.get(name);
    if (found?.dtype !== 'F32' || String(found.shape) !== String(shape)) {
      const received = found ? `${found.dtype} [${found.shape.join(', ')}]` : 'none';
      throw modelError('DAMAGED', `tensor ${name}, F32 [${shape.join(', ')}],`, file, received);
    }
    weights.set(found.data, offset);
  }
  return weights;
}
