// leeway/tfjs: tfjs programs on leeway's kernels. leeway itself never loads this, and this never loads tfjs.
export { accelerate, type AccelerateOptions, type KernelReport, type TfjsBackend, type Undo } from './accelerate';
export type { Tfjs } from './framework';
