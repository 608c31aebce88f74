// A picture of an approximation: the function with the borders of its pieces, and the error under it with its bound.
import type { Approximation } from '../../approximate';
import { pieceAt, type Table } from '../../approximate/table';
import { load } from '../../approximate/load';

const [width, margin, upper, lower] = [800, 60, 320, 160];
const height = upper + lower + 3 * margin;
const samples = 2000;

interface Axis {
  readonly from: number;
  readonly to: number;
  /** The place on the picture. */
  at(value: number): number;
}

function axis(from: number, to: number, start: number, end: number): Axis {
  const size = to - from || 1;
  return { from, to, at: (value) => start + ((end - start) * (value - from)) / size };
}

const fixed = (value: number): string => value.toFixed(2);
const short = (value: number): string => String(Number(value.toPrecision(3)));
const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function line(points: readonly (readonly [number, number])[], style: string): string {
  return `<polyline fill="none" ${style} points="${points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(' ')}"/>`;
}

function text(x: number, y: number, value: string, anchor = 'middle'): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escape(value)}</text>`;
}

/** 1, 2 or 5 times a power of ten, about five of them. */
function ticks({ from, to }: Axis): number[] {
  const rough = (to - from) / 5;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * unit).find((s) => s >= rough)!;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
}

function borders(table: Table): number[] {
  const found = new Set<number>();
  for (let slot = 0; slot < table.slots; slot++) {
    const { centre, scale, from, to } = pieceAt(table, table.dtype, slot, table.low, table.high);
    found.add(Math.fround(centre + scale * from)).add(Math.fround(centre + scale * to));
  }
  return [...found];
}

export function plot(kernel: Approximation, f: (x: number) => number, title: string): string {
  const [low, high] = kernel.domain;
  const { table } = load(JSON.parse(JSON.stringify(kernel)), { isa: kernel.isa }).value.current;
  const points = kernel.dtype === 'float32' ? new Float32Array(samples) : new Float64Array(samples);
  for (let i = 0; i < samples; i++)
    points[i] = Math.min(table.high, Math.max(table.low, low + ((high - low) * i) / (samples - 1)));
  const values = Array.from(points, (x) => f(x));
  const results = (kernel as (x: typeof points) => typeof points)(points);
  const errors = values.map((value, i) => results[i]! - value);

  const x = axis(low, high, margin, width - margin);
  const y = axis(Math.min(...values), Math.max(...values), margin + upper, margin);
  const bound = kernel.maxAbsError;
  const e = axis(-bound * 1.1, bound * 1.1, 2 * margin + upper + lower, 2 * margin + upper);
  const bottom = e.at(e.from);
  const { method } = kernel;
  const grey = 'stroke="#ccc" stroke-width="1"';
  const level = (at: number, style: string): string =>
    line(
      [
        [x.at(low), at],
        [x.at(high), at],
      ],
      style,
    );
  const parts = [
    text(width / 2, margin / 2, `${title} by ${method}: error at most ${short(bound)}`),
    ...borders(table).flatMap((border) => [
      line(
        [
          [x.at(border), margin],
          [x.at(border), margin + upper],
        ],
        grey,
      ),
      line(
        [
          [x.at(border), 2 * margin + upper],
          [x.at(border), bottom],
        ],
        grey,
      ),
    ]),
    ...ticks(x).map((value) => text(x.at(value), margin + upper + 18, short(value))),
    ...ticks(y).map((value) => text(margin - 6, y.at(value) + 4, short(value), 'end')),
    ...[-bound, 0, bound].map((value) => text(margin - 6, e.at(value) + 4, short(value), 'end')),
    ...[-bound, bound].map((value) => level(e.at(value), 'stroke="#c33" stroke-dasharray="6 4"')),
    level(e.at(0), 'stroke="#999"'),
    line(
      values.map((value, i) => [x.at(points[i]!), y.at(value)]),
      'stroke="#06c" stroke-width="2"',
    ),
    line(
      errors.map((value, i) => [x.at(points[i]!), e.at(value)]),
      'stroke="#333" stroke-width="1"',
    ),
    text(
      width / 2,
      bottom + margin / 2,
      `error, with its bound; grey: the borders of ${table.slots} pieces of degree ${table.degree}`,
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}
