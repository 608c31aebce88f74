import { describeMachine } from '../../../bench/machine/describe';
import type { Run } from '../../../bench/results/document';
import { experimentResults, type ExperimentResults } from '../../../bench/results/findings';
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

/** An experiment of two activations: lines over epochs, over formats, and bars. */
export function experimentOf(more: Partial<ExperimentResults> = {}): ExperimentResults {
  return experimentResults({
    experiment: 'isrlu-mnist',
    claim: 'Source 5: ISRLU <learns> as well as ELU',
    command: 'npm run experiment -- isrlu-mnist --json x.json',
    machine: runOf([]).machine,
    quick: false,
    complete: true,
    data: 'drawn digits (10 + 5)',
    tables: [
      {
        title: 'accuracy',
        head: ['activation', '%'],
        rows: [
          ['ISRLU', '93.7'],
          ['ELU', '93.9'],
        ],
        notes: ['One seed.'],
      },
      { title: 'nothing yet', head: ['activation'], rows: [] },
    ],
    charts: [
      {
        ...{ kind: 'lines', title: 'accuracy by epoch', x: 'epoch', y: 'accuracy %' },
        lines: [
          {
            name: 'ISRLU',
            points: [
              [1, 80],
              [2, 93.7],
            ],
          },
          {
            name: 'ELU',
            points: [
              [1, 81],
              [2, 93.9],
            ],
          },
        ],
      },
      {
        ...{ kind: 'bars', title: 'time saved', value: '% saved' },
        groups: [
          {
            name: 'LeNet',
            bars: [
              ['exact', 73],
              ['none', 80],
            ],
          },
          { name: 'MLP', bars: [['exact', -2]] },
        ],
      },
      {
        ...{ kind: 'lines', title: 'accuracy by width', x: 'numbers', y: 'accuracy %' },
        lines: [
          {
            name: 'tanh',
            points: [
              ['float32', 98.4],
              ['<8,0>', 98.1],
            ],
          },
        ],
      },
    ],
    ...more,
  });
}
