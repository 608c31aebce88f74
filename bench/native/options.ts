import { backend, type Dtype, type Isa } from 'leeway';
import { UsageError } from '#lib/cli/errors';
import { bytesBeyondCaches } from '../machine/caches';
import { parseFlags, patternOf } from './flags';
import { bytesOf } from './measurement';

export interface Plan {
  isa: Isa;
  dtype: Dtype;
  n: number;
  rounds: number;
}

export interface NativeBenchOptions {
  plans: Plan[];
  /** Handed to leeway_bench as they are. */
  rows: string[];
  targets: boolean;
  ports: boolean;
  document: boolean;
  json: string | undefined;
}

export const usage = `npm run bench:native [-- options]

  --isa avx512,avx2    instruction sets (default: all of this CPU; sse2 shows the scalar kernels too)
  --dtype float32      dtypes (default: float32,float64)
  --sizes 4096,65536   elements, multiples of 64 (default: what fits L1, what fits L2, and for the best instruction set
                       what fits no cache)
  --op tanh,sigmoid    these functions only
  --filter REGEX       rows whose "library op method" it matches
  --quick              few rounds, nothing beyond the caches
  --targets            the targets and whether they are met, and no other table
  --ports              what limits each kernel in L1, by llvm-mca's model of a core, and no other table
  --document           write the tables into docs/performance.md
  --json FILE          write everything to FILE too, every round included
  --lstm               the LSTM instead of kernels; --lstm --help tells its options
  --networks           the sources' networks instead; --networks --help tells its options
`;

const dtypes = ['float32', 'float64'] as const;

export function parseOptions(args: string[]): NativeBenchOptions | 'help' {
  const values = parseFlags(
    args,
    ['quick', 'targets', 'ports', 'document'],
    ['isa', 'dtype', 'sizes', 'op', 'filter', 'json'],
  );
  if (values.help) return 'help';
  const isas = list(values.isa, '--isa', backend.available) ?? backend.available.filter((isa) => isa !== 'scalar');
  const best = backend.available.findLast((isa) => isas.includes(isa));
  const wanted = list(values.dtype, '--dtype', dtypes) ?? [...dtypes];
  const sizes = values.sizes?.split(',').map(size);
  if (values.filter !== undefined) patternOf(values.filter);
  return {
    plans: isas.flatMap((isa) =>
      wanted.flatMap((dtype) =>
        (sizes ?? defaultSizes(dtype, isa === best && !values.quick, values.ports)).map((n) => ({
          isa,
          dtype,
          n,
          rounds: values.quick ? 21 : n * bytesOf[dtype] > 2 ** 22 ? 11 : 201,
        })),
      ),
    ),
    rows: [...(values.op ? ['--op', values.op] : []), ...(values.filter ? ['--filter', values.filter] : [])],
    targets: values.targets,
    ports: values.ports,
    document: values.document,
    json: values.json,
  };
}

/** The same bytes for each dtype. */
function defaultSizes(dtype: Dtype, beyondCaches: boolean, onlyL1: boolean): number[] {
  const bytes = onlyL1 ? [2 ** 14] : [2 ** 14, 2 ** 18, ...(beyondCaches ? [bytesBeyondCaches()] : [])];
  return bytes.map((count) => count / bytesOf[dtype]);
}

function list<T extends string>(text: string | undefined, name: string, known: readonly T[]): T[] | undefined {
  return text?.split(',').map((entry) => {
    if (!(known as readonly string[]).includes(entry))
      throw new UsageError(`expected some of ${known.join(', ')} for ${name}, received "${entry}"`);
    return entry as T;
  });
}

function size(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 64 || n % 64 !== 0)
    throw new UsageError(`expected multiples of 64 for --sizes, received "${text}"`);
  return n;
}
