import { expect } from 'chai';
import { grouped, summaryTable } from '../../../bench/native/summary';
import { selfCheckLine, tableOf } from '../../../bench/native/tables';
import { measurementOf, rowOf } from './support';

const rows = [
  rowOf(200, { op: 'tanh', method: 'fast', maxAbsError: 1e-4 }),
  rowOf(500, { op: 'tanh', library: 'SLEEF', method: 'u35' }),
  rowOf(110, { op: 'relu', library: 'limits', method: 'plain stores' }),
];

describe('tables of the native bench', () => {
  it('have a line for every row, with its time over our ReLU and under the peers', () => {
    const { head, rows: lines } = tableOf(measurementOf(rows));
    expect(head).to.include.members(['× ReLU', '÷ SLEEF u35']).and.not.include('÷ limits plain stores');
    const tanh = lines.find((line) => line.includes('fast'))!;
    expect(tanh[head.indexOf('× ReLU')]).to.equal('2.00');
    expect(tanh[head.indexOf('÷ SLEEF u35')]).to.equal('2.50');
    expect(lines.map((line) => line[1])).to.deep.equal(['exact', 'fast', 'SLEEF u35', 'limits plain stores']);
    expect(lines.every((line) => line.length === head.length)).to.be.true;
  });

  it('say which peers are not installed', () => {
    const libraries = [{ name: 'Eigen', version: '', package: 'libeigen3-dev', installed: false }];
    const { rows: lines } = tableOf(measurementOf(rows, { libraries }));
    expect(lines.at(-1)).to.include.members(['Eigen', 'not installed: libeigen3-dev']);
  });

  it('put the sizes of an instruction set side by side', () => {
    const large = measurementOf(rows, { n: 65536 });
    const [group, ...others] = grouped([large, measurementOf(rows)]);
    expect(others).to.be.empty;
    const { head, rows: lines } = summaryTable(group!);
    expect(head.filter((name) => name.startsWith('× ReLU'))).to.have.length(2);
    expect(lines).to.have.length(2);
    expect(lines.every((line) => line.length === head.length)).to.be.true;
  });

  it('warn where the same kernel did not take the same time', () => {
    const disturbed = measurementOf(rows);
    disturbed.rows[1]!.nanoseconds = [150, 150, 150];
    expect(selfCheckLine(disturbed)).to.contain('1.500').and.contain('disturbed');
    expect(selfCheckLine(measurementOf(rows)))
      .to.contain('1.000')
      .and.not.contain('disturbed');
  });
});
