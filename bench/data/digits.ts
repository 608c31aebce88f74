// Digits drawn with strokes, each turned, slanted, scaled and shifted a little, thick or thin, over some noise: a stand-in for
// MNIST, seeded.
import type { Images } from './images';
import { Random } from '#lib/random';

type Point = readonly [x: number, y: number];
type Stroke = readonly Point[];

const size = 28;

/** An arc as a chain of lines: centre, radii, from and to in turns, clockwise on the screen. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): Stroke {
  const steps = 12;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / steps);
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
  });
}

/** Within [-1, 1] both ways, y down. */
const shapes: readonly (readonly Stroke[])[] = [
  [arc(0, 0, 0.55, 0.9, 0, 1)],
  [
    [
      [-0.3, -0.55],
      [0.05, -0.9],
      [0.05, 0.9],
    ],
  ],
  [[...arc(0, -0.4, 0.5, 0.5, 0.55, 1.05), [-0.55, 0.9], [0.6, 0.9]]],
  [[...arc(-0.05, -0.45, 0.5, 0.45, 0.6, 1.25), ...arc(-0.05, 0.42, 0.55, 0.48, 0.75, 1.4)]],
  [
    [
      [0.35, 0.9],
      [0.35, -0.9],
      [-0.6, 0.3],
      [0.65, 0.3],
    ],
  ],
  [[[0.5, -0.9], [-0.4, -0.9], [-0.45, -0.15], ...arc(0, 0.35, 0.52, 0.52, 0.65, 1.4)]],
  [[[0.35, -0.9], ...arc(0, 0.4, 0.5, 0.5, 0.55, 1.55)]],
  [
    [
      [-0.55, -0.9],
      [0.55, -0.9],
      [-0.15, 0.9],
    ],
  ],
  [arc(0, -0.45, 0.42, 0.43, 0, 1), arc(0, 0.45, 0.5, 0.45, 0, 1)],
  [[...arc(0, -0.4, 0.48, 0.48, 0, 1), [0.4, 0.9]]],
];

function distanceToLine([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

function draw(digit: number, random: Random, pixels: Float32Array): void {
  const turn = 0.16 * random.normal();
  const slant = 0.18 * random.normal();
  const [sx, sy] = [7.5 + 1.2 * random.normal(), 8.5 + 0.9 * random.normal()];
  const [cx, cy] = [14 + 1.1 * random.normal(), 14 + 1.1 * random.normal()];
  const thickness = 0.9 + 0.7 * random.uniform();
  const wobble = (): number => 0.05 * random.normal();
  const place = ([px, py]: Point): Point => {
    const [x, y] = [px + slant * py + wobble(), py + wobble()];
    return [cx + sx * (x * Math.cos(turn) - y * Math.sin(turn)), cy + sy * (x * Math.sin(turn) + y * Math.cos(turn))];
  };
  for (const stroke of shapes[digit]!) {
    const points = stroke.map(place);
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      const low = (k: 0 | 1): number => Math.max(0, Math.floor(Math.min(a[k], b[k]) - thickness - 1));
      const high = (k: 0 | 1): number => Math.min(size - 1, Math.ceil(Math.max(a[k], b[k]) + thickness + 1));
      for (let y = low(1); y <= high(1); y++)
        for (let x = low(0); x <= high(0); x++) {
          const ink = Math.min(1, Math.max(0, thickness + 0.5 - distanceToLine([x, y], a, b)));
          if (ink > pixels[y * size + x]!) pixels[y * size + x] = ink;
        }
    }
  }
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = Math.min(1, Math.max(0, pixels[i]! + (pixels[i]! > 0 ? 0.12 * random.normal() : 0)));
}

/** So many digits, in random order; another seed draws others. */
export function drawDigits(count: number, seed: number): Images {
  const random = Random.fromSeed(seed);
  const x = new Float32Array(count * size * size);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    labels[i] = Math.floor(10 * random.uniform());
    draw(labels[i]!, random, x.subarray(i * size * size, (i + 1) * size * size));
  }
  return { shape: [1, size, size], x, labels, count };
}
