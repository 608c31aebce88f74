import { bound, significant } from '../harness/figures';
import type { Row } from '../results/row';
import { type Chart } from './chart';
import { roundingError, type OpCurves } from './curves';
import type { Spec } from './render';
import { categories, colour } from './theme';

export interface Point {
  label: string;
  kind: 'leeway' | 'plain JavaScript' | 'other library';
  error: number;
  time: number;
  promised: boolean;
}

/** A row's promised error, or what was seen where none is promised or the row is not ours. */
export function paretoPoints(rows: Row[], curves: OpCurves): Point[] {
  return rows.flatMap((row): Point[] => {
    if (!row.time) return [];
    const kind =
      row.library === 'leeway' ? 'leeway' : row.library === 'JavaScript' ? 'plain JavaScript' : 'other library';
    const seen = curves.curves.find(({ method }) => method === row.method)?.largest;
    const error =
      kind === 'leeway' ? (row.maxAbsError ?? seen) : kind === 'other library' ? row.errorSeen : roundingError(curves);
    if (error === undefined || !(error > 0)) return [];
    const label =
      kind === 'leeway' ? row.method! : kind === 'other library' ? row.name.slice(row.op!.length + 1) : 'Math loop';
    return [{ label, kind, error, time: row.time.median, promised: kind === 'leeway' && row.maxAbsError != null }];
  });
}

const [width, height] = [380, 300];
const kinds = ['leeway', 'plain JavaScript', 'other library'] as const;

export function paretoChart(op: string, points: Point[], n: number): Chart {
  const list = points
    .map(({ label, error, time: ns }) => `${label}: ${bound(error)}, ${significant(ns)} ns`)
    .join('; ');
  const x = axisOf(
    points.map(({ error }) => error),
    width,
  );
  const y = axisOf(
    points.map(({ time }) => time),
    height,
  );
  const encoding = {
    x: {
      field: 'error',
      type: 'quantitative',
      title: 'max abs error (right is less accurate)',
      scale: { type: 'log', domain: x.domain, nice: false },
      axis: { format: '~e', tickCount: 6, grid: false },
    },
    y: {
      field: 'time',
      type: 'quantitative',
      title: 'ns per element (lower is faster)',
      scale: { type: 'log', domain: y.domain, nice: false },
      axis: { tickCount: 6, format: '~g' },
    },
  };
  const shown = kinds.filter((kind) => points.some((point) => point.kind === kind));
  const ofKind = (range: string[]): object => ({
    field: 'kind',
    type: 'nominal',
    scale: { domain: shown, range: shown.map((kind) => range[kinds.indexOf(kind)]) },
  });
  const spec: Spec = {
    width,
    height,
    data: { values: points },
    layer: [
      {
        data: { values: frontier(points.filter(({ kind }) => kind === 'leeway')) },
        mark: { type: 'line', interpolate: 'step-after', strokeDash: [4, 3], strokeWidth: 1, color: colour('soft') },
        encoding,
      },
      {
        mark: { type: 'point', filled: true, size: 70, opacity: 1 },
        encoding: {
          ...encoding,
          color: ofKind(categories.slice(0, 3)),
          shape: ofKind(['circle', 'square', 'diamond']),
        },
      },
      {
        data: { values: placeLabels(points, x, y) },
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 10 },
        encoding: { ...encoding, text: { field: 'label' } },
      },
    ],
  };
  return {
    id: `${op}-pareto`,
    title: `${op}: what accuracy costs`,
    description: `Time per element against error, ${n} float32 elements. ${list}.`,
    spec,
  };
}

/** A logarithmic axis with some room around what is on it. */
interface Axis {
  domain: [number, number];
  toPixels(value: number): number;
  fromPixels(pixels: number): number;
}

function axisOf(values: number[], pixels: number): Axis {
  const [least, most] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const room = Math.max(0.25, 0.12 * (most - least));
  const [from, to] = [least - room, most + room];
  return {
    domain: [10 ** from, 10 ** to],
    toPixels: (value) => ((Math.log10(value) - from) / (to - from)) * pixels,
    fromPixels: (at) => 10 ** (from + (at / pixels) * (to - from)),
  };
}

interface Box {
  left: number;
  bottom: number;
  width: number;
}

const lineHeight = 12;

/** Puts every label beside its mark, where it covers no mark and no other label. */
function placeLabels(points: readonly Point[], x: Axis, y: Axis): Point[] {
  const at = points.map(({ error, time }) => ({ left: x.toPixels(error), bottom: y.toPixels(time) }));
  const taken: Box[] = at.map(({ left, bottom }) => ({ left: left - 5, bottom: bottom - 5, width: 10 }));
  return points.map((point, i) => {
    const { left, bottom } = at[i]!;
    const wide = 5.6 * point.label.length;
    const heights = [0, 10, -10, 20, -20, 32, -32, 44, -44, 56, 68, 80];
    const places = heights.flatMap((up): Box[] =>
      [8, -8 - wide, -wide / 2].map((aside) => ({
        left: left + aside,
        bottom: bottom + up - lineHeight / 2,
        width: wide,
      })),
    );
    const inside = (box: Box): boolean =>
      box.left >= 0 && box.left + box.width <= width && box.bottom >= 0 && box.bottom + lineHeight <= height;
    const free = places.find((box) => inside(box) && !taken.some((other) => overlap(box, other))) ?? places[0]!;
    taken.push(free);
    return { ...point, error: x.fromPixels(free.left), time: y.fromPixels(free.bottom + lineHeight / 2) };
  });
}

function overlap(a: Box, b: Box): boolean {
  const apart = a.left + a.width < b.left || b.left + b.width < a.left;
  return !apart && Math.abs(a.bottom - b.bottom) < lineHeight - 1;
}

/** Kernels that nothing beats in both error and time. */
function frontier(points: Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.error - b.error || a.time - b.time);
  let best = Infinity;
  return sorted.filter(({ time: ns }) => {
    if (ns >= best) return false;
    best = ns;
    return true;
  });
}
