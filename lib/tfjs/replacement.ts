// What stands in for a kernel of tfjs, and the bookkeeping around it.
import type { KernelCall, KernelConfig, TensorInfo } from './framework';

/** How a replacement computes and what it promises: the fields of `kernels()`. */
export interface Promised {
  /** The op of leeway's whose kernel runs; absent for what only moves or multiplies. */
  op?: string;
  method: string;
  /** `Infinity` where no bound of the kind holds for all inputs. */
  maxAbsError: number;
  maxUlp: number;
}

export interface Replacement {
  promised: Promised;
  /** Computes what the call asks for, or gives undefined to leave it to the kernel that was there. */
  run(call: KernelCall<never>): TensorInfo | TensorInfo[] | undefined;
}

/** What became of the calls of a kernel. */
export interface Count {
  calls: number;
  fallbacks: number;
}

// Registered, so that two copies of leeway in one process know each other's kernels: tfjs's registry is global too.
const mark = Symbol.for('leeway.tfjs.kernel');

export const isOurs = (config: KernelConfig): boolean => mark in config;

/** The entry of the registry that runs `replacement`, and `old` where that does not serve. */
export function replacing(old: KernelConfig, { run }: Replacement, count: Count): KernelConfig {
  return {
    // Its setupFunc too, which may be yet to run: it fills in what its kernelFunc calls.
    ...old,
    kernelFunc(call) {
      const result = run(call as KernelCall<never>);
      if (result === undefined) {
        count.fallbacks++;
        return old.kernelFunc(call);
      }
      count.calls++;
      return result;
    },
    [mark]: true,
  } as KernelConfig;
}
