import { expect } from 'chai';
import { bytes, integer, message, string } from '#lib/onnx/protobuf';

const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

describe('protobuf', () => {
  // The examples of https://protobuf.dev/programming-guides/encoding/
  it('writes what its guide shows', () => {
    expect(hex(integer(1, 150))).to.equal('089601');
    expect(hex(string(2, 'testing'))).to.equal('120774657374696e67');
    expect(hex(message(3, integer(1, 150)))).to.equal('1a03089601');
    expect(hex(integer(1, -2))).to.equal('08feffffffffffffffff01');
  });

  it('takes the highest numbers a length, a field and a value may have', () => {
    expect(hex(integer(16, 0))).to.equal('800100');
    expect(hex(integer(1, 2 ** 53 - 1))).to.equal('08ffffffffffffff0f');
    const long = bytes(1, new Uint8Array(300));
    expect([hex(long.subarray(0, 3)), long.length]).to.deep.equal(['0aac02', 303]);
    expect(hex(string(1, ''))).to.equal('0a00');
  });
});
