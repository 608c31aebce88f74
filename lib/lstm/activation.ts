import type { Kernel } from '../activations';
import type { Isa, NativeActivation } from '../backend/addon';
import { choose, type Choice, type KernelInfo, type KernelQuery } from '../catalogue';
import { refusal } from '../errors';
import type { Op } from '../generated/ops';

/**
 * Which function a network uses: an op's name (its most accurate kernel), an op with an error budget or a method, or a
 * kernel resolved before. Always in float32.
 */
export type ActivationSpec = Op | (Omit<KernelQuery, 'dtype' | 'isa'> & { op: Op }) | Kernel;

export interface ResolvedActivation {
  native: NativeActivation;
  info: KernelInfo;
}

/** Finds the float32 kernel an activation asks for, on the network's instruction set. */
export function resolveActivation(spec: ActivationSpec, isa: Isa, argument: string): ResolvedActivation {
  const { index, info } = find(spec, isa, argument);
  if (info.dtype !== 'float32')
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a float32 kernel', argument, `a ${info.dtype} one`);
  return { native: { kernel: index, alpha: info.alpha ?? 1 }, info };
}

function find(spec: ActivationSpec, isa: Isa, argument: string): Choice {
  if (typeof spec === 'string') return choose(spec, { isa });
  if (typeof spec === 'function') {
    const { op, method, alpha, dtype } = spec;
    return choose(op, { method, dtype, isa, ...(alpha === undefined ? {} : { alpha }) });
  }
  if (typeof spec !== 'object' || spec === null)
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'an op, an object with an op, or a kernel', argument, spec);
  const { op, ...query } = spec;
  return choose(op, { ...query, isa });
}
