import { significant, times } from '../../harness/figures';
import { median } from '../../harness/statistics';
import { byTwo, milliseconds, overOurs, rowOf, shareOfPeak, type CellResult } from '../programs/rounds';
import { wholeRounds } from '../programs/whole';
import type { Table } from '../tables';
import { operationsOf, type Cell } from './cells';

const fastest = (times: number[]): number => Math.min(...times);

/**
 * Time on one core, against the peak of the same rounds, those in which the cores were whole; and what a second thread gives, beside
 * what it gives to the peak. Batches are long beside what others do now and then: the fastest of all tell what they left alone.
 */
export function timesTable(results: CellResult<Cell>[]): Table {
  return {
    head: [
      ...['network', 'work', 'batch', 'ms', 'fastest', 'target', 'GFLOP/s', 'peak', 'of the peak'],
      ...[
        'two threads ÷ one',
        'fastest',
        'target',
        'peak ÷ one',
        'posit<8,0> ÷ float32',
        'target',
        'whole rounds',
        'by two',
      ],
    ],
    rows: results.map((all) => {
      // Long batches of ours tell nothing of their cores: the peak's do, which come before and after them.
      const { result, text: rounds } = wholeRounds(all, ['leeway', 'peak, 1', 'posits']);
      const { result: onBoth, text: roundsOnBoth } = wholeRounds(all, ['leeway', 'two threads', 'peak, 1', 'peak, 2']);
      const { cell } = result;
      const operations = operationsOf(cell);
      const [ours, peak] = [rowOf(result, 'leeway')!, rowOf(result, 'peak, 1')!];
      const [one, two] = [rowOf(all, 'leeway')!, rowOf(all, 'two threads')];
      const both = byTwo(onBoth, 'leeway', 'two threads');
      const posits = overOurs(result, 'posits');
      return [
        ...[cell.network, cell.work, String(cell.batch), significant(milliseconds(ours))],
        ...[significant(fastest(one.cpu) / 1e6), `≤ ${cell.target}`],
        significant(operations / median(ours.cpu)),
        significant(1 / median(peak.cpu)),
        `${(100 * shareOfPeak(result, operations)).toFixed(0)} %`,
        ...[times(both), two ? significant(fastest(one.wall) / fastest(two.wall)) : ''],
        ...[both ? `≥ ${cell.twoThreads}` : '', times(both && byTwo(onBoth, 'peak, 1', 'peak, 2'))],
        ...[times(posits), posits ? `≤ ${cell.posits}` : '', rounds, both ? roundsOnBoth : ''],
      ];
    }),
  };
}
