import { expect } from 'chai';
import { backend } from 'leeway';
import { beforeAPage, placed } from '../../../bench/harness/place';
import { askedHuge, hugePagesToAsk } from './huge-pages';

describe('where the bench puts arrays', () => {
  it('copies an array, whatever its type and length', () => {
    for (const array of [
      new Float32Array([1, 2, 3]),
      new Float64Array(16385).fill(7),
      new Uint16Array([65535]),
      new Uint8Array(65536).fill(9),
      new Float32Array(0),
    ])
      for (const before of [0, beforeAPage]) {
        const copy = placed(array, before);
        expect(copy).to.deep.equal(array);
        expect(copy.buffer).to.not.equal(array.buffer);
        expect(copy.byteOffset % 4096).to.equal(before === 0 ? 0 : 4096 - before);
      }
  });

  it('asks for huge pages, each array its own', function () {
    if (!hugePagesToAsk || backend.name !== 'native') return this.skip();
    const before = askedHuge();
    const arrays = [placed(new Float32Array(16)), placed(new Float64Array(2 ** 18 + 1), beforeAPage)];
    expect(askedHuge() - before).to.be.at.least(3 * 2 ** 21);
    expect(arrays.map(({ length }) => length)).to.deep.equal([16, 2 ** 18 + 1]);
  });
});
