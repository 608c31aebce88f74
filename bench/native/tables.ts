import { plainTable } from '../../tools/support/table';
import { bound, significant } from '../harness/figures';
import {
  cyclesPerVector,
  findRow,
  levelOfMeasurement,
  nanosecondsPerElement,
  ours,
  peerName,
  peersOf,
  reluOf,
  selfCheck,
  timesLonger,
  type Measurement,
  type Row,
} from './measurement';

export interface Table {
  head: string[];
  rows: string[][];
}

export function titleOf(measurement: Measurement): string {
  const { dtype, isa, n } = measurement;
  const size = n < 2 ** 20 ? `${n}` : `${n / 2 ** 20} Mi`;
  return `${dtype}, ${isa}, ${size} elements (${levelOfMeasurement(measurement)})`;
}

/** The same kernel twice has to take the same time: what else the machine does shows here. */
export function selfCheckLine(measurement: Measurement): string {
  const again = findRow(measurement, selfCheck, 'relu')!;
  const { median, interval } = timesLonger(again, reluOf(measurement));
  // What lies around a row (the caches it finds, its place in the round) is worth up to 1 %.
  const agrees = interval[0] <= 1.01 && interval[1] >= 0.99;
  const figures = `${median.toFixed(3)} [${interval.map((end) => end.toFixed(3)).join(', ')}]`;
  const cycles = cyclesPerVector(reluOf(measurement), measurement);
  const inCycles = cycles === undefined ? '' : `, ${cycles.toFixed(2)} cycles per vector`;
  return `self-check, ReLU ÷ ReLU: ${figures}${inCycles}${agrees ? '' : ': the machine was disturbed, do not rely on these figures'}`;
}

/** A line per row: ours, then the peers' own. */
export function tableOf(measurement: Measurement): Table {
  const { rows, libraries } = measurement;
  const relu = reluOf(measurement);
  const mine = rows.filter((row) => row.library === ours);
  const peers = unique(mine.flatMap(({ op }) => peersOf(measurement, op).map(peerName)));
  const scalarToo = mine.some(({ isa }) => isa !== mine[0]!.isa);
  const line = (row: Row, against: string[]): string[] => {
    const { median, deviation } = timesLonger(row, relu);
    const time = nanosecondsPerElement(row, measurement);
    return [
      row.op,
      row.library === ours ? row.method + (scalarToo ? ` (${row.isa})` : '') : peerName(row),
      row.library === ours ? bound(row.maxAbsError) : '',
      row.library === ours ? bound(row.maxUlp) : '',
      row.errorSeen === null ? '' : bound(row.errorSeen),
      significant(1 / time),
      significant(median),
      deviation.toFixed(2),
      ...against,
    ];
  };
  const compare = (row: Row): string[] => {
    const others = peersOf(measurement, row.op);
    return peers.map((name) => {
      const peer = others.find((other) => peerName(other) === name);
      return peer ? significant(timesLonger(peer, row).median) : '';
    });
  };
  const absent = libraries.filter(({ installed }) => !installed);
  return {
    head: [
      'op',
      'method',
      'max abs error',
      'max ulp',
      'seen',
      'elements/ns',
      '× ReLU',
      '±',
      ...peers.map((name) => `÷ ${name}`),
    ],
    rows: [
      ...mine.map((row) => line(row, compare(row))),
      ...rows
        .filter((row) => row.library !== ours && row.library !== selfCheck)
        .map((row) =>
          line(
            row,
            peers.map(() => ''),
          ),
        ),
      ...absent.map((library) => [
        '',
        library.name,
        `not installed: ${library.package}`,
        ...Array<string>(peers.length + 5).fill(''),
      ]),
    ],
  };
}

export function printTable({ head, rows }: Table, names = 2): string {
  const table = plainTable(head, names);
  table.push(...rows);
  return table.toString();
}

export const legend = `max abs error, max ulp: promised (npm run verify checks them), – promises nothing of that kind; seen: the greatest difference
from the oracle on the inputs of this run, a check that a row computes what it says; × ReLU: time over that of our own ReLU of
the same width and dtype, ±: its median absolute deviation; ÷ a peer: how many times faster ours is than the peer. All are
medians of ratios paired within a round. "limits" are loops of the bench itself: a copy, and ReLU with plain and streaming stores.
`;

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
