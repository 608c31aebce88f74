// A few signs in the layout of the German Traffic Sign Recognition Benchmark.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const header = 'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId';

export const ppm = (width: number, height: number, pixels: number[]): Buffer =>
  Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), Buffer.from(pixels)]);

/** A grey sign on white, 5 pixels of it around. */
function sign(size: number, grey: number): Buffer {
  const within = (i: number): boolean => i >= 5 && i < size - 5;
  const pixels = Array.from({ length: size * size }, (_, i) =>
    within(i % size) && within(Math.floor(i / size)) ? grey : 255,
  );
  return ppm(
    size,
    size,
    pixels.flatMap((value) => [value, value, value]),
  );
}

/** Six dark signs of class 0 and six lighter ones of class 42, of 20 to 50 pixels, and two of each to test. */
export function writeSigns(root: string): void {
  const write = (folder: string, table: string, labels: number[], name: (i: number) => string): void => {
    mkdirSync(folder, { recursive: true });
    const rows = labels.map((label, i) => {
      const size = 20 + 6 * i;
      writeFileSync(join(folder, name(i)), sign(size, label === 0 ? 51 : 153));
      return [name(i), size, size, 5, 5, size - 5, size - 5, label].join(';');
    });
    writeFileSync(table, [header, ...rows, ''].join('\r\n'));
  };
  const digits = (i: number): string => String(i).padStart(5, '0');
  for (const label of [0, 42]) {
    const folder = join(root, 'Final_Training/Images', digits(label));
    write(
      folder,
      join(folder, `GT-${digits(label)}.csv`),
      Array<number>(6).fill(label),
      (i) => `00000_${digits(i)}.ppm`,
    );
  }
  const images = join(root, 'Final_Test/Images');
  write(images, join(root, 'GT-final_test.csv'), [0, 42, 42, 0], (i) => `${digits(i)}.ppm`);
}
