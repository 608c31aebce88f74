import { expect } from 'chai';
import { operationsOf, type Cell } from '../../../bench/native/lstm/cells';
import type { CellResult } from '../../../bench/native/programs/rounds';
import { wholeRounds } from '../../../bench/native/programs/whole';
import { peersTable, threadsTable, timesTable } from '../../../bench/native/lstm/tables';

const row = (name: string, cpu: number[], wall = cpu) => ({ name, cpu, wall });

const result: CellResult<Cell> = {
  cell: { work: 'training', hidden: 100, batch: 32, target: 1.4, twoThreads: 1.85, peers: { PyTorch: 6, oneDNN: 1.8 } },
  rows: [
    row('leeway', [1e6, 2e6, 1.5e6]),
    row('two threads', [1e6, 2e6, 1.5e6], [0.5e6, 1e6, 0.75e6]),
    row('peak, 1', [0.005, 0.01, 0.0075]),
    row('peak, 2', [0.0025, 0.005, 0.00375]),
    row('half the batch', [0.6e6, 1.2e6, 0.9e6]),
    row('exchange', [], [0.1, 0.3, 0.2]),
    row('PyTorch', [7e6, 14e6, 10.5e6]),
  ],
  missing: [{ name: 'oneDNN', reason: 'not installed' }],
};

describe('the native bench of the LSTM', () => {
  it('counts two operations for every weight that meets a sample in a step', () => {
    expect(operationsOf({ work: 'prediction', hidden: 10, batch: 32 })).to.equal(2 * 4 * 10 * 15 * 24 * 32);
  });

  it('pairs by round: a share of the peak of the same rounds', () => {
    const [line] = timesTable([result]).rows;
    const share = operationsOf(result.cell) / 200e6;
    expect(line).to.include.members(['1.50', '≤ 1.4', `${(100 * share).toFixed(0)} %`]);
  });

  it('tells what a second thread gives to us and to loops that share nothing', () => {
    // 166 KiB of weights, handed over one and a half times at 0.2 ns a byte.
    expect(threadsTable([result]).rows).to.deep.equal([
      ['100, 32', '2.00', '≥ 1.85', '2.00', '', '', '0.750', '0.900', '0.0510', ''],
    ]);
  });

  it('compares with other libraries and names those that are not there', () => {
    const [onednn, pytorch] = peersTable([result]).rows;
    expect(onednn).to.include('not installed');
    expect(pytorch).to.include.members(['PyTorch', '7.00 [7.00, 7.00]', '≥ 6']);
  });

  it('takes the rounds in which the cores were whole', () => {
    const own = { additions: 4.6, chains: 1 };
    const shared = { additions: 2.3, chains: 0.5 };
    const waiting = { additions: 4.6, chains: 0.6 };
    const alone = { ...row('leeway', [1, 2, 1, 1, 1, 1]), cores: [own, shared, own, own, own, own] };
    const both = { ...row('two threads', [3, 4, 5, 6, 7, 8]), cores: [waiting, own, own, own, own, own] };
    const measured = { ...result, rows: [alone, both] };
    const whole = wholeRounds(measured, ['leeway']);
    expect(whole.text).to.equal('5 of 6');
    expect(whole.result.rows.map(({ cpu }) => cpu)).to.deep.equal([
      [1, 1, 1, 1, 1],
      [3, 5, 6, 7, 8],
    ]);
    expect(wholeRounds(measured, ['leeway', 'two threads'])).to.deep.equal({
      result: measured,
      text: 'all 6, 4 whole',
    });
    expect(wholeRounds(result, ['leeway']).text).to.equal('');
  });
});
