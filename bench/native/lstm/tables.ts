import { significant } from '../../harness/figures';
import { median, pairRounds, type Ratio } from '../../harness/statistics';
import type { Table } from '../tables';
import { byTwo, milliseconds, overOurs, rowOf, shareOfPeak, type CellResult } from '../programs/rounds';
import { wholeRounds } from '../programs/whole';
import { handovers, layerKiB, operationsOf, type Cell } from './cells';

const least = (asked: number | undefined): string => (asked === undefined ? '' : `≥ ${asked}`);
const text = (value: number | undefined): string => (value === undefined ? '' : significant(value));
const wall = (result: CellResult<Cell>, name: string): string => {
  const row = rowOf(result, name);
  return text(row && median(row.wall) / 1e6);
};
const figure = (ratio: Ratio | undefined): string => (ratio ? significant(ratio.median) : '');

/** Time on one core, against the peak of the same rounds: those in which the core was whole. */
export function timesTable(results: CellResult<Cell>[]): Table {
  return {
    head: [
      ...['work', 'hidden, batch', 'ms', 'target', 'from JavaScript', 'target', 'GFLOP/s', 'peak', 'of the peak'],
      'whole rounds',
    ],
    rows: results.map((all) => {
      const { result, text: rounds } = wholeRounds(all, ['leeway', 'peak, 1']);
      const { cell } = result;
      const [ours, peak] = [rowOf(result, 'leeway')!, rowOf(result, 'peak, 1')!];
      const javascript = rowOf(result, 'from JavaScript');
      return [
        cell.work,
        `${cell.hidden}, ${cell.batch}`,
        significant(milliseconds(ours)),
        cell.target ? `≤ ${cell.target}` : '',
        javascript ? significant(milliseconds(javascript)) : '',
        cell.fromJavascript ? `≤ ${cell.fromJavascript}` : '',
        significant(operationsOf(cell) / median(ours.cpu)),
        significant(1 / median(peak.cpu)),
        `${(100 * shareOfPeak(result, operationsOf(cell))).toFixed(0)} %`,
        rounds,
      ];
    }),
  };
}

/** Median, in ms, by the clock on the wall, of what two threads hand each other in a step. */
function exchangeOf({ cell, rows }: CellResult<Cell>): number | undefined {
  const row = rows.find(({ name }) => name === 'exchange');
  return row && (median(row.wall) * handovers * layerKiB(cell) * 1024) / 1e6;
}

/**
 * What a second thread gives, beside what it gives to loops that share nothing; and what of two threads' step half the batch on
 * one thread takes, and handing over gradients and weights. Of rounds in which both cores were whole.
 */
export function threadsTable(results: CellResult<Cell>[]): Table {
  return {
    head: [
      ...['hidden, batch', 'two threads ÷ one', 'target', 'peak ÷ one', 'reads of L2 ÷ one', 'reads of L3 ÷ one'],
      ...['two threads, ms', 'half the batch, ms', 'exchange, ms', 'whole rounds'],
    ],
    rows: results
      .filter((result) => rowOf(result, 'two threads'))
      .map((all) => wholeRounds(all, ['leeway', 'two threads', 'half the batch']))
      .map(({ result, text: rounds }) => [
        `${result.cell.hidden}, ${result.cell.batch}`,
        figure(byTwo(result, 'leeway', 'two threads')),
        least(result.cell.twoThreads),
        ...['peak', 'L2', 'L3'].map((limit) => figure(byTwo(result, `${limit}, 1`, `${limit}, 2`))),
        ...['two threads', 'half the batch'].map((name) => wall(result, name)),
        text(exchangeOf(result)),
        rounds,
      ]),
  };
}

/** How many times longer other libraries take. */
export function peersTable(results: CellResult<Cell>[]): Table {
  const line = (result: CellResult<Cell>, name: string): string[] => {
    const { cell } = result;
    const absent = result.missing.find((other) => other.name === name);
    const ratio = overOurs(result, name);
    if (!ratio) return [cell.work, sizeOf(cell), name, absent?.reason ?? '', '', '', ''];
    // Ours from JavaScript too, where theirs is.
    const alike = name === 'ONNX Runtime' ? rowOf(result, 'from JavaScript')! : rowOf(result, 'leeway')!;
    const { median: middle, interval } = pairRounds(rowOf(result, name)!.cpu, alike.cpu);
    return [
      cell.work,
      sizeOf(cell),
      name,
      significant(milliseconds(rowOf(result, name)!)),
      significant(milliseconds(alike)),
      `${significant(middle)} [${interval.map(significant).join(', ')}]`,
      least(cell.peers?.[name]),
    ];
  };
  return {
    head: ['work', 'hidden, batch', 'library', 'ms', 'ours, ms', 'times longer', 'target'],
    rows: results.flatMap((result) => namesOf(result).map((name) => line(result, name))),
  };
}

const sizeOf = ({ hidden, batch }: Cell): string => `${hidden}, ${batch}`;

function namesOf(result: CellResult<Cell>): string[] {
  const all = [...result.rows, ...result.missing].map(({ name }) => name);
  return ['oneDNN', 'PyTorch', 'ONNX Runtime'].filter((name) => all.includes(name));
}
