import { bound, significant } from '../harness/figures';
import {
  levelOfMeasurement,
  nanosecondsPerElement,
  ours,
  peerName,
  peersOf,
  reluOf,
  timesLonger,
  type Measurement,
} from './measurement';
import type { Table } from './tables';
import type { Verdict } from './judge';

export function verdictTable(verdicts: Verdict[]): Table {
  return {
    head: ['kernel', 'where', 'target', 'measured', ''],
    rows: verdicts.map(({ what, where, target, measured, met }) => [
      what,
      where,
      target,
      measured,
      met === undefined ? 'not judged' : met ? 'met' : 'missed',
    ]),
  };
}

/** All sizes of one instruction set and dtype side by side; peers, as how many times faster ours is, at the smallest. */
export function summaryTable(measurements: Measurement[]): Table {
  const [smallest] = measurements;
  const levels = measurements.map(levelOfMeasurement);
  const mine = (measurement: Measurement) =>
    measurement.rows.filter((row) => row.library === ours && row.isa === measurement.isa);
  const peers = [...new Set(mine(smallest!).flatMap(({ op }) => peersOf(smallest!, op).map(peerName)))];
  return {
    head: [
      'op',
      'method',
      'max abs error',
      'max ulp',
      `elements/ns, ${levels[0]}`,
      ...levels.map((level) => `× ReLU, ${level}`),
      ...peers.map((name) => `÷ ${name}`),
    ],
    rows: mine(smallest!).map((row) => [
      row.op,
      row.method,
      bound(row.maxAbsError),
      bound(row.maxUlp),
      significant(1 / nanosecondsPerElement(row, smallest!)),
      ...measurements.map((measurement) => {
        const same = mine(measurement).find(({ op, method }) => op === row.op && method === row.method);
        return same ? significant(timesLonger(same, reluOf(measurement)).median) : '';
      }),
      ...peers.map((name) => {
        const peer = peersOf(smallest!, row.op).find((other) => peerName(other) === name);
        return peer ? significant(timesLonger(peer, row).median) : '';
      }),
    ]),
  };
}

/** Measurements of one instruction set and dtype together, the smallest size first. */
export function grouped(measurements: Measurement[]): Measurement[][] {
  const groups = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const key = `${measurement.dtype} ${measurement.isa}`;
    groups.set(
      key,
      [...(groups.get(key) ?? []), measurement].sort((a, b) => a.n - b.n),
    );
  }
  return [...groups.values()];
}
