import { expect } from 'chai';
import { Buffers } from '../../../bench/harness/buffers';

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

  it('have other inputs in turn, the first of them the usual one, as long as branches could be learnt', () => {
    for (const [n, numbers] of [
      [1, 1024],
      [16, 16_384],
      [256, 65_536],
      [4096, 65_536],
    ] as const) {
      const { x: turns, parts } = new Buffers(n).readingInTurn('float64', [0, Infinity]);
      expect(new Set(turns.flatMap(({ x, out }) => [x.length, out.length]))).to.deep.equal(new Set([n]));
      expect(turns[0]!.x).to.deep.equal(new Buffers(n).input('float64', [0, Infinity]));
      expect(new Set(turns.flatMap(({ x }) => Array.from(x))).size).to.equal(numbers);
      expect(parts).to.equal(1);
    }
  });

  it('are read a part at a time by a loop, where they are long', () => {
    for (const [n, wanted] of [
      [65_536, 1],
      [65_537, 2],
      [1_000_000, 16],
    ] as const) {
      const buffers = new Buffers(n);
      const { x: turns, load, parts } = buffers.readingInTurn('float32');
      load();
      expect([turns.length, parts]).to.deep.equal([wanted, wanted]);
      expect(Float32Array.from(turns.flatMap(({ x }) => Array.from(x)))).to.deep.equal(buffers.input('float32'));
      expect(turns.map(({ out }) => out.length)).to.deep.equal(turns.map(({ x }) => x.length));
    }
  });
});
