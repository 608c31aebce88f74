import { expect } from 'chai';
import { cells, nameOf, operationsOf, productsOf, type Cell } from '../../../bench/native/networks/cells';
import { timesTable } from '../../../bench/native/networks/tables';
import type { CellResult } from '../../../bench/native/programs/rounds';
import { lenet } from '../../../bench/experiments/networks';

const row = (name: string, cpu: number[], wall = cpu) => ({ name, cpu, wall });
const [training, prediction] = ['LeNet tanh training 32', 'LeNet tanh prediction 100'].map((name) =>
  cells.find((cell) => nameOf(cell) === name)!,
);

describe('the native bench of networks', () => {
  it('counts the products of every layer, windows by what they reach', () => {
    // 28 x 28 pixels of 6 x 25; 10 x 10 of 16 x 150; 400 x 120; 120 x 84; 84 x 10.
    expect(productsOf(lenet('tanh'))).to.deep.equal([117600, 240000, 48000, 10080, 840]);
    expect(operationsOf(training!)).to.equal(2 * 32 * (3 * 416520 - 117600));
    expect(operationsOf(prediction!)).to.equal(2 * 100 * 416520);
  });

  it('has the operations of Architecture 1 that were counted elsewhere', () => {
    const cell = cells.find(({ network }) => network === 'Architecture 1 ELU')!;
    expect(operationsOf(cell) / 1e6).to.be.within(556, 558);
  });

  it('tells the share of the peak of the same rounds, and what a second thread and posits do', () => {
    const results: CellResult<Cell>[] = [
      {
        cell: training!,
        rows: [
          row('leeway', [1e6, 2e6, 1.5e6]),
          row('peak, 1', [0.005, 0.01, 0.0075]),
          row('two threads', [1e6, 2e6, 1.5e6], [0.5e6, 1e6, 0.75e6]),
          {
            ...row('peak, 2', [0.0025, 0.005, 0.00375]),
            cores: [4.6, 2.3, 4.6].map((additions) => ({ additions, chains: 1 })),
          },
        ],
        missing: [],
      },
      {
        cell: prediction!,
        rows: [row('leeway', [1e6, 2e6]), row('peak, 1', [0.005, 0.01]), row('posits', [3e6, 6e6])],
        missing: [],
      },
    ];
    const [first, second] = timesTable(results).rows;
    const share = operationsOf(training!) / 200e6;
    expect(first!.slice(3)).to.deep.equal([
      ...[
        '1.50',
        '1.00',
        '≤ 1.2',
        significantOf(operationsOf(training!) / 1.5e6),
        '133',
        `${(100 * share).toFixed(0)} %`,
      ],
      ...['2.00', '2.00', '≥ 1.8', '2.00', '', '', '', 'all 3, 2 whole'],
    ]);
    expect(second!.slice(9)).to.deep.equal(['', '', '', '', '3.00', '≤ 3', '', '']);
  });
});

const significantOf = (value: number): string => value.toPrecision(3);
