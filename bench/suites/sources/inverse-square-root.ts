import { backend, type Isa } from 'leeway';
import { linesOf } from './catalogue';
import type { SourceTable } from './table';

const n = 4096;
const dtype = 'float32';

// VM's EP mode on Haswell and on Skylake: cycles per element over those of InvSqrt.
const published: Partial<Record<Isa, Record<string, number>>> = {
  avx2: { InvSqrt: 1, Exp: 1.2, Tanh: 6.3 },
  avx512: { InvSqrt: 1, Exp: 2.2, Tanh: 3.3 },
};

/** Source 5, Table 2. */
export function inverseSquareRoot(isa: Isa): SourceTable {
  const isas = [isa];
  return {
    name: `inverse-square-root-${isa}`,
    title: `InvSqrt, Exp and Tanh, ${dtype}, ${isa}: × InvSqrt counts in the fastest rsqrt (published: Intel's VM, half the bits right)`,
    n,
    lines: [
      ...linesOf({ op: 'rsqrt', dtype, isas, label: () => 'InvSqrt' }),
      ...linesOf({ op: 'exp', dtype, isas, label: () => 'Exp' }),
      ...linesOf({ op: 'tanh', dtype, isas, label: () => 'Tanh' }),
    ],
    columns: [
      {
        head: '× InvSqrt',
        base: ({ label }) => label === 'InvSqrt',
        direction: 'slower',
        published: published[isa] ?? {},
      },
    ],
  };
}

/** Source 5, Table 3: inputs are half negative. */
export function linearUnits(isa: Isa): SourceTable {
  const isas = [isa];
  const approximate = (method: string): boolean => method !== 'exact';
  const exact = (method: string): boolean => method === 'exact';
  const approximateIsrlu = 'ISRLU (approx.)';
  return {
    name: `linear-units-${isa}`,
    title: `ReLU, ISRU, ISRLU and ELU, ${dtype}, ${isa}, half of the inputs negative${isa === backend.isa ? '' : ', the published instruction set'}`,
    n,
    lines: [
      ...linesOf({ op: 'relu', dtype, isas, label: () => 'ReLU' }),
      ...linesOf({ op: 'isru', dtype, isas, methods: approximate, label: () => 'ISRU (approx.)' }),
      ...linesOf({ op: 'isru', dtype, isas, methods: exact, label: () => 'ISRU' }),
      ...linesOf({ op: 'isrlu', dtype, isas, methods: approximate, label: () => approximateIsrlu }),
      ...linesOf({ op: 'isrlu', dtype, isas, methods: exact, label: () => 'ISRLU' }),
      ...linesOf({ op: 'elu', dtype, isas, label: () => 'ELU' }),
    ],
    columns: [
      {
        head: '× ISRLU',
        base: ({ label }) => label === 'ISRLU',
        direction: 'slower',
        published: { ReLU: 0.62, 'ISRU (approx.)': 0.61, [approximateIsrlu]: 0.62, ISRLU: 1, ELU: 2.63 },
      },
      {
        head: `× ${approximateIsrlu}`,
        base: ({ label }) => label === approximateIsrlu,
        direction: 'slower',
        published: { ReLU: 0.99, 'ISRU (approx.)': 0.97, [approximateIsrlu]: 1, ISRLU: 1.6, ELU: 4.21 },
      },
    ],
  };
}
