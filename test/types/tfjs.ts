// What the declarations of leeway/tfjs allow and refuse: compiled with everything else, run by nobody.
import * as core from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs';
import { accelerate, type AccelerateOptions, type KernelReport, type TfjsBackend, type Undo } from 'leeway/tfjs';

const { getKernel, registerKernel, unregisterKernel } = core;

export const allowed = {
  whole: (): Undo => accelerate(tf),
  core: (): Undo => accelerate(core),
  parts: (): Undo => accelerate({ getKernel, registerKernel, unregisterKernel }),
  options: (): Undo =>
    accelerate(tf, { backends: ['cpu', 'wasm'], maxAbsError: 1e-6, kernels: 'activations', minElements: 0 }),
  undo: (undo: Undo): void => undo(),
  report: (undo: Undo): KernelReport[] => undo.report(),
  calls: (undo: Undo): number => undo.report().reduce((sum, { calls }) => sum + calls, 0),
  backend: ({ backend }: KernelReport): TfjsBackend => backend,
};

export const refused = {
  // @ts-expect-error not tfjs
  other: (): Undo => accelerate({ getKernel }),
  // @ts-expect-error no such backend
  backend: (): AccelerateOptions => ({ backends: ['webgl'] }),
  // @ts-expect-error no such set
  kernels: (): AccelerateOptions => ({ kernels: 'some' }),
  // @ts-expect-error no such option
  option: (): AccelerateOptions => ({ backend: 'cpu' }),
};
