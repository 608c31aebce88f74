import { backend, type Isa } from 'leeway';
import type { Suite } from '../suite';
import { inverseSquareRoot, linearUnits } from './inverse-square-root';
import { mathBench } from './math-bench';
import { polynomialTanh } from './polynomial-tanh';
import { groupOf, tableOf, type SourceTable } from './table';

function sourceTables(): SourceTable[] {
  const isas = [...new Set<Isa>([backend.isa, ...(backend.available.includes('avx2') ? ['avx2' as const] : [])])];
  return [
    polynomialTanh(),
    mathBench('float32'),
    mathBench('float64'),
    ...isas.map(inverseSquareRoot),
    ...isas.map(linearUnits),
  ];
}

/** The tables of the documents that leeway grew out of, measured on this machine. */
export const sources: Suite = {
  name: 'sources',
  title: 'the tables of the documents leeway grew out of, measured anew',
  isDefault: false,
  plan: (options) => sourceTables().map((table) => groupOf(table, options)),
  pace: (effort) => ({ rounds: 101, milliseconds: { quick: 500, default: 700, full: 4000 }[effort] }),
  tables: (rows) =>
    sourceTables().flatMap((table) => {
      const own = rows.filter(({ group }) => group === `sources/${table.name}`);
      return own.length > 0 ? [tableOf(table, own)] : [];
    }),
};
