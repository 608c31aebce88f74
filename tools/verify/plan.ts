import { addon } from '#lib/backend/index';
import type { AddonKernel, Dtype, Isa } from '#lib/backend/addon';
import { seemTwins } from './twins';

/** A stretch of inputs for all kernels of one op and element type, on all instruction sets at once. */
export interface Chunk {
  op: number;
  dtype: Dtype;
  alpha: number;
  targets: { kernel: number; isa: Isa }[];
  first: bigint;
  stride: bigint;
  count: bigint;
  /** Kernels whose scalar results are to have the bits of SSE2's, which are swept for both. */
  twins: number[];
  /** Gradients are measured on one block of inputs of so many. */
  gradientEvery: number;
}

export interface PlanOptions {
  ops: string[] | undefined;
  methods: string[] | undefined;
  dtypes: string[] | undefined;
  /** All that this CPU has, unless given. */
  isas: string[] | undefined;
  /** Every `stride`-th float32 input; 1 is the exhaustive sweep. */
  stride: number;
  /** float64 inputs per sign. */
  float64Inputs: number;
  /** Whether an exhaustive sweep runs every scalar kernel on every input, twin or not. */
  wholeScalar: boolean;
}

const smallestNormal = { float32: 2 ** -126, float64: 2 ** -1022, float16: 2 ** -14, bfloat16: 2 ** -126 };

const smallestOf = { float32: 2 ** -149, float64: Number.MIN_VALUE };

/**
 * Alphas besides the default: not powers of four, so that products with them round; some put the limit of isru just beyond a
 * power of two, where ulps double; and the ends.
 */
const ordinaryAlphas = [0.07, 0.3, 0.9, 0.992, 3, 13.7];
const otherAlphas: Record<Dtype, readonly number[]> = {
  float32: [...ordinaryAlphas, smallestNormal.float32, (2 - 2 ** -23) * 2 ** 127],
  float64: [...ordinaryAlphas, smallestNormal.float64, Number.MAX_VALUE],
  float16: ordinaryAlphas,
  bfloat16: ordinaryAlphas,
};
const chunkInputs = 1n << 22n;

/** Where gradients of all inputs would take longer than the values: the first 1,024 of so many times that, and of a sample all. */
interface FewGradients {
  every: number;
  thinning: bigint;
}

/** Of an exhaustive sweep 67 million; of one in float64 an eighth. */
function fewGradients(dtype: Dtype, { stride, float64Inputs }: PlanOptions): FewGradients | undefined {
  if (isExhaustive(dtype, stride)) return { every: 64, thinning: 1001n };
  return dtype === 'float64' && float64Inputs > 1e6 ? { every: 8, thinning: 101n } : undefined;
}

/** Neighbouring bit patterns, every `stride`-th of them. */
interface Stretch {
  first: bigint;
  stride: bigint;
  count: bigint;
}

const bits = new DataView(new ArrayBuffer(8));

function patternOf(dtype: 'float32' | 'float64', x: number): bigint {
  if (dtype === 'float32') bits.setFloat32(0, x);
  else bits.setFloat64(0, x);
  return dtype === 'float32' ? BigInt(bits.getUint32(0)) : bits.getBigUint64(0);
}

/** Every pattern of 16 bits but those of NaN. */
function allOf16Bits(infinity: bigint): Stretch[] {
  return [0n, 0x8000n].map((first) => ({ first, stride: 1n, count: infinity + 1n }));
}

/** Patterns from one magnitude to another, of each sign: swept apart so that neighbours are neighbours. */
function between(
  dtype: 'float32' | 'float64',
  low: number,
  high: number,
  stride: (patterns: bigint) => bigint,
): Stretch[] {
  const [from, to] = [patternOf(dtype, low), patternOf(dtype, high)];
  const sign = patternOf(dtype, -0);
  const step = stride(to - from);
  return [from, from | sign].map((first) => ({ first, stride: step, count: (to - from) / step + 1n }));
}

/** All patterns near the places where formulas change or numbers grow coarser: powers of two, and eighths. */
function aroundPlaces(dtype: 'float32' | 'float64', count: bigint): Stretch[] {
  const powers = [smallestNormal[dtype], ...Array.from({ length: 81 }, (_, i) => 2 ** (i - 60))];
  const eighths = Array.from({ length: 200 }, (_, i) => (i + 1) / 8);
  const places = [...new Set([...powers, ...eighths])].flatMap((x) => [x, -x]);
  const ends = [Infinity, -Infinity].map((x) => ({
    first: patternOf(dtype, x) - count,
    stride: 1n,
    count: count + 1n,
  }));
  return [...places.map((x) => ({ first: patternOf(dtype, x) - count / 2n, stride: 1n, count })), ...ends];
}

