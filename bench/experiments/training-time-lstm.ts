// The LSTM of the third source's experiment, trained on sines, by functions of the C library and by kernels.
import { backend, kernels, type ActivationSpec } from 'leeway';
import { addon } from '#lib/backend/index';
import type { NativeActivation } from '#lib/backend/addon';
import { resolveActivation } from '#lib/lstm/activation';
import { processorTime } from './experiment';
import type { Timed } from './training-time';

const [features, hidden, steps] = [16, 64, 24];

/** Functions of the C library stand behind the kernels of the list (leeway.h). */
const libraryTanh: NativeActivation = { kernel: kernels().length, alpha: 1 };
const librarySigmoid: NativeActivation = { kernel: kernels().length + 1, alpha: 1 };

const kernelOf = (spec: ActivationSpec): NativeActivation =>
  resolveActivation(spec, { isa: backend.isa, dtype: 'float32' }, 'activation').native;

function variants(): { name: string; activation: NativeActivation; gate: NativeActivation }[] {
  const within = (name: string, maxAbsError: number) => ({
    name,
    activation: kernelOf({ op: 'tanh', maxAbsError }),
    gate: kernelOf({ op: 'sigmoid', maxAbsError }),
  });
  return [
    { name: 'C library, number by number', activation: libraryTanh, gate: librarySigmoid },
    { name: 'leeway, exact', activation: kernelOf('tanh'), gate: kernelOf('sigmoid') },
    within('safe, 1e-4', 1e-4),
    within('safe, 1e-3', 1e-3),
    { name: 'hard_tanh, hard_sigmoid', activation: kernelOf('hard_tanh'), gate: kernelOf('hard_sigmoid') },
  ];
}

export function lstmCases(quick: boolean): { title: string; variants: Timed[] }[] {
  return [1, 32].map((batch) => {
    const samples = batch * (quick ? 4 : 30);
    const x = Float32Array.from({ length: samples * steps * features }, (_, i) =>
      Math.sin(0.05 * i * (1 + (i % features))),
    );
    const data = { x, y: x.slice(0, samples), samples, steps };
    const timed = variants().map(({ name, activation, gate }): Timed => {
      const lstm = new addon.Lstm({
        ...{ inputs: features, hidden, outputs: 1, activation, gate },
        ...{ isa: backend.isa, dtype: 'float32', seed: 1n },
      });
      let epoch = 0;
      const time = async (): Promise<number> => {
        const started = processorTime();
        await lstm.trainEpoch(data, undefined, {
          ...{ loss: 'mse', batch, learningRate: 1e-4, finalLearningRate: 1e-4, clipNorm: 0, threads: 1 },
          epoch: epoch++,
        });
        lstm.endFit?.();
        return (processorTime() - started) / (samples / batch);
      };
      return { name, time };
    });
    return { title: `LSTM, ${hidden} units, ${features} inputs, ${steps} steps, batches of ${batch}`, variants: timed };
  });
}
