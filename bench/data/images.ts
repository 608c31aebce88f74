// Images with labels, pixels in [0, 1]: from IDX files, or drawn.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { drawDigits } from './digits';
import { DataError } from './errors';
import { readIdx } from './idx';

export interface Images {
  shape: [channels: number, height: number, width: number];
  /** [count, channels, height, width] */
  x: Float32Array;
  labels: Uint8Array;
  count: number;
}

export interface ImageData {
  train: Images;
  test: Images;
  /** Labels are below it. */
  classes: number;
  /** Where they are from, for the report. */
  source: string;
}

function find(folder: string, name: string): string {
  const files = [`${name}.gz`, name].map((file) => join(folder, file));
  const file = files.find((candidate) => existsSync(candidate));
  if (!file) throw new DataError(`expected ${name} or ${name}.gz in ${folder}, found neither`);
  return file;
}

/** Images and labels of IDX files: [count, height, width], or [count, channels, height, width], and [count]. */
function readImages(folder: string, part: string, classes: number): Images {
  const imageFile = find(folder, `${part}-images-idx3-ubyte`);
  const images = readIdx(imageFile, 3);
  const labels = readIdx(find(folder, `${part}-labels-idx1-ubyte`), 1).data;
  const [count, height, width] = images.shape as [number, number, number];
  if (labels.length !== count)
    throw new DataError(`expected a label for each of the ${count} images of ${imageFile}, received ${labels.length}`);
  const beyond = labels.findIndex((label) => label >= classes);
  if (beyond >= 0)
    throw new DataError(`expected labels below ${classes} in ${folder}, received ${labels[beyond]} (label ${beyond})`);
  return { shape: [1, height, width], x: Float32Array.from(images.data, (byte) => byte / 255), labels, count };
}

const folderNames = ['', 'mnist'];
const classes = 10;

/** MNIST from a folder (its own or the one above), or digits drawn by seed where there is none. */
export function digits(folder: string | undefined, drawn: { train: number; test: number }): ImageData {
  if (folder === undefined) {
    return {
      train: drawDigits(drawn.train, 1),
      test: drawDigits(drawn.test, 2),
      classes,
      source: `drawn digits (${drawn.train} + ${drawn.test})`,
    };
  }
  const candidates = folderNames.map((name) => join(folder, name));
  const at = candidates.find((candidate) =>
    ['', '.gz'].some((end) => existsSync(join(candidate, `train-images-idx3-ubyte${end}`))),
  );
  if (at === undefined)
    throw new DataError(`expected train-images-idx3-ubyte(.gz) in ${candidates.join(' or ')}, found neither`);
  return { train: readImages(at, 'train', classes), test: readImages(at, 't10k', classes), classes, source: at };
}

/** The first so many. */
export function firstImages({ shape, x, labels, count }: Images, wanted: number): Images {
  const taken = Math.min(wanted, count);
  const size = shape[0] * shape[1] * shape[2];
  return { shape, x: x.subarray(0, taken * size), labels: labels.subarray(0, taken), count: taken };
}
