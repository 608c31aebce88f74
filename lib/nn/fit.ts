// Training: epoch after epoch off the event loop, until it is done or stopped.
import type { NativeNetwork, NativeOptimizer, NetworkData } from '../backend/addon';
import {
  readOptions,
  requireFunction,
  requireObject,
  requireOneOf,
  requirePositive,
  requireSignal,
  requireWhole,
} from '../checks';
import { refusal } from '../errors';
import { copyOf, dataOf, type Sizes } from './data';
import {
  fitOptions,
  losses,
  type NetworkFitOptions,
  type NetworkFitResult,
  type NetworkProgress,
  type Optimizer,
  type Samples,
  type Targets,
} from './options';

/** A fit that was found possible: its data are its own. */
export interface Fit {
  data: NetworkData;
  validation: NetworkData | undefined;
  loss: number;
  targets: number;
  epochs: number;
  batchSize: number;
  optimizer: NativeOptimizer;
  rates: Float64Array;
  threads: number;
  signal: AbortSignal | undefined;
  onProgress: ((progress: NetworkProgress) => void) | undefined;
}

/** A number within [0, 1), which momenta are. */
function requireMomentum(value: unknown, argument: string): void {
  if (typeof value !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', argument, value);
  if (!(value >= 0 && value < 1)) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a number in [0, 1)', argument, value);
}

const optimizerOptions = {
  adam: ['type', 'beta1', 'beta2', 'epsilon'],
  sgd: ['type', 'momentum'],
} as const;

export function optimizerOf(given: Optimizer): NativeOptimizer {
  const options: { type: 'adam' | 'sgd' } = typeof given === 'string' ? { type: given } : given;
  requireObject(options, 'optimizer');
  const { type } = options;
  requireOneOf(type, ['adam', 'sgd'], 'optimizer');
  const usual = { momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const read = readOptions<Partial<typeof usual & { type: string }>>(options, optimizerOptions[type], 'optimizer');
  const { momentum, beta1, beta2, epsilon } = { ...usual, ...read };
  requireMomentum(momentum, 'optimizer.momentum');
  requireMomentum(beta1, 'optimizer.beta1');
  requireMomentum(beta2, 'optimizer.beta2');
  requirePositive(epsilon, 'optimizer.epsilon');
  return { sgd: type === 'sgd', momentum, beta1, beta2, epsilon };
}

/** Threads as native code takes them: at most so many, 0 being a processor's worth. */
export function threadsOf(threads: number | 'auto'): number {
  if (threads === 'auto') return 0;
  requireWhole(threads, 'threads', 1, 8);
  return threads;
}

function ratesOf(rate: NonNullable<NetworkFitOptions['learningRate']>, steps: number): Float64Array {
  if (typeof rate !== 'function') {
    requirePositive(rate, 'learningRate');
    return new Float64Array(steps).fill(rate);
  }
  return Float64Array.from({ length: steps }, (_, step) => {
    const at = rate(step, steps);
    requirePositive(at, `learningRate(${step})`);
    return at;
  });
}

/** Checks all that a fit is asked to do and copies the data. */
export function prepareFit(x: Samples, y: Targets, options: NetworkFitOptions, sizes: Sizes): Fit {
  const given = readOptions(options, fitOptions);
  const { epochs = 1, batchSize = 32, loss = 'softmax', optimizer = 'adam', learningRate = 1e-3 } = given;
  const { threads = 'auto', validation, signal, onProgress } = given;
  requireWhole(epochs, 'epochs');
  requireWhole(batchSize, 'batchSize');
  requireOneOf(loss, losses, 'loss');
  if (validation !== undefined) requireObject(validation, 'validation');
  requireSignal(signal, 'signal');
  requireFunction(onProgress, 'onProgress');
  const data = copyOf(dataOf({ x, y }, sizes, loss));
  return {
    data,
    validation: validation && copyOf(dataOf(validation, sizes, loss, 'validation.')),
    loss: losses.indexOf(loss),
    targets: loss === 'softmax' ? 1 : sizes.outputs,
    epochs,
    batchSize,
    optimizer: optimizerOf(optimizer),
    rates: ratesOf(learningRate, epochs * Math.ceil(data.samples / batchSize)),
    threads: threadsOf(threads),
    signal,
    onProgress,
  };
}

/** Trains `network`; `nextEpoch` numbers its epochs over all fits. */
export async function runFit(network: NativeNetwork, fit: Fit, nextEpoch: () => number): Promise<NetworkFitResult> {
  const { data, validation, epochs, signal, onProgress } = fit;
  const result: NetworkFitResult = { training: [], validation: [], epochs: 0, stoppedBy: 'epochs' };
  const steps = Math.ceil(data.samples / fit.batchSize);
  const abort = (): void => network.cancel();
  try {
    signal?.addEventListener('abort', abort, { once: true });
    for (let epoch = 0; epoch < epochs; epoch++) {
      const trained = signal?.aborted
        ? undefined
        : await network.trainEpoch(data, validation, {
            loss: fit.loss,
            optimizer: fit.optimizer,
            batch: fit.batchSize,
            rates: fit.rates.subarray(epoch * steps, (epoch + 1) * steps),
            epoch: nextEpoch(),
            threads: fit.threads,
          });
      if (!trained?.completed) {
        result.stoppedBy = 'signal';
        break;
      }
      const score = { loss: trained.loss, accuracy: trained.correct / (data.samples * fit.targets) };
      result.training.push(score);
      result.epochs++;
      const progress: NetworkProgress = { epoch: epoch + 1, epochs, ...score };
      if (validation && trained.validationLoss !== undefined) {
        const accuracy = trained.validationCorrect! / (validation.samples * fit.targets);
        progress.validation = { loss: trained.validationLoss, accuracy };
        result.validation.push(progress.validation);
      }
      onProgress?.(progress);
    }
  } finally {
    signal?.removeEventListener('abort', abort); // last: a signal of the caller's own making may throw
  }
  return result;
}
