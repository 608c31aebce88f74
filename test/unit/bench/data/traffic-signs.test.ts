import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '../../../../bench/data/errors';
import { readPpm } from '../../../../bench/data/ppm';
import { greySquare } from '../../../../bench/data/resize';
import { areTrafficSigns, trafficSigns } from '../../../../bench/data/traffic-signs';
import { header, ppm, writeSigns } from './signs';

const most = { train: 1000, test: 1000 };
const goOn = (): void => undefined;

describe('binary PPM images', () => {
  it('are read, comments in the header or not, further bytes behind them or not', () => {
    const plain = ppm(2, 1, [1, 2, 3, 4, 5, 6]);
    const commented = Buffer.from('P6 # drawn\n#by hand\n2\t1\r\n255\n\x01\x02\x03\x04\x05\x06more', 'latin1');
    for (const bytes of [plain, commented]) {
      const { pixels, ...rest } = readPpm(bytes, 'a.ppm');
      expect(rest).deep.equal({ width: 2, height: 1, most: 255 });
      expect([...pixels]).deep.equal([1, 2, 3, 4, 5, 6]);
    }
  });

  const damaged: [what: string, bytes: Buffer, message: string][] = [
    ['nothing', Buffer.alloc(0), 'a binary PPM image (P6)'],
    ['text pixels', Buffer.from('P3 1 1 255 1 2 3'), 'received "P3"'],
    ['a header cut short', Buffer.from('P6 2 1'), 'width, height and greatest value'],
    ['no pixels', Buffer.from('P6 0 4 255\n'), '0 x 4'],
    ['two bytes per channel', Buffer.from('P6 1 1 65535\n123456'), 'received 65535'],
    ['pixels cut short', ppm(2, 1, [1, 2, 3, 4, 5]), '2 x 1 x 3 bytes after the header (6) in a.ppm, received 5'],
  ];
  for (const [what, bytes, message] of damaged)
    it(`refuses ${what}`, () => expect(() => readPpm(bytes, 'a.ppm')).throw(DataError, message));
});

describe('grey squares', () => {
  const square = (...args: Parameters<typeof ppm>) => {
    const image = readPpm(ppm(...args), 'a.ppm');
    return (size: number, crop = { left: 0, top: 0, right: image.width, bottom: image.height }): number[] => {
      const to = new Float32Array(size * size);
      greySquare(image, crop, size, to);
      return [...to];
    };
  };

  it('keep pixels of their own size, weighed by colour, and take the crop alone', () => {
    const grey = square(3, 2, [255, 0, 0, 0, 255, 0, 9, 9, 9, 0, 0, 255, 255, 255, 255, 9, 9, 9]);
    const expected = [0.299, 0.587, 0.114, 1];
    grey(2, { left: 0, top: 0, right: 2, bottom: 2 }).forEach((value, i) => expect(value).closeTo(expected[i]!, 1e-6));
  });

  it('keep an even grey and the mean, larger or smaller', () => {
    const even = square(7, 5, Array<number>(105).fill(51));
    for (const size of [2, 5, 16]) for (const value of even(size)) expect(value).closeTo(0.2, 1e-6);
    const ramp = square(
      8,
      8,
      Array.from({ length: 192 }, (_, i) => 30 * (Math.floor(i / 3) % 8)),
    );
    for (const size of [4, 32]) {
      const row = ramp(size).slice(0, size);
      expect(row).deep.equal([...row].sort((a, b) => a - b));
      expect(row.reduce((sum, value) => sum + value, 0) / size).closeTo(105 / 255, 0.002);
    }
  });
});

describe('traffic signs', () => {
  let folder: string;
  const root = (): string => join(folder, 'GTSRB');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leeway-signs-'));
    writeSigns(root());
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const refused = async (message: string): Promise<void> => {
    const error = await trafficSigns(folder, most, goOn).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).instanceOf(DataError).property('message').contain(message).not.contain('\n');
  };

  it('are read from the folder of the benchmark or the one above, each with its label', async () => {
    for (const at of [folder, root()]) {
      const { train, test, classes, source } = await trafficSigns(at, most, goOn);
      expect({ classes, source }).deep.equal({ classes: 43, source: root() });
      expect([train.shape, train.count, test.count]).deep.equal([[1, 32, 32], 12, 4]);
      expect([...train.labels].sort((a, b) => a - b)).deep.equal([
        ...Array<number>(6).fill(0),
        ...Array<number>(6).fill(42),
      ]);
      expect([...test.labels].sort((a, b) => a - b)).deep.equal([0, 0, 42, 42]);
      // The signs of the first class are darker than those of the last one; what is around them is white.
      for (const { x, labels } of [train, test])
        labels.forEach((label, i) => {
          for (const value of x.subarray(1024 * i, 1024 * (i + 1)))
            expect(value).closeTo(label === 0 ? 0.2 : 0.6, 1e-6);
        });
    }
  });

  it('are mixed by seed, so that a few are of every kind', async () => {
    const few = await trafficSigns(folder, { train: 8, test: 2 }, goOn);
    expect(new Set(few.train.labels).size).equal(2);
    expect([few.train.count, few.test.count]).deep.equal([8, 2]);
    expect(await trafficSigns(folder, { train: 8, test: 2 }, goOn)).deep.equal(few);
  });

  it('are known by their folders, and may be stopped', async () => {
    expect([areTrafficSigns(folder), areTrafficSigns(root()), areTrafficSigns(tmpdir())]).deep.equal([
      true,
      true,
      false,
    ]);
    const stop = (): never => {
      throw new Error('stopped');
    };
    const error = await trafficSigns(folder, most, stop).catch((reason: Error) => reason.message);
    expect(error).equal('stopped');
  });

  it('refuses damaged files in one line', async () => {
    const images = join(root(), 'Final_Training/Images/00000');
    const [table, image] = [join(images, 'GT-00000.csv'), join(images, '00000_00000.ppm')];
    const row = (...fields: (string | number)[]): string => `${header}\n00000_00000.ppm;20;20;${fields.join(';')}\n`;
    const damaged: [file: string, content: string | Buffer, message: string][] = [
      [table, row(5, 5, 21, 15, 0), 'expected the sign within the 20 x 20 pixels'],
      [table, row(5, 5, 5, 15, 0), '5 to 5'],
      [table, row(5, 5, 15, 15, 43), 'a ClassId below 43'],
      [table, row(5, 5, 15, 'x', 0), 'a whole number as Roi.Y2'],
      [table, row(5, 5, 15), 'fields with semicolons'],
      [table, `${header.replace(';ClassId', '')}\na.ppm;20;20;5;5;15;15\n`, 'a column ClassId'],
      [table, header.replaceAll(';', ',') + '\n1,2,3,4,5,6,7,8\n', 'a column Filename'],
      [table, '', 'rows below a header'],
    ];
    for (const [file, content, message] of damaged) {
      writeFileSync(file, content);
      await refused(message);
    }
    writeFileSync(table, row(5, 5, 15, 15, 0));
    writeFileSync(image, ppm(20, 20, Array<number>(1200).fill(0)).subarray(0, 900));
    await refused('20 x 20 x 3 bytes after the header');
  });

  it('refuses folders without tables or classes', async () => {
    rmSync(join(root(), 'GT-final_test.csv'));
    await refused('expected GT-final_test.csv');
    rmSync(join(root(), 'Final_Training/Images'), { recursive: true });
    mkdirSync(join(root(), 'Final_Training/Images'));
    await refused('expected folders 00000 to 00042');
    rmSync(join(root(), 'Final_Training'), { recursive: true });
    await refused('expected Final_Training/Images');
  });
});
