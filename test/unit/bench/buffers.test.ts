import { expect } from 'chai';
import { Buffers } from '../../../bench/harness/buffers';

describe('buffers of the bench', () => {
  it('hold the same input for all who ask', () => {
    const buffers = new Buffers(1000);
    expect(buffers.input('float32')).to.equal(buffers.input('float32', [-8, 8]));
    expect(buffers.input('float32', [0, 1])).not.to.equal(buffers.input('float32'));
  });

  it('have other inputs in turn, the first of them the usual one, as long as branches could be learnt', () => {
    const turns = new Buffers(4096).inputsInTurn('float64', [0, Infinity]);
    expect(turns.map(({ length }) => length)).to.deep.equal(Array(16).fill(4096));
    expect(turns[0]).to.deep.equal(new Buffers(4096).input('float64', [0, Infinity]));
    expect(new Set(turns.flatMap((x) => Array.from(x))).size).to.equal(65_536);
    for (const n of [1, 16, 256, 65_536, 100_000]) {
      const buffers = new Buffers(n);
      const [only, ...others] = buffers.inputsInTurn('float32');
      expect([only, others]).to.deep.equal([buffers.input('float32'), []]);
    }
  });
});
