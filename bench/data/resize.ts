// A part of a coloured image as a grey square.
import type { Ppm } from './ppm';

/** Pixels from left to right and from top to bottom, the right and the bottom one no longer within. */
export interface Crop {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Light as ITU-R BT.601 weighs the colours. */
const [red, green, blue] = [0.299, 0.587, 0.114];

/** What each of `size` pixels takes of `length` ones: a triangle over its neighbours, as wide as a pixel of the coarser grid. */
function weightsOf(length: number, size: number): { first: number; weights: number[] }[] {
  const step = length / size;
  const reach = Math.max(1, step);
  return Array.from({ length: size }, (_, i) => {
    const centre = (i + 0.5) * step - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(length - 1, Math.floor(centre + reach));
    const weights = Array.from({ length: last - first + 1 }, (_, k) => 1 - Math.abs(first + k - centre) / reach);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** Writes the grey values in [0, 1] of `crop`, stretched to a square of `size`, row after row to `to`. */
export function greySquare(
  { pixels, width, most }: Ppm,
  { left, top, right, bottom }: Crop,
  size: number,
  to: Float32Array,
): void {
  const columns = weightsOf(right - left, size);
  const rows = weightsOf(bottom - top, size);
  const narrowed = new Float64Array((bottom - top) * size); // as many rows as before, the columns resized
  for (let y = 0; y < bottom - top; y++)
    columns.forEach(({ first, weights }, x) => {
      let sum = 0;
      weights.forEach((weight, k) => {
        const at = 3 * ((top + y) * width + left + first + k);
        sum += weight * (red * pixels[at]! + green * pixels[at + 1]! + blue * pixels[at + 2]!);
      });
      narrowed[y * size + x] = Math.min(1, sum / most);
    });
  rows.forEach(({ first, weights }, y) => {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      weights.forEach((weight, k) => (sum += weight * narrowed[(first + k) * size + x]!));
      to[y * size + x] = sum;
    }
  });
}
