import { LeewayError, received, refusal } from '../errors';
import type { Dtype, Isa } from './addon';
import { environment, load, processor } from './host';

export type { Bound, Dtype, ElementArray, FloatArray, Isa, Measurement, ResolvedFunctions } from './addon';

const loaded = load();
export const { addon } = loaded;
addon.bind(refusal);

const isas = addon.isas();
const available = isas.filter((isa) => isa.available).map((isa) => isa.name);

const anIsa = 'the name of an instruction set';

function activeIsa(): Isa {
  const forced = environment['LEEWAY_ISA'];
  if (!forced) return addon.bestIsa();
  requireIsa(forced, 'LEEWAY_ISA');
  return forced;
}

/** Throws ERR_LEEWAY_ISA unless `name` is an instruction set that this build has and this CPU runs; a TypeError for no text. */
export function requireIsa(name: unknown, argument: string): asserts name is Isa {
  if ((available as unknown[]).includes(name)) return;
  if (typeof name !== 'string') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', anIsa, argument, name);
  const known = isas.some((isa) => isa.name === name);
  throw new LeewayError(
    `expected one of ${available.join(', ')} for ${argument}, received ${received(name)}` +
      (known ? `, which this ${processor} CPU or build does not have` : ''),
    'ERR_LEEWAY_ISA',
  );
}

/** Throws ERR_LEEWAY_ISA unless `name` is an instruction set leeway knows, here or elsewhere. */
export function requireKnownIsa(name: unknown, argument: string): asserts name is Isa {
  if (isas.some((isa) => isa.name === name)) return;
  if (typeof name !== 'string') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', anIsa, argument, name);
  const known = isas.map((isa) => isa.name).join(', ');
  throw new LeewayError(`expected one of ${known} for ${argument}, received ${received(name)}`, 'ERR_LEEWAY_ISA');
}

/** What runs the kernels, and why. */
export interface Backend {
  /** `native`: the addon. `wasm`: the same C++ as WebAssembly, where no addon loads. */
  readonly name: 'native' | 'wasm';
  /** The instruction set kernels resolve to: the best of this CPU, or what the environment's `LEEWAY_ISA` forces. */
  readonly isa: Isa;
  /** Instruction sets this build and this CPU have, slowest first; `kernel(op, { isa })` takes any of them. */
  readonly available: readonly Isa[];
  /** Elements per vector on an available instruction set. */
  lanes(isa: Isa): Record<Dtype, number>;
  /** The file that was loaded; its address in a browser. */
  readonly file: string;
  /** Why this one: which of the places that were looked at had it. */
  readonly reason: string;
}

export const backend: Backend = Object.freeze({
  name: loaded.name,
  isa: activeIsa(),
  available: Object.freeze(available),
  lanes(isa: Isa) {
    requireIsa(isa, 'isa');
    return { ...isas.find(({ name }) => name === isa)!.lanes };
  },
  file: loaded.file,
  reason: loaded.reason,
});
