import type { Kernel } from '../activations';
import { approximate, nativeOf, type Approximation, type SavedTable } from '../approximate';
import type { Dtype, Isa, NativeActivation } from '../backend/addon';
import { choose, type Choice, type CustomOp, type KernelInfo, type KernelQuery } from '../catalogue';
import { readOptions } from '../checks';
import { refusal } from '../errors';
import type { Op } from '../generated/ops';
import type { LstmDtype } from './options';

/**
 * Which function a network uses: an op's name (its most accurate kernel), an op with an error budget or a method, or a
 * kernel resolved before, or made by `approximate`. Always of the network's element type.
 */
export type ActivationSpec = Op | ActivationQuery | Kernel | Approximation;

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
  info: KernelInfo<Op | CustomOp>;
}

/** The kernels of `approximate` that infos are of. */
const ownKernels = new WeakMap<object, Approximation>();

/** A function as a file has it: what finds it again and what it promised, or the whole table of one's own. */
export function savedActivation(info: KernelInfo<Op | CustomOp>): object {
  const { op, method, alpha, dtype, isa, domain, maxAbsError, maxUlp } = info;
  return ownKernels.get(info)?.toJSON() ?? { op, method, alpha, dtype, isa, domain, maxAbsError, maxUlp };
}

/** What finds a function again, by its info or what a file has; leeway's `isa` and bounds are those of the machine at hand. */
export function specOf(saved: unknown): ActivationSpec {
  const own = ownKernels.get(Object(saved) as object);
  if (own) return own;
  if ((Object(saved) as Partial<SavedTable>).leeway !== undefined) return approximate.load(saved);
  const { op, method, alpha } = Object(saved) as Partial<KernelInfo>;
  return { op, method, ...(alpha === undefined ? {} : { alpha }) } as ActivationSpec;
}

/** Finds the kernel an activation asks for, of the network's element type and on its instruction set. */
export function resolveActivation(
  spec: ActivationSpec,
  { isa, dtype }: { isa: Isa; dtype: LstmDtype },
  argument: string,
): ResolvedActivation {
  const requireDtype = (own: Dtype): void => {
    if (own !== dtype) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `a ${dtype} kernel`, argument, `a ${own} one`);
  };
  const approximation = nativeOf(spec);
  if (approximation) {
    requireDtype(approximation.dtype);
    const info = { ...approximation.info, isa };
    ownKernels.set(info, spec as Approximation);
    return { native: { kernel: 0, alpha: 1, ...approximation.tablesOn(isa) }, info };
  }
  const { index, info } = find(spec as Exclude<ActivationSpec, Approximation>, isa, dtype, argument);
  requireDtype(info.dtype);
  return { native: { kernel: index, alpha: info.alpha ?? 1 }, info };
}

function find(spec: Exclude<ActivationSpec, Approximation>, isa: Isa, own: LstmDtype, argument: string): Choice {
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
