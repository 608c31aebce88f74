import { expect } from 'chai';
import { Buffers } from '../../../bench/harness/buffers';
import { loopEntry } from '../../../bench/harness/entries';

describe('buffers of the bench', () => {
  it('hold the same input for all who ask', () => {
    const buffers = new Buffers(1000);
    expect(buffers.input('float32')).to.equal(buffers.input('float32', [-8, 8]));
    expect(buffers.input('float32', [0, 1])).not.to.equal(buffers.input('float32'));
  });

  it('are read from one memory, whatever the type and domain, and written to another', () => {
    const buffers = new Buffers(1000);
    const first = buffers.reading('float64');
    for (const dtype of ['float32', 'float64', 'float16', 'bfloat16'] as const)
      for (const domain of [undefined, [0, 1]] as const) {
        const { x, reads, load } = buffers.reading(dtype, domain);
        load();
        expect(x).to.deep.equal(buffers.input(dtype, domain));
        expect(reads).to.equal(buffers.input(dtype, domain));
        expect([x.buffer, x.byteOffset]).to.deep.equal([first.x.buffer, first.x.byteOffset]);
        expect(buffers.output(dtype)).to.have.lengthOf(1000);
        expect(buffers.output(dtype).buffer).to.equal(buffers.output('float64').buffer).and.not.equal(x.buffer);
      }
  });

  it('have other inputs in turn for loops, the usual ones first, as long as branches could be learnt', () => {
    for (const n of [1, 16, 256, 4096, 65_536]) {
      const buffers = new Buffers(n);
      const { x, out, length, parts, load } = buffers.readingInTurn('float64', [0, Infinity]);
      load();
      expect([x.length, out.length, length, parts]).to.deep.equal([65_536, n, n, 1]);
      expect(x.subarray(0, n)).to.deep.equal(buffers.input('float64', [0, Infinity]));
      expect(new Set(x).size).to.equal(65_536);
    }
  });

  it('are read a part at a time by loops, where they are long', () => {
    for (const [n, wanted] of [
      [65_537, 2],
      [1_000_000, 16],
    ] as const) {
      const buffers = new Buffers(n);
      const { x, out, length, parts, load } = buffers.readingInTurn('float32');
      load();
      expect([parts, Math.ceil(x.length / length)]).to.deep.equal([wanted, wanted]);
      expect(x).to.deep.equal(buffers.input('float32'));
      expect(out).to.have.lengthOf(n);
    }
  });

  it('are what loops compute on, all of them, one call after another', () => {
    for (const n of [16, 1000, 65_537]) {
      const buffers = new Buffers(n);
      const { run, load, parts } = loopEntry({ op: 'twice', expression: '2 * x', dtype: 'float64' }, buffers);
      const { x, out } = buffers.readingInTurn('float64');
      load!();
      const seen = new Set<number>();
      for (let call = 0; call < 65_536 / n + 1; call++) {
        out.fill(NaN);
        for (let part = 0; part < parts!; part++) run();
        for (const y of out) seen.add(y);
      }
      expect([...seen].sort()).to.deep.equal([...new Set(x.map((value) => 2 * value))].sort());
    }
  });
});
