import { backend, type Isa } from 'leeway';
import { inverseSquareRoot, linearUnits } from './inverse-square-root';
import { mathBench } from './math-bench';
import { polynomialTanh } from './polynomial-tanh';
import { printTable, runTable, type SourceRow } from './table';

export type { SourceRow } from './table';

/** The tables of the documents that leeway grew out of, measured on this machine. */
export function runSources({ quick }: { quick: boolean }): { rows: SourceRow[]; text: string } {
  const isas = [...new Set<Isa>([backend.isa, ...(backend.available.includes('avx2') ? ['avx2' as const] : [])])];
  const tables = [
    polynomialTanh(),
    mathBench('float32'),
    mathBench('float64'),
    ...isas.map(inverseSquareRoot),
    ...isas.map(linearUnits),
  ];
  const measured = tables.map((table) => ({ table, rows: runTable(table, quick ? 15 : 101) }));
  return {
    rows: measured.flatMap(({ rows }) => rows),
    text: measured.map(({ table, rows }) => printTable(table, rows)).join('\n'),
  };
}
