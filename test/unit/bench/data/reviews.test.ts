import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { DataError } from '../../../../bench/data/errors';
import { reviews } from '../../../../bench/data/reviews';
import { Vocabulary } from '../../../../bench/data/vocabulary';

const none = { train: 0, test: 0 };

describe('film reviews', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leeway-reviews-'));
    for (const part of ['train', 'test'])
      for (const side of ['pos', 'neg']) {
        mkdirSync(join(folder, 'aclImdb', part, side), { recursive: true });
        for (const name of ['1_9.txt', '0_8.txt'])
          writeFileSync(join(folder, 'aclImdb', part, side, name), `${part} ${side} ${name}`);
      }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are read from folders and from an archive, the same', () => {
    const fromFolder = reviews(folder, none);
    expect(fromFolder.train).deep.equal([
      { text: 'train pos 0_8.txt', positive: true },
      { text: 'train pos 1_9.txt', positive: true },
      { text: 'train neg 0_8.txt', positive: false },
      { text: 'train neg 1_9.txt', positive: false },
    ]);
    create({ file: join(folder, 'reviews.tar.gz'), gzip: true, sync: true, cwd: folder }, ['aclImdb']);
    rmSync(join(folder, 'aclImdb'), { recursive: true });
    const fromArchive = reviews(folder, none);
    expect(fromArchive.train).deep.equal(fromFolder.train);
    expect(fromArchive.test).deep.equal(fromFolder.test);
  });

  it('refuse what is damaged or missing, naming it', () => {
    const file = join(folder, 'reviews.tar.gz');
    create({ file, gzip: true, sync: true, cwd: folder }, ['aclImdb']);
    writeFileSync(file, readFileSync(file).subarray(0, 200));
    expect(() => reviews(file, none)).throw(DataError, file);
    writeFileSync(file, 'no archive at all, but a text that is longer than a few bytes');
    expect(() => reviews(file, none)).throw(DataError, file);
    rmSync(join(folder, 'aclImdb/test/neg'), { recursive: true });
    expect(() => reviews(folder, none)).throw(DataError, 'test/neg');
    expect(() => reviews(join(folder, 'elsewhere'), none)).throw(DataError, 'elsewhere');
    mkdirSync(join(folder, 'empty'));
    expect(() => reviews(join(folder, 'empty'), none)).throw(DataError, 'found neither');
  });

  it('made up depend on their seed alone', () => {
    const [one, again] = [reviews(undefined, { train: 30, test: 30 }), reviews(undefined, { train: 30, test: 30 })];
    expect(one).deep.equal(again);
    expect(one.train).not.deep.equal(one.test);
    expect(one.train.filter(({ positive }) => positive).length).within(5, 25);
  });

  it('become numbers of words: frequent ones first, 0 for others, -1 for none', () => {
    const vocabulary = new Vocabulary(['The film, the FILM<br />the end', 'an end'], 4);
    expect([...vocabulary.encode(['the end of film 9', 'an end'], 4)]).deep.equal([1, 2, 0, 3, 0, 2, -1, -1]);
  });
});
