import type { Dtype, Isa } from 'leeway';
import type { Level } from '../machine/caches';

/** What a kernel has to reach: a share of our own ReLU's time, or of a peer's. */
export type Limit = { timesRelu: number } | { peer: string; method?: string; timesFaster: number };

export interface Target {
  op: string;
  dtype: Dtype;
  isa: Isa;
  level: Level;
  /** The accuracy asked for; the fastest kernel that promises it is judged. */
  maxAbsError?: number;
  maxUlp?: number;
  limit: Limit;
}

type Accuracy = Pick<Target, 'maxAbsError' | 'maxUlp'>;
const within = (maxAbsError: number): Accuracy => ({ maxAbsError });
const ulp = (maxUlp: number): Accuracy => ({ maxUlp });
const relu = (timesRelu: number): Limit => ({ timesRelu });

/** One line: an accuracy, and times ReLU on AVX-512 in L1 and in L2, and on AVX2 in L1 (where the accuracy may differ). */
function line(ops: string[], accuracy: Accuracy, l1: number, l2: number, avx2?: number, onAvx2 = accuracy): Target[] {
  return ops.flatMap((op) => {
    const float32 = { op, dtype: 'float32' as const };
    return [
      { ...float32, ...accuracy, isa: 'avx512' as const, level: 'L1' as const, limit: relu(l1) },
      { ...float32, ...accuracy, isa: 'avx512' as const, level: 'L2' as const, limit: relu(l2) },
      ...(avx2 === undefined
        ? []
        : [{ ...float32, ...onAvx2, isa: 'avx2' as const, level: 'L1' as const, limit: relu(avx2) }]),
    ];
  });
}

function against(dtype: Dtype, isa: Isa, peer: string, timesFaster: number, method?: string): Target {
  const limit = { peer, timesFaster, ...(method ? { method } : {}) };
  return { op: 'tanh', dtype, isa, level: 'L1', maxUlp: 2, limit };
}

/** What the kernels are to reach on a core with two 512-bit ports; docs/performance.md says where they do not, and why. */
export const targets: Target[] = [
  ...line(['tanh'], within(1e-3), 3.4, 1.1, 4.4),
  ...line(['tanh'], within(5e-5), 4.3, 1.1, 5.7, within(7e-5)),
  ...line(['tanh'], within(3e-6), 5.2, 1.12, 6.6, within(7e-6)),
  ...line(['tanh'], ulp(2), 8, 1.75),
  against('float32', 'avx512', 'Eigen', 1.35),
  against('float32', 'avx512', 'SLEEF', 3, 'u35'),
  against('float32', 'avx2', 'Eigen', 1),
  ...line(['sigmoid'], within(1e-3), 2.6, 1.1),
  ...line(['sigmoid'], within(1e-4), 3.5, 1.1, 6),
  ...line(['sigmoid'], within(1e-5), 4.4, 1.1),
  ...line(['elu'], within(1e-4), 4, 1.12),
  ...line(['elu'], within(5e-6), 5, 1.12),
  ...line(['isru', 'isrlu'], within(6e-5), 2.9, 1.1, 2, within(3.3e-4)),
  ...line(['isru', 'isrlu'], ulp(2.5), 4.7, 1.1, 4.5, ulp(4.5)),
  against('float64', 'avx512', 'SLEEF', 3, 'u35'),
  against('float64', 'avx512', 'Highway', 2),
];

/** Of all kernels together. */
export const overall = {
  /** Beyond the caches, every float32 kernel against a ReLU with plain stores; with streaming stores, our ReLU. */
  memory: { timesPlainRelu: 1.1, timesPlainReluStreaming: 0.8 },
  /** Every approximate float32 kernel on SSE2 against itself on scalar. */
  sse2: { timesFasterThanScalar: 1.5 },
  /** `f(x, out)` over the C call; an approximate tanh of 16 Ki elements against a loop over Math.tanh. */
  javascript: { callNanoseconds: 150, timesFasterThanMath: 40 },
};
