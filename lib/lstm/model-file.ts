import type { CustomOp, KernelInfo } from '../catalogue';
import type { FloatArray } from '../dtypes';
import type { LeewayError } from '../errors';
import type { Op } from '../generated/ops';
import { modelError, tensor, type Model, type Tensor } from '../model-files';
import { savedActivation, specOf } from './activation';
import { arrayOf } from './data';
import type { LstmArray, LstmDtype, LstmOptions } from './options';
import { placesOf, put, take, weightCount, type Gate, type NetworkSizes, type PartName } from './weights';

/** Models that have an LSTM in them. */
export const lstmKinds = ['lstm', 'weather'] as const;

/** PyTorch's order of the gates. */
const ORDER: readonly Gate[] = ['i', 'f', 'g', 'o'];

/** The tensors, as a PyTorch module of an `nn.LSTM` called lstm and an `nn.Linear` called head names them. */
const names: Readonly<Record<PartName, string>> = {
  inputWeights: 'lstm.weight_ih_l0',
  recurrentWeights: 'lstm.weight_hh_l0',
  bias: 'lstm.bias_ih_l0',
  headWeights: 'head.weight',
  headBias: 'head.bias',
};
/** PyTorch adds two biases, leeway has one. */
const SECOND_BIAS = 'lstm.bias_hh_l0';

/** What a network says about itself. */
export interface LstmFacts extends NetworkSizes {
  readonly activation: KernelInfo<Op | CustomOp>;
  readonly gate: KernelInfo<Op | CustomOp>;
  readonly dtype: LstmDtype;
  readonly seed: number;
}

/** A network as a model: its options are the settings, its weights tensors in PyTorch's layout. */
export function modelOf(lstm: LstmFacts, weights: FloatArray, epochs: number): Model {
  const { inputs, hidden, outputs, dtype, activation, gate, seed } = lstm;
  const tensors = new Map<string, Tensor>();
  for (const [part, place] of Object.entries(placesOf(lstm, ORDER)))
    tensors.set(names[part as PartName], tensor(take(weights, place), place.shape));
  tensors.set(SECOND_BIAS, tensor(weights.slice(0, 4 * hidden).fill(0), [4 * hidden]));
  const settings = {
    inputs,
    hidden,
    outputs,
    dtype,
    activation: savedActivation(activation),
    gate: savedActivation(gate),
    seed,
    epochs,
  };
  return { kind: 'lstm', settings, tensors };
}

/** The options of a network that was saved, and how many epochs it was trained for. */
export type SavedLstm<D extends LstmDtype> = LstmOptions<D> & { epochs: number };

/** The types of the settings are what a checksum vouches for; a network checks them again. */
export function settingsOf<D extends LstmDtype>({ settings }: Model): SavedLstm<D> {
  const { inputs, hidden, outputs, dtype, activation, gate, seed, epochs } = settings as unknown as SavedLstm<D>;
  const functions = { activation: specOf(activation), gate: specOf(gate) };
  return { inputs, hidden, outputs, dtype, seed, epochs, ...functions } as SavedLstm<D>;
}

/** The weights of a saved network, laid out like `Lstm.weights`. @throws LeewayError ERR_LEEWAY_MODEL_DAMAGED */
export function weightsOf<D extends LstmDtype>(
  { tensors }: Model,
  lstm: NetworkSizes & { dtype: D },
  file: string,
): LstmArray<D> {
  const places = placesOf(lstm, ORDER);
  const kind = lstm.dtype === 'float32' ? 'F32' : 'F64';
  const dataOf = (name: string, shape: readonly number[]): FloatArray => {
    const found = tensors.get(name);
    if (found?.dtype === kind && String(found.shape) === String(shape)) return found.data as FloatArray;
    const received = found ? `${found.dtype} [${found.shape.join(', ')}]` : 'none';
    throw modelError('DAMAGED', `tensor ${name}, ${kind} [${shape.join(', ')}],`, file, received);
  };
  const weights = arrayOf(lstm.dtype, weightCount(lstm));
  for (const [part, place] of Object.entries(places)) put(weights, place, dataOf(names[part as PartName], place.shape));
  const second = tensors.has(SECOND_BIAS) ? dataOf(SECOND_BIAS, places.bias.shape) : [];
  // Not added where it is 0, which would lose the sign of a bias of -0.
  places.bias.at.forEach((at, i) => (weights[at] = second[i] ? weights[at]! + second[i] : weights[at]!));
  return weights;
}

/**
 * Runs what makes a network of a file's settings; what it refuses is a fault of the file.
 *
 * @throws LeewayError ERR_LEEWAY_MODEL_NEWER for a function this leeway does not have, else ERR_LEEWAY_MODEL_DAMAGED
 */
export function fromFile<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const { code = '', message } = error as Partial<LeewayError> & Error;
    if (!code.startsWith('ERR_LEEWAY_') || /_(MODEL_\w+|ISA|MEMORY)$/.test(code)) throw error;
    const fault = code === 'ERR_LEEWAY_NO_SUCH_KERNEL' ? 'NEWER' : 'DAMAGED';
    throw modelError(fault, 'a network that this leeway can make', file, `one that it refuses: ${message}`);
  }
}
