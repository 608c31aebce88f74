// The German Traffic Sign Recognition Benchmark (Stallkamp et al., IJCNN 2011) as it is unpacked: folders of PPM images, each
// with a table of where in the image the sign is. Read as grey squares.
import { CsvError, parse } from 'csv-parse/sync';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Progress } from '#lib/cli/progress';
import { Random } from '#lib/random';
import { shuffle } from '../harness/shuffle';
import { DataError } from './errors';
import type { ImageData, Images } from './images';
import { readPpm } from './ppm';
import { greySquare, type Crop } from './resize';

const classes = 43;
/** LeNet's own input; the source does not say what it made of the signs, which are 15 to 250 pixels wide. */
const size = 32;

interface Sign {
  file: string;
  crop: Crop;
  label: number;
}

const columns = ['Filename', 'Roi.X1', 'Roi.Y1', 'Roi.X2', 'Roi.Y2', 'ClassId'] as const;

/** The rows of a table, semicolons between the fields, for the images of its folder or of another. */
function readTable(table: string, folder = dirname(table)): Sign[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(readFileSync(table), { delimiter: ';', columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DataError(`expected fields with semicolons between them in ${table}, received: ${error.message}`);
  }
  if (rows.length === 0) throw new DataError(`expected rows below a header in ${table}, found none`);
  const missing = columns.find((column) => !(column in rows[0]!));
  if (missing !== undefined)
    throw new DataError(`expected a column ${missing} in ${table}, found ${Object.keys(rows[0]!).join(', ')}`);
  return rows.map((row, i) => {
    const whole = (column: string): number => {
      const text = row[column]!;
      if (!/^\d+$/.test(text))
        throw new DataError(`expected a whole number as ${column} in ${table}, row ${i + 1}, received "${text}"`);
      return Number(text);
    };
    const label = whole('ClassId');
    if (label >= classes)
      throw new DataError(`expected a ClassId below ${classes} in ${table}, row ${i + 1}, received ${label}`);
    const crop = { left: whole('Roi.X1'), top: whole('Roi.Y1'), right: whole('Roi.X2'), bottom: whole('Roi.Y2') };
    return { file: join(folder, row['Filename']!), crop, label };
  });
}

const trainingFolders = ['Final_Training/Images', 'Training'];

/** The folder that everything lies in: the one given, or GTSRB in it. */
const rootOf = (folder: string): string | undefined =>
  [folder, join(folder, 'GTSRB')].find((root) => trainingFolders.some((name) => existsSync(join(root, name))));

/** Is it laid out as the benchmark's archives are? */
export const areTrafficSigns = (folder: string): boolean => rootOf(folder) !== undefined;

function trainingSigns(root: string): Sign[] {
  const images = trainingFolders.map((name) => join(root, name)).find((at) => existsSync(at))!;
  const folders = readdirSync(images).filter((name) => /^\d{5}$/.test(name));
  if (folders.length === 0) throw new DataError(`expected folders 00000 to 00042 in ${images}, found none`);
  return folders.flatMap((name) => readTable(join(images, name, `GT-${name}.csv`)));
}

/** The classes of the test images come in an archive of their own, so that the table may lie above them. */
function testSigns(root: string): Sign[] {
  const images = join(root, 'Final_Test/Images');
  const places = [images, dirname(images), root, dirname(root)].map((at) => join(at, 'GT-final_test.csv'));
  const table = places.find((file) => existsSync(file));
  if (table === undefined)
    throw new DataError(`expected GT-final_test.csv (of GTSRB_Final_Test_GT.zip) in ${images} or above, found none`);
  return readTable(table, images);
}

async function readSigns(all: Sign[], most: number, seed: number, goOn: () => void): Promise<Images> {
  const random = Random.fromSeed(seed);
  shuffle(all, () => random.uniform()); // they come class by class
  const signs = all.slice(0, most);
  const x = new Float32Array(signs.length * size * size);
  const progress = new Progress('reading images', signs.length);
  try {
    for (const [i, { file, crop }] of signs.entries()) {
      if (i % 100 === 0) {
        await setImmediate(); // Ctrl-C comes in here
        goOn();
        progress.reach(i);
      }
      const image = readPpm(readFileSync(file), file);
      const { left, top, right, bottom } = crop;
      if (left >= right || top >= bottom || right > image.width || bottom > image.height)
        throw new DataError(
          `expected the sign within the ${image.width} x ${image.height} pixels of ${file}, its table says ${left} to ${right} and ${top} to ${bottom}`,
        );
      greySquare(image, crop, size, x.subarray(i * size * size, (i + 1) * size * size));
    }
  } finally {
    progress.finish();
  }
  return { shape: [1, size, size], x, labels: Uint8Array.from(signs, ({ label }) => label), count: signs.length };
}

/**
 * So many signs at most to learn from and to test, drawn by seed: each cut out as its table says, grey, 32 x 32.
 *
 * @param goOn called between images; ends the reading by throwing
 * @throws DataError naming the file: a table that is missing or lacks a column, an image that is no PPM or too small
 */
export async function trafficSigns(
  folder: string,
  most: { train: number; test: number },
  goOn: () => void,
): Promise<ImageData> {
  const root = rootOf(folder);
  if (root === undefined)
    throw new DataError(`expected ${trainingFolders.join(' or ')} in ${folder} or in GTSRB there, found neither`);
  const [train, test] = [trainingSigns(root), testSigns(root)];
  return {
    train: await readSigns(train, most.train, 1, goOn),
    test: await readSigns(test, most.test, 2, goOn),
    classes,
    source: root,
  };
}
