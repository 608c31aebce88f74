import type { Kernel } from '../activations';
import type { Isa, NativeActivation } from '../backend/addon';
import { choose, type Choice, type KernelInfo, type KernelQuery } from '../catalogue';
import { readOptions } from '../checks';
import { refusal } from '../errors';
import type { Op } from '../generated/ops';
import type { LstmDtype } from './options';

/**
 * Which function a network uses: an op's name (its most accurate kernel), an op with an error budget or a method, or a
 * kernel resolved before. Always of the network's element type.
 */
export type ActivationSpec = Op | ActivationQuery | Kernel;

type QueryOf<O extends Op> = Omit<KernelQuery<O>, 'dtype' | 'isa'> & { op: O };
type Budget = Pick<KernelQuery, 'maxAbsError' | 'maxUlp' | 'domain'>;

/**
 * An op with what `kernel()` takes for it, but for the element type and the instruction set, which are the network's. An op
 * that is known at run time only goes with a budget.
 */
export type ActivationQuery = { [O in Op]: QueryOf<O> }[Op] | (Budget & { op: Op; method?: never; alpha?: never });

const queryOptions = ['op', 'method', 'maxAbsError', 'maxUlp', 'domain', 'alpha'] as const;
const kinds = 'an op, an object with an op, or a kernel';

export interface ResolvedActivation {
  native: NativeActivation;
  info: KernelInfo;
}

/** Finds the kernel an activation asks for, of the network's element type and on its instruction set. */
export function resolveActivation(
  spec: ActivationSpec,
  { isa, dtype }: { isa: Isa; dtype: LstmDtype },
  argument: string,
): ResolvedActivation {
  const { index, info } = find(spec, isa, dtype, argument);
  if (info.dtype !== dtype)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `a ${dtype} kernel`, argument, `a ${info.dtype} one`);
  return { native: { kernel: index, alpha: info.alpha ?? 1 }, info };
}

function find(spec: ActivationSpec, isa: Isa, own: LstmDtype, argument: string): Choice {
  if (typeof spec === 'string') return choose(spec, { isa, dtype: own });
  if (typeof spec === 'function') {
    const { op, method, alpha, dtype } = spec;
    if (dtype === undefined) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', kinds, argument, spec);
    return choose(op, { method, dtype, isa, ...(alpha === undefined ? {} : { alpha }) });
  }
  if (typeof spec !== 'object' || spec === null) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', kinds, argument, spec);
  const { op, ...query } = readOptions(spec, queryOptions, argument);
  return choose(op, { ...query, isa, dtype: own });
}
