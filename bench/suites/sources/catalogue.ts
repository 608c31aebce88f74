import { backend, kernels, type Dtype, type Isa } from 'leeway';
import { kernelEntry } from '../../harness/entries';
import type { Buffers } from '../../harness/buffers';
import type { Line } from './table';

export interface Wanted {
  op: string;
  dtype: Dtype;
  /** Instruction sets; those that this CPU lacks are left out. The active one unless given. */
  isas?: Isa[];
  methods?: (method: string) => boolean;
  label?: (method: string, isa: Isa) => string;
  /** Inputs, where not all of the kernel's domain. */
  domain?: readonly [number, number];
}

/** Lines for all kernels of the catalogue that are wanted: a new kernel is a new line. */
export function linesOf({ op, dtype, isas = [backend.isa], methods, label, domain }: Wanted): Line[] {
  return isas
    .filter((isa, i) => backend.available.includes(isa) && isas.indexOf(isa) === i)
    .flatMap((isa) =>
      kernels(isa)
        .filter((info) => info.op === op && info.dtype === dtype && (methods?.(info.method) ?? true))
        .map((info) => ({
          label: label?.(info.method, isa) ?? op,
          op,
          method: info.method,
          dtype,
          isa,
          entry: (buffers: Buffers) => kernelEntry(info, buffers, domain ?? info.domain),
        })),
    );
}
