// The LSTM of the third source's experiment: it learns to go on with sines.
import { backend, kernels, type ActivationSpec } from 'leeway';
import { addon } from '#lib/backend/index';
import type { NativeActivation } from '#lib/backend/addon';
import { resolveActivation } from '#lib/lstm/activation';
import { Random } from '#lib/random';
import { processorTime } from './experiment';
import type { TimedCase } from './training-time';
import { lstmVariants } from './training-time-variants';

const [features, hidden, steps] = [16, 64, 24];

/** Functions of the C library stand behind the kernels of the list (leeway.h). */
const libraryTanh: NativeActivation = { kernel: kernels().length, alpha: 1 };
const librarySigmoid: NativeActivation = { kernel: kernels().length + 1, alpha: 1 };

const kernelOf = (spec: ActivationSpec): NativeActivation =>
  resolveActivation(spec, { isa: backend.isa, dtype: 'float32' }, 'activation').native;

interface Sines {
  x: Float32Array;
  y: Float32Array;
  samples: number;
  steps: number;
}

/** Sines with phases of their own, each of another pace; wanted is where the first two go next, multiplied. */
function sines(samples: number, seed: number): Sines {
  const random = Random.fromSeed(seed);
  const x = new Float32Array(samples * steps * features);
  const y = Float32Array.from({ length: samples }, (_, sample) => {
    const phases = Array.from({ length: features }, () => 2 * Math.PI * random.uniform());
    const at = (step: number, k: number): number => Math.sin(0.1 * (k + 1) * step + phases[k]!);
    for (let step = 0; step < steps; step++)
      for (let k = 0; k < features; k++) x[(sample * steps + step) * features + k] = at(step, k);
    return at(steps, 0) * at(steps, 1);
  });
  return { x, y, samples, steps };
}

export const lstmEpochs = (quick: boolean): number => (quick ? 2 : 10);

export function lstmCases(quick: boolean): TimedCase[] {
  return [1, 32].map((batch) => {
    const samples = batch * (quick ? 4 : 30);
    const few = sines(samples, 1);
    const [train, test] = [sines(quick ? 160 : 960, 2), sines(320, 3)];
    const variants = lstmVariants().map(({ name, kind, tanh, sigmoid }) => {
      const create = () =>
        new addon.Lstm({
          ...{ inputs: features, hidden, outputs: 1, isa: backend.isa, dtype: 'float32', seed: 1n },
          activation: tanh ? kernelOf(tanh) : libraryTanh,
          gate: sigmoid ? kernelOf(sigmoid) : librarySigmoid,
        });
      const settings = { loss: 'mse', batch, clipNorm: 0, threads: 1 } as const;
      const timed = create();
      let epoch = 0;
      const time = async (): Promise<number> => {
        const started = processorTime();
        const rate = { learningRate: 1e-4, finalLearningRate: 1e-4 };
        await timed.trainEpoch(few, undefined, { ...settings, ...rate, epoch: epoch++ });
        timed.endFit?.();
        return (processorTime() - started) / (samples / batch);
      };
      /** The test's mean squared error after so many epochs with falling rates. */
      const outcome = async (): Promise<string> => {
        const lstm = create();
        const epochs = lstmEpochs(quick);
        const rate = (done: number): number => 3e-3 * (1 - (0.95 * done) / epochs);
        let loss = NaN;
        for (let done = 0; done < epochs; done++) {
          const rates = { learningRate: rate(done), finalLearningRate: rate(done + 1) };
          const result = await lstm.trainEpoch(train, test, { ...settings, ...rates, epoch: done });
          loss = result.validationLoss!;
        }
        lstm.endFit?.();
        return (1000 * loss).toFixed(2);
      };
      return { name, kind, time, outcome };
    });
    return {
      title: `LSTM (${features}, ${hidden}), ${steps} steps, batches of ${batch}`,
      outcome: 'squared error × 1000',
      variants,
    };
  });
}
