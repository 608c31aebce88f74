import { expect } from 'chai';
import { judgeTargets } from '../../../bench/native/judge';
import type { Row } from '../../../bench/native/measurement';
import { measurementOf, rowOf } from './support';

function verdict(what: string, target: RegExp, rows: Row[]) {
  const found = judgeTargets([measurementOf(rows)]).find((entry) => entry.what === what && target.test(entry.target));
  return found ?? expect.fail(`no verdict on ${what}`);
}

const tanh = (time: number, method: string, promise: Partial<Row>): Row =>
  rowOf(time, { op: 'tanh', method, ...promise });

describe('judging targets', () => {
  it('judges the fastest kernel that promises the accuracy', () => {
    const rows = [
      tanh(2000, 'exact', { maxAbsError: 8e-8, maxUlp: 1.4 }),
      tanh(340, 'coarse', { maxAbsError: 8.6e-4 }),
      tanh(100, 'too_coarse', { maxAbsError: 2e-3 }),
    ];
    expect(verdict('tanh ≤ 1e-3', /ReLU/, rows)).to.include({ met: true, measured: '3.40 (coarse, 8.6e-4)' });
    expect(verdict('tanh ≤ 5e-5', /ReLU/, rows)).to.include({ met: false, measured: '20.0 (exact, 8e-8)' });
    expect(verdict('tanh ≤ 2 ulp', /ReLU/, rows)).to.include({ met: false, measured: '20.0 (exact, 1.4 ulp)' });
  });

  it('passes over kernels of a smaller domain', () => {
    const ranged = tanh(100, 'ranged', { maxAbsError: 1e-6, low: 0, high: 1 });
    expect(verdict('tanh ≤ 1e-3', /ReLU/, [ranged])).to.include({ met: false, measured: 'no kernel' });
  });

  it('compares with peers, and leaves open what they are not there for', () => {
    const exact = tanh(800, 'exact', { maxUlp: 1.4 });
    const sleef = rowOf(2400, { op: 'tanh', library: 'SLEEF', method: 'u35' });
    expect(verdict('tanh ≤ 2 ulp', /SLEEF/, [exact, sleef])).to.include({
      met: true,
      measured: '3.00 (exact, 1.4 ulp)',
    });
    expect(verdict('tanh ≤ 2 ulp', /Eigen/, [exact])).to.include({
      met: undefined,
      measured: 'Eigen is not installed',
    });
  });

  it('judges all kernels together beyond the caches, against a ReLU with plain stores', () => {
    const rows = [
      rowOf(125, { op: 'relu', library: 'limits', method: 'plain stores' }),
      rowOf(130, { op: 'tanh', method: 'fast' }),
      rowOf(150, { op: 'tanh', method: 'slow' }),
    ];
    const [every, streaming] = judgeTargets([measurementOf(rows, { n: 2 ** 28 })]);
    expect(every).to.include({ met: false, measured: '1 of 3 above it, up to 1.20 (tanh slow)' });
    expect(streaming).to.include({ met: true, measured: '0.800' });
  });

  it('judges the least gain of SSE2 over scalar', () => {
    const pair = (method: string, sse2: number, scalar: number): Row[] => [
      tanh(sse2, method, { isa: 'sse2' }),
      tanh(scalar, method, { isa: 'scalar' }),
    ];
    const rows = [...pair('exact', 100, 100), ...pair('a', 100, 200), ...pair('b', 100, 140)];
    const [least] = judgeTargets([measurementOf(rows, { isa: 'sse2' })]);
    expect(least).to.include({ met: false, measured: '1.40 (tanh b), the least of 2' });
  });
});
