// Training: epoch after epoch off the event loop, until it is done, stopped or no better any more.
import type { Loss, LstmData, NativeLstm } from '../backend/addon';
import {
  requireFunction,
  requireObject,
  requireOneOf,
  requireOptions,
  requirePositive,
  requireSignal,
  requireWhole,
} from '../checks';
import type { FloatArray } from '../dtypes';
import { refusal } from '../errors';
import { copyOf, dataOf, type Shape } from './data';
import { fitOptions, type FitOptions, type FitProgress, type FitResult, type LstmDtype } from './options';
import { ratesOf, type Rates } from './schedule';

/** A fit that was found possible: its data are its own. */
export interface Fit {
  data: LstmData;
  validation: LstmData | undefined;
  loss: Loss;
  epochs: number;
  batchSize: number;
  clipNorm: number;
  threads: number;
  patience: number | undefined;
  signal: AbortSignal | undefined;
  onProgress: ((progress: FitProgress) => void) | undefined;
  rates: Rates;
}

/** Checks all that a fit is asked to do and copies the data. */
export function prepareFit(x: FloatArray, y: FloatArray, options: FitOptions<LstmDtype>, shape: Shape): Fit {
  requireOptions(options, fitOptions);
  const { steps, epochs = 10, batchSize = 32, learningRate = 1e-3, schedule = 'constant', loss = 'mse' } = options;
  const { clipNorm, threads = 'auto', patience, validation: held, signal, onProgress } = options;
  requireWhole(epochs, 'epochs');
  requireWhole(batchSize, 'batchSize');
  requireOneOf(loss, ['mse', 'bce'], 'loss');
  if (clipNorm !== undefined) requirePositive(clipNorm, 'clipNorm');
  if (threads !== 'auto') requireWhole(threads, 'threads', 1, 8);
  if (patience !== undefined) requireWhole(patience, 'patience');
  if (patience !== undefined && !held)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a validation set, which patience needs,', 'validation', undefined);
  if (held !== undefined) requireObject(held, 'validation');
  requireSignal(signal, 'signal');
  requireFunction(onProgress, 'onProgress');
  return {
    rates: ratesOf(schedule, learningRate, epochs),
    data: copyOf(dataOf({ x, y }, shape, steps, loss)),
    validation: held && copyOf(dataOf(held, shape, steps, loss, 'validation.')),
    loss,
    epochs,
    batchSize,
    clipNorm: clipNorm ?? 0,
    threads: threads === 'auto' ? 0 : threads,
    patience,
    signal,
    onProgress,
  };
}

/** Trains `network`; `nextEpoch` numbers its epochs over all fits. Leaves it with the weights of the best epoch. */
export async function runFit(network: NativeLstm, fit: Fit, nextEpoch: () => number): Promise<FitResult> {
  const { data, validation, loss, epochs, patience, signal, onProgress } = fit;
  const result: FitResult = { loss: [], epochs: 0, stoppedBy: 'epochs' };
  if (validation) result.validationLoss = [];
  const abort = (): void => network.cancel();
  let best = { loss: Infinity, epoch: -1, weights: undefined as FloatArray | undefined };
  try {
    signal?.addEventListener('abort', abort, { once: true });
    for (let epoch = 0; epoch < epochs; epoch++) {
      if (signal?.aborted) {
        result.stoppedBy = 'signal';
        break;
      }
      const { from, to } = fit.rates(epoch);
      const trained = await network.trainEpoch(data, validation, {
        loss,
        batch: fit.batchSize,
        learningRate: from,
        finalLearningRate: to,
        clipNorm: fit.clipNorm,
        epoch: nextEpoch(),
        threads: fit.threads,
      });
      if (!trained.completed) {
        result.stoppedBy = 'signal';
        break;
      }
      result.loss.push(trained.loss);
      result.epochs++;
      const progress: FitProgress = { epoch: epoch + 1, epochs, loss: trained.loss, learningRate: from };
      if (trained.validationLoss !== undefined) {
        result.validationLoss!.push(trained.validationLoss);
        progress.validationLoss = trained.validationLoss;
        if (trained.validationLoss < best.loss)
          best = { loss: trained.validationLoss, epoch, weights: network.weights() };
      }
      onProgress?.(progress);
      if (patience !== undefined && epoch - best.epoch >= patience) {
        result.stoppedBy = 'patience';
        break;
      }
    }
  } finally {
    if (best.weights) network.setWeights(best.weights);
    network.endFit?.();
    signal?.removeEventListener('abort', abort); // last: a signal of the caller's own making may throw
  }
  return result;
}
