import { backend } from 'leeway';
import { plainTable } from '../../../tools/support/table';
import { quoted, type QuotedRow } from './quoted';
import { printSpeeds, speedRows, type SpeedRow } from './speed';
import { operatorRows, printOperators, printTables, tableRows, type OperatorRow, type TableRow } from './tables';

export type PositRow = OperatorRow | TableRow | SpeedRow | QuotedRow;

export function runPosit({ quick }: { quick: boolean }): PositRow[] {
  return [...operatorRows(), ...tableRows(quick), ...speedRows(quick), ...quoted];
}

export function printPosit(rows: PositRow[]): string {
  const of = <K extends PositRow['kind']>(kind: K) =>
    rows.filter((row): row is Extract<PositRow, { kind: K }> => row.kind === kind);
  const peers = plainTable(['quoted, not measured in this run', 'library', 'elements/ns'], 2);
  for (const { what, library, elementsPerNs } of of('quoted')) peers.push([what, library, String(elementsPerNs)]);
  return `Operators by bit tricks (the paper's Table 1), against the exact function correctly rounded, over all posits
${printOperators(of('operator'))}

Operations of two operands as tables (the paper's Table 2), over all pairs; refused: would not fit
${printTables(of('table'))}

Speed, ${backend.isa}
${printSpeeds(of('speed'))}

elements/ns: median; × copy: throughput over copying the array, paired in this run; a dot product's elements are
multiply-adds.

${peers.toString()}

Quoted figures: ${quoted[0]!.source}.
`;
}
