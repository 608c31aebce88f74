import { describeMachine } from '../../../bench/machine/describe';
import type { Run } from '../../../bench/results/document';
import type { Row } from '../../../bench/results/row';

/** A timed row whose ratio over ReLU is `ratio`, within `spread` of it either way. */
export function timedRow(name: string, ratio: number, spread = 0.01, more: Partial<Row> = {}): Row {
  const around = (value: number): [number, number] => [value * (1 - spread), value * (1 + spread)];
  return {
    suite: 'math',
    group: 'math/float32/4096',
    name,
    library: 'leeway',
    unit: 'ns/element',
    time: { median: ratio, minimum: ratio, deviation: 0, interval: around(ratio), rounds: 9, processes: 1 },
    ratios: { relu: { median: ratio, interval: around(ratio), over: 'relu exact' } },
    ...more,
  };
}

export function runOf(rows: Row[], more: Partial<Run> = {}): Run {
  return {
    machine: { ...describeMachine(), date: '2026-01-01T00:00:00.000Z', loadAverage: 0 },
    command: 'leeway bench --suite math',
    options: { suites: ['math'], effort: 'default', peers: false, seed: 1, data: {}, processes: 1 },
    complete: true,
    warnings: [],
    rows,
    ...more,
  };
}
