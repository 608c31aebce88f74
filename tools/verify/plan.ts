import { addon } from '#lib/backend/index';
import type { AddonKernel, Dtype, Isa } from '#lib/backend/addon';

/** A stretch of inputs for all kernels of one op and element type, on all instruction sets at once. */
export interface Chunk {
  op: number;
  dtype: Dtype;
  alpha: number;
  targets: { kernel: number; isa: Isa }[];
  first: bigint;
  stride: bigint;
  count: bigint;
}

export interface PlanOptions {
  ops: string[] | undefined;
  dtypes: string[] | undefined;
  /** All that this CPU has, unless given. */
  isas: string[] | undefined;
  /** Every `stride`-th float32 input; 1 is the exhaustive sweep. */
  stride: number;
  /** float64 inputs per sign. */
  float64Inputs: number;
}

/** Bit patterns of each sign, ±0 to ±infinity: swept apart so that neighbours are neighbours. */
const halves: Record<Dtype, [bigint, bigint][]> = {
  float32: [
    [0n, 0x7f800000n],
    [0x80000000n, 0xff800000n],
  ],
  float64: [
    [0n, 0x7ff0000000000000n],
    [0x8000000000000000n, 0xfff0000000000000n],
  ],
  float16: [
    [0n, 0x7c00n],
    [0x8000n, 0xfc00n],
  ],
  bfloat16: [
    [0n, 0x7f80n],
    [0x8000n, 0xff80n],
  ],
};

/**
 * Alphas besides the default: not powers of four, so that products with them round; one puts the limit of isru just beyond a
 * power of two, where ulps double.
 */
const otherAlphas = [0.07, 0.3, 0.992, 3, 13.7];
const chunkInputs = 1n << 24n;

export function plan({ ops: wanted, dtypes, isas: wantedIsas, stride, float64Inputs }: PlanOptions): Chunk[] {
  const ops = addon.ops();
  const isas = addon.isas().filter((isa) => isa.available && (!wantedIsas || wantedIsas.includes(isa.name)));
  const groups = new Map<string, AddonKernel[]>();
  for (const kernel of addon.kernels()) {
    if (wanted && !wanted.includes(ops[kernel.op]!.name)) continue;
    if (dtypes && !dtypes.includes(kernel.dtype)) continue;
    const key = `${kernel.op} ${kernel.dtype} ${kernel.domain.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), kernel]);
  }
  const chunks: Chunk[] = [];
  for (const kernels of groups.values()) {
    const { op, dtype } = kernels[0]!;
    const targets = kernels.flatMap((kernel) => isas.map((isa) => ({ kernel: kernel.index, isa: isa.name })));
    const defaultAlpha = ops[op]!.alpha;
    const alphas = defaultAlpha === undefined ? [1] : [defaultAlpha, ...otherAlphas];
    for (const alpha of alphas) {
      // Other alphas only check that the bounds carry over: a sample of a hundredth does.
      const thinning = alpha === (defaultAlpha ?? 1) ? 1n : 101n;
      for (const [from, to] of halves[dtype]) {
        const step = {
          float32: BigInt(stride) * thinning,
          float64: (thinning * (to - from)) / BigInt(float64Inputs) + 1n,
          float16: 1n,
          bfloat16: 1n,
        }[dtype];
        const total = (to - from) / step + 1n;
        for (let done = 0n; done < total; done += chunkInputs) {
          const count = total - done < chunkInputs ? total - done : chunkInputs;
          chunks.push({ op, dtype, alpha, targets, first: from + done * step, stride: step, count });
        }
      }
    }
  }
  return chunks;
}