const isExhaustive = (dtype: Dtype, stride: number): boolean => dtype === 'float32' && stride === 1;

/** A third of a sample goes to all magnitudes alike, two thirds to those where functions bend, some to where they break. */
function stretches(dtype: Dtype, { stride, float64Inputs }: PlanOptions, thinning: bigint): Stretch[] {
  if (dtype === 'float16') return allOf16Bits(0x7c00n);
  if (dtype === 'bfloat16') return allOf16Bits(0x7f80n);
  if (isExhaustive(dtype, stride) && thinning === 1n) return between(dtype, 0, Infinity, () => 1n);
  const inputs = BigInt(dtype === 'float32' ? Math.ceil(2 ** 31 / stride) : float64Inputs) / thinning;
  const sample = (share: bigint) => (patterns: bigint) => ((3n * patterns) / (share * inputs)) | 1n;
  return [
    ...between(dtype, 0, Infinity, sample(1n)),
    ...between(dtype, 2 ** -20, 2 ** 8, sample(2n)),
    ...between(dtype, 0, smallestNormal[dtype], (patterns) => ((16n * patterns) / inputs) | 1n),
    // The smallest numbers have so few bits that any ulp is a large share of them.
    ...between(dtype, 0, 4096 * smallestOf[dtype], () => 1n),
    ...aroundPlaces(dtype, 64n + inputs / 8192n),
  ];
}

export function plan(options: PlanOptions): Chunk[] {
  const { ops: wanted, methods, dtypes, isas: wantedIsas } = options;
  const ops = addon.ops();
  const isas = addon.isas().filter((isa) => isa.available && (!wantedIsas || wantedIsas.includes(isa.name)));
  const groups = new Map<string, AddonKernel[]>();
  for (const kernel of addon.kernels()) {
    if (wanted && !wanted.includes(ops[kernel.op]!.name)) continue;
    if (methods && !methods.includes(kernel.method)) continue;
    if (dtypes && !dtypes.includes(kernel.dtype)) continue;
    const key = `${kernel.op} ${kernel.dtype} ${kernel.domain.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), kernel]);
  }
  return [...groups.values()].flatMap((kernels) => {
    const { op, dtype } = kernels[0]!;
    const usual = ops[op]!.alpha ?? 1;
    const every = kernels.flatMap((kernel) => isas.map((isa) => ({ kernel: kernel.index, isa: isa.name })));
    const alphas = ops[op]!.alpha === undefined ? [usual] : [usual, ...otherAlphas[dtype]];
    const exhaustive = isExhaustive(dtype, options.stride);
    const both = ['scalar', 'sse2'].every((name) => isas.some((isa) => isa.name === name));
    const alike = exhaustive && both && !options.wholeScalar ? kernels.filter((one) => seemTwins(one, usual)) : [];
    const twins = alike.map(({ index }) => index);
    const withoutTwins = every.filter(({ kernel, isa }) => isa !== 'scalar' || !twins.includes(kernel));
    return alphas.flatMap((alpha) => {
      // Other alphas only check that the bounds carry over: a sample of a tenth does, of an exhaustive sweep a hundredth.
      const thinning = alpha === usual ? 1n : exhaustive ? 101n : 11n;
      const sample = { targets: every, twins: [], gradientEvery: 1 };
      const few = alpha === usual ? fewGradients(dtype, options) : undefined;
      const chunks = (wanted: Stretch[], how: Pick<Chunk, 'targets' | 'twins' | 'gradientEvery'>): Chunk[] =>
        wanted.flatMap(cut).map((stretch) => ({ op, dtype, alpha, ...how, ...stretch }));
      if (!few) return chunks(stretches(dtype, options, thinning), sample);
      const whole = { targets: withoutTwins, twins, gradientEvery: few.every };
      // Gradients at all scales, and where they break, as in any other sample.
      return [
        ...chunks(stretches(dtype, options, 1n), whole),
        ...chunks(stretches(dtype, options, few.thinning), sample),
      ];
    });
  });
}

/** In pieces that take seconds: what an interruption loses, and what cores share. */
function cut({ first, stride, count }: Stretch): Stretch[] {
  const pieces: Stretch[] = [];
  for (let done = 0n; done < count; done += chunkInputs)
    pieces.push({
      first: first + done * stride,
      stride,
      count: count - done < chunkInputs ? count - done : chunkInputs,
    });
  return pieces;
}
