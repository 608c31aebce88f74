import { backend as leewayBackend, type Isa } from '../backend';
import { readOptions, requireObject, requireOneOf, requirePositive, requireWhole } from '../checks';
import { LeewayError, refusal } from '../errors';
import { activations } from './activations';
import { cpuArrays, wasmArrays } from './arrays';
import type { KernelConfig, Tfjs } from './framework';
import { products } from './products';
import { isOurs, replacing, type Count, type Promised, type Replacement } from './replacement';
import { split } from './split';

/** The backends of tfjs that kernels can be replaced on. */
export type TfjsBackend = 'cpu' | 'wasm';

export interface AccelerateOptions {
  /** Where to replace kernels. Unless given: wherever any are registered. */
  backends?: readonly TfjsBackend[];
  /**
   * The largest absolute error of an activation that you can live with: the fastest kernel within it is taken. Ops without an
   * absolute bound (exp, expm1, rsqrt, selu, leaky_relu) stay with their most accurate kernel, as all do without a budget.
   */
  maxAbsError?: number;
  /** `activations` alone, or `all`: matrix products and SplitV on the cpu backend too. `all` unless given. */
  kernels?: 'activations' | 'all';
  /**
   * Shorter tensors are left to tfjs, whose call costs less then: 64 on cpu and 256 on wasm unless given; 0 has every bit from
   * leeway.
   */
  minElements?: number;
}

/** From where on no kernel is slower than tfjs's (`npm run bench:tfjs -- --part middling`). */
const usualMinElements: Record<TfjsBackend, number> = { cpu: 64, wasm: 256 };

/** What became of one kernel of tfjs. */
export interface KernelReport extends Promised {
  /** tfjs's name: `Tanh`. */
  kernel: string;
  backend: TfjsBackend;
  /** The instruction set it runs on. */
  isa: Isa;
  /** How often leeway computed. */
  calls: number;
  /** How often it was left to the kernel that was there: not float32, too short, or parameters leeway does not serve. */
  fallbacks: number;
}

/** Puts back the very kernels that were there; a second call does nothing. */
export interface Undo {
  (): void;
  /** Every replaced kernel with its method, its error bounds and how often it ran since. */
  report(): KernelReport[];
}

const tfjsBackends = ['cpu', 'wasm'] as const;
const kernelSets = ['activations', 'all'] as const;

interface Installed {
  backend: TfjsBackend;
  old: KernelConfig;
  new: KernelConfig;
  promised: Promised;
  count: Count;
}

function replacements(backend: TfjsBackend, options: AccelerateOptions): Record<string, Replacement> {
  const { maxAbsError, kernels = 'all', minElements = usualMinElements[backend] } = options;
  if (backend === 'wasm') return activations(wasmArrays(minElements), maxAbsError);
  const onCpu = activations(cpuArrays(minElements), maxAbsError);
  return kernels === 'all' ? { ...onCpu, ...products(maxAbsError), SplitV: split(minElements) } : onCpu;
}

/**
 * Lets tfjs run on leeway's kernels from now on: replaces those of tfjs's registry, which is global, by native ones that read
 * and write the same memory. Whatever is not float32 goes to the kernel that was there.
 *
 * @param tf `@tensorflow/tfjs` or `@tensorflow/tfjs-core`, tested with 4.22. Import the backends before; whether they are set
 *   up already does not matter.
 * @returns a function that puts back what was there; its `report()` says what ran.
 * @throws LeewayTypeError or LeewayRangeError for bad options, and for a budget that no kernel keeps; LeewayError
 *   (ERR_LEEWAY_TFJS) where a backend has no kernels registered, or leeway's already. Then nothing is replaced.
 * @example
 * const undo = accelerate(tf);
 * model.predict(x);
 * console.table(undo.report());
 * undo();
 */
export function accelerate(tf: Tfjs, options: AccelerateOptions = {}): Undo {
  requireRegistry(tf);
  const asked = readOptions(options, ['backends', 'maxAbsError', 'kernels', 'minElements']);
  if (asked.maxAbsError !== undefined) requirePositive(asked.maxAbsError, 'maxAbsError');
  if (asked.minElements !== undefined) requireWhole(asked.minElements, 'minElements', 0, 2 ** 32);
  if (asked.kernels !== undefined) requireOneOf(asked.kernels, kernelSets, 'kernels');

  // All is made before anything is replaced.
  const installed = checkedBackends(tf, asked.backends).flatMap((backend) =>
    Object.entries(replacements(backend, asked)).flatMap(([name, replacement]) => {
      const old = tf.getKernel(name, backend) as KernelConfig | undefined;
      if (!old) return []; // not every backend has every kernel
      const count = { calls: 0, fallbacks: 0 };
      return { backend, old, new: replacing(old, replacement, count), promised: replacement.promised, count };
    }),
  );
  requireNotInstalled(installed);
  for (const entry of installed) exchange(tf, entry.old, entry.new);

  return Object.assign(() => installed.forEach((entry) => exchange(tf, entry.new, entry.old)), {
    report: () => installed.map(reportOf),
  });
}

function reportOf({ backend, old, promised, count }: Installed): KernelReport {
  return { kernel: old.kernelName, backend, isa: leewayBackend.isa, ...promised, ...count };
}

/** Registers `replacement` in the place of `present`, unless something else stands there by now. */
function exchange(tf: Tfjs, present: KernelConfig, replacement: KernelConfig): void {
  const { kernelName, backendName } = present;
  if (tf.getKernel(kernelName, backendName) !== present) return;
  tf.unregisterKernel(kernelName, backendName); // without which tfjs warns
  tf.registerKernel(replacement as never);
}

function requireRegistry(tf: unknown): asserts tf is Tfjs {
  requireObject(tf, 'tf');
  const { getKernel, registerKernel, unregisterKernel } = tf as Partial<Tfjs>;
  if ([getKernel, registerKernel, unregisterKernel].every((member) => typeof member === 'function')) return;
  const expected = '@tensorflow/tfjs, with getKernel, registerKernel and unregisterKernel,';
  throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', expected, 'tf', tf);
}

const hasKernels = (tf: Tfjs, backend: TfjsBackend): boolean => Boolean(tf.getKernel('Tanh', backend));

function checkedBackends(tf: Tfjs, asked: unknown): readonly TfjsBackend[] {
  if (asked === undefined) {
    const present = tfjsBackends.filter((backend) => hasKernels(tf, backend));
    if (present.length === 0) throw noKernels('cpu or wasm');
    return present;
  }
  if (!Array.isArray(asked) || asked.length === 0)
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', `an array of ${tfjsBackends.join(', ')}`, 'backends', asked);
  const backends = new Set(asked as unknown[]);
  for (const backend of backends) requireOneOf(backend, tfjsBackends, 'backends');
  for (const backend of backends as Set<TfjsBackend>) if (!hasKernels(tf, backend)) throw noKernels(backend);
  return [...(backends as Set<TfjsBackend>)];
}

function noKernels(backend: string): Error {
  const first = 'import @tensorflow/tfjs-backend-cpu or @tensorflow/tfjs-backend-wasm first';
  return new LeewayError(
    `expected kernels of tfjs (${first}) for the backend ${backend}, received none`,
    'ERR_LEEWAY_TFJS',
  );
}

function requireNotInstalled(entries: Installed[]): void {
  const present = entries.find(({ old }) => isOurs(old));
  if (!present) return;
  throw new LeewayError(
    `expected tfjs's own kernels (undo the call before first) for the backend ${present.backend}, received leeway's`,
    'ERR_LEEWAY_TFJS',
  );
}
