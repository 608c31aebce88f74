import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DataError } from '../../../../bench/data/errors';
import { readIdx } from '../../../../bench/data/idx';
import { digits } from '../../../../bench/data/images';

const header = (...sizes: number[]): Buffer => {
  const bytes = Buffer.alloc(4 + 4 * sizes.length);
  bytes.writeUInt32BE(0x0800 + sizes.length);
  sizes.forEach((size, i) => bytes.writeUInt32BE(size, 4 + 4 * i));
  return bytes;
};
const idx = (sizes: number[], data: number[]): Buffer => Buffer.concat([header(...sizes), Buffer.from(data)]);
const pixels = Array.from({ length: 12 }, (_, i) => 20 * i);

describe('IDX files', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'leeway-idx-'))));
  after(() => rmSync(folder, { recursive: true }));

  function written(content: Buffer, name = 'file'): string {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  }

  for (const [how, pack] of [
    ['plain', (b: Buffer) => b],
    ['gzip', gzipSync],
  ] as const)
    it(`are read, ${how}`, () => {
      const { shape, data } = readIdx(written(pack(idx([2, 2, 3], pixels))), 3);
      expect(shape).deep.equal([2, 2, 3]);
      expect([...data]).deep.equal(pixels);
    });

  const damaged: [what: string, content: Buffer, message: string][] = [
    ['nothing', Buffer.alloc(0), "an IDX file's header"],
    ['text', Buffer.from('hello, world, how are you?'), 'an IDX file'],
    ['numbers of another type', Buffer.concat([Buffer.from([0, 0, 0x0d, 3]), Buffer.alloc(12)]), 'type 0d'],
    ['labels for images', Buffer.concat([header(2), Buffer.alloc(20)]), '3 dimensions'],
    ['a file cut short', idx([2, 2, 3], pixels.slice(1)), '2 · 2 · 3 bytes'],
    ['a file with more behind it', idx([2, 2, 3], [...pixels, 0]), '2 · 2 · 3 bytes'],
    ['gzip cut short', gzipSync(idx([2, 2, 3], pixels)).subarray(0, 20), 'whole gzip data'],
  ];
  for (const [what, content, message] of damaged)
    it(`refuses ${what}, naming the file`, () => {
      const file = written(content);
      expect(() => readIdx(file, 3))
        .throw(DataError, message)
        .property('message')
        .contain(file);
    });

  it('are MNIST in its four files', () => {
    for (const part of ['train', 't10k']) {
      written(idx([2, 2, 3], pixels), `${part}-images-idx3-ubyte`);
      written(gzipSync(idx([2], [3, 9])), `${part}-labels-idx1-ubyte.gz`);
    }
    const { train, test } = digits(folder, { train: 0, test: 0 });
    expect(train.shape).deep.equal([1, 2, 3]);
    expect([...train.labels]).deep.equal([3, 9]);
    expect(test.x[11]).closeTo(220 / 255, 1e-7);
    written(gzipSync(idx([2], [3, 10])), 't10k-labels-idx1-ubyte.gz');
    expect(() => digits(folder, { train: 0, test: 0 })).throw(DataError, 'labels below 10');
    written(gzipSync(idx([3], [3, 1, 2])), 't10k-labels-idx1-ubyte.gz');
    expect(() => digits(folder, { train: 0, test: 0 })).throw(DataError, 'a label for each of the 2 images');
    expect(() => digits(join(folder, 'none'), { train: 0, test: 0 })).throw(DataError, 'found neither');
  });

  it('drawn digits depend on their seed alone, and are all there', () => {
    const [one, again] = [digits(undefined, { train: 200, test: 50 }), digits(undefined, { train: 200, test: 50 })];
    expect(one.train).deep.equal(again.train);
    expect(one.train.x.subarray(0, 50 * 784)).not.deep.equal(one.test.x);
    expect(new Set(one.train.labels).size).equal(10);
    expect(Math.max(...one.train.x.subarray(0, 7840))).within(0.9, 1);
    expect(Math.min(...one.train.x.subarray(0, 7840))).equal(0);
  });
});
