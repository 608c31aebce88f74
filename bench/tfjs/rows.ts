// What is measured, and the gains that leeway/tfjs is to have.
import * as tf from '@tensorflow/tfjs';
import type { AccelerateOptions, TfjsBackend } from 'leeway/tfjs';
import { activations } from './activations';
import { lstm, mlp } from './models';

export const parts = ['ops', 'short', 'middling', 'models'] as const;
export type Part = (typeof parts)[number];

export interface Row {
  name: string;
  run: () => unknown;
  options?: AccelerateOptions;
  /** At least as many times faster. */
  target?: number;
}

/** The gains asked for, by backend. "short" is one for all: no more than 1.15 times slower. */
const opTargets: Record<TfjsBackend, Record<string, number>> = {
  cpu: { Tanh: 8, Sigmoid: 8, Exp: 8, Elu: 8 },
  wasm: { Tanh: 20, Sigmoid: 2 },
};
const shortTarget = 1 / 1.15;
/** From where leeway computes at all to where it pays. */
const middling = [64, 256, 1024, 4096];
const modelTargets: Record<string, number> = {
  'cpu LSTM train all': 3,
  'cpu LSTM predict all': 6,
  'cpu MLP train all': 3,
  'wasm MLP predict activations': 1.4,
};

function opRows(length: number, targetOf: (name: string) => number | undefined, suffix = ''): Row[] {
  const x = tf.keep(tf.randomUniform([length], -4, 4, 'float32', 1));
  const positive = tf.keep(tf.abs(x));
  return Object.entries(activations)
    .filter(([name]) => name !== 'EluGrad') // which tf.grad calls, with more around it
    .map(([name, f]) => {
      const target = targetOf(name);
      const run = () => f(name === 'Rsqrt' ? positive : x).dispose();
      return { name: name + suffix, run, ...(target !== undefined && { target }) };
    });
}

/** Products and SplitV of 16 elements, which only the cpu backend has from leeway. */
function shortMatrices(): Row[] {
  const a = tf.keep(tf.randomUniform([4, 4], -1, 1, 'float32', 1)) as tf.Tensor2D;
  const bias = tf.keep(tf.ones([4]));
  return [
    { name: 'BatchMatMul', run: () => tf.matMul(a, a).dispose(), target: shortTarget },
    {
      name: '_FusedMatMul',
      run: () => tf.fused.matMul({ a, b: a, bias, activation: 'elu' }).dispose(),
      target: shortTarget,
    },
    { name: 'SplitV', run: () => tf.dispose(tf.split(a, 2, 1)), target: shortTarget },
  ];
}

function modelRows(backend: TfjsBackend): Row[] {
  const models = { LSTM: lstm, MLP: mlp };
  const samples = {
    cpu: { LSTM: { train: 32, predict: 256 }, MLP: { train: 128, predict: 1024 } },
    wasm: { LSTM: { train: 32, predict: 512 }, MLP: { train: 128, predict: 2048 } },
  };
  const kernelSets = backend === 'cpu' ? (['activations', 'all'] as const) : (['activations'] as const);
  return (['LSTM', 'MLP'] as const).flatMap((name) => {
    const { model, inputs } = models[name]();
    const { train, predict } = samples[backend][name];
    const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
    const [x, y, many] = [random([train, ...inputs], 5), random([train, 1], 6), random([predict, ...inputs], 7)];
    const programs = {
      [`train ${train}`]: async () => {
        await model.trainOnBatch(x, y);
      },
      [`predict ${predict}`]: () => {
        const result = model.predict(many, { batchSize: predict }) as tf.Tensor;
        result.dataSync();
        result.dispose();
      },
    };
    return Object.entries(programs).flatMap(([program, run]) =>
      kernelSets.map((kernels) => {
        const target = modelTargets[`${backend} ${name} ${program.split(' ')[0]} ${kernels}`];
        return { name: `${name} ${program}, ${kernels}`, run, options: { kernels }, ...(target && { target }) };
      }),
    );
  });
}

/** All of them by leeway, those too that it leaves to tfjs unless asked. */
const middlingRows = (): Row[] =>
  middling
    .flatMap((length) => opRows(length, () => undefined, ` of ${length}`))
    .map((row) => ({ ...row, options: { minElements: 0 } }));

/** The rows of a part, on the backend that is set. */
export function rowsOf(part: Part, backend: TfjsBackend): Row[] {
  if (part === 'ops') return opRows(1_000_000, (name) => opTargets[backend][name]);
  if (part === 'models') return modelRows(backend);
  if (part === 'middling') return middlingRows();
  return [...opRows(16, () => shortTarget), ...(backend === 'cpu' ? shortMatrices() : [])];
}
