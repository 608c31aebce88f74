import type { Addon } from '../addon';
import { wasmApproximate } from './approximate';
import { wasmChannels } from './channels';
import { elementOf, Instance } from './instance';
import { isaNames, wasmKernels } from './kernels';
import { wasmLstm } from './lstm';
import { wasmMatmul } from './matmul';
import { wasmPosit } from './posit';
import { wasmProof } from './proof';
import type { StartThread } from './trainer';

/** The interface of the addon over leeway.wasm: the same C++ on SIMD128. Networks train in threads of the host's. */
export function wasmAddon(module: WebAssembly.Module, startThread: StartThread): Addon {
  const instance = new Instance(module);
  return {
    bind: () => undefined, // refusals are made here, by lib/errors
    ...wasmKernels(instance),
    ...wasmChannels(instance, isaNames(instance)),
    ...wasmApproximate(instance, isaNames(instance)),
    ...wasmMatmul(instance, isaNames(instance)),
    ...wasmProof(instance),
    ...wasmPosit(instance),
    multiplyAdds: (isa, dtype, rounds) =>
      instance.exports.leeway_multiply_adds(isaNames(instance).indexOf(isa), elementOf(dtype), rounds),
    measureCores: () => ({ additions: 0, chains: 0 }), // its clock is too coarse
    hugePages: () => 0,
    Lstm: wasmLstm(module, instance, startThread),
  };
}
