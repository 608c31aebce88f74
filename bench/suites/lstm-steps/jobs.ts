// The jobs that LSTMs are compared by (docs/lstm.md): windows of 24 steps of 5 inputs, one output.
import { backend, type Isa } from 'leeway';
import { addon } from '#lib/backend/index';
import type { LstmData, NativeLstm } from '#lib/backend/addon';
import { resolveActivation, type ActivationSpec } from '#lib/lstm/activation';
import type { PlanOptions } from '../suite';

export const steps = 24;
export const inputs = 5;

type Dtype = 'float32' | 'float64';

export interface Job {
  hidden: number;
  batch: number;
}

/** A way to compute it. */
export interface Way {
  name: string;
  activation: ActivationSpec;
  gate: ActivationSpec;
  dtype: Dtype;
  threads: number;
  scheme?: 'gates';
}

const exact = { activation: 'tanh', gate: 'sigmoid', dtype: 'float32', threads: 1 } as const;

export const base: Way = { ...exact, name: 'exact' };

/** One thread, by functions and precision. */
export const functions: readonly Way[] = [
  base,
  {
    ...exact,
    name: 'within 1e-4',
    activation: { op: 'tanh', maxAbsError: 1e-4 },
    gate: { op: 'sigmoid', maxAbsError: 1e-4 },
  },
  {
    ...exact,
    name: 'ISRU, all five',
    activation: { op: 'isru', maxAbsError: 1e-5 },
    gate: { op: 'isru', maxAbsError: 1e-5 },
  },
  { ...exact, name: 'exact, float64', dtype: 'float64' },
];

/** Two threads, by themselves and as source 2 divides the work. */
export const shared: readonly Way[] = [
  { ...exact, name: 'exact, 2 threads', threads: 2 },
  { ...exact, name: 'exact, 2 threads if faster', threads: 0 },
  { ...exact, name: 'exact, 5 threads, a gate each', threads: 5, scheme: 'gates' },
];

export function jobsOf({ effort, hidden }: PlanOptions): Job[] {
  const all = [10, 50, 100, 300].flatMap((h) => [32, 1].map((batch) => ({ hidden: h, batch })));
  if (hidden) return hidden.flatMap((h) => [32, 1].map((batch) => ({ hidden: h, batch })));
  return effort === 'quick' ? all.filter((job) => job.hidden === 10 || job.hidden === 100) : all;
}

/** Floating-point operations of the products of a forward pass; a training step takes three times as many. */
export const operations = ({ hidden, batch }: Job): number => 8 * hidden * (inputs + hidden) * steps * batch;

/** Deterministic numbers in [-1, 1). */
export function numbers(length: number, dtype: Dtype = 'float32'): Float32Array | Float64Array {
  let state = 1;
  const Kind = dtype === 'float64' ? Float64Array : Float32Array;
  return new Kind(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** The network below its class, which has no use for schemes. */
export function networkOf({ activation, gate, dtype }: Way, hidden: number): NativeLstm {
  const isa: Isa = backend.isa;
  return new addon.Lstm({
    inputs,
    hidden,
    outputs: 1,
    isa,
    dtype,
    activation: resolveActivation(activation, { isa, dtype }, 'activation').native,
    gate: resolveActivation(gate, { isa, dtype }, 'gate').native,
    seed: 1n,
  });
}

export function dataOf(samples: number, dtype: Dtype): LstmData {
  return { x: numbers(samples * steps * inputs, dtype), y: numbers(samples, dtype), samples, steps };
}

/** What one core does at most, timed beside everything else. */
export interface Peak {
  name: string;
  operations: number;
  run: () => unknown;
}

export const peaks: readonly Peak[] = (['float32', 'float64'] as const).map((dtype) => {
  const rounds = 20_000;
  const run = (): number => addon.multiplyAdds(backend.isa, dtype, rounds);
  return { name: `multiply-add peak, ${dtype}`, operations: addon.multiplyAdds(backend.isa, dtype, rounds), run };
});
