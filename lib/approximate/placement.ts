// Where the pieces of a table lie on a domain.
import { placeOnGrid } from './grid';
import { smallestNormal, type ApproximationDtype, type Settings } from './options';
import type { Placement, Shape } from './table';

type Ends = Pick<Settings, 'low' | 'high' | 'dtype'>;

const known = new WeakMap<Settings, Map<string, Placement | undefined>>();

/** Undefined where no table of so many slots covers the domain. Looked for once, whatever the degree. */
export function place(settings: Settings, { spacing, slots }: Shape): Placement | undefined {
  const found = known.get(settings) ?? new Map<string, Placement | undefined>();
  known.set(settings, found);
  const key = `${spacing} ${slots}`;
  if (!found.has(key)) found.set(key, lookFor(settings, spacing, slots));
  return found.get(key);
}

function lookFor(settings: Settings, spacing: Shape['spacing'], slots: number): Placement | undefined {
  if (spacing === 'log') return octaves(settings, slots);
  if (spacing === 'grid') return placeOnGrid(settings);
  return settings.knots.length > 0 ? withKnots(settings, slots) : centred(settings, slots);
}

/** What a slot's number may be off by, where multiplication and addition round one by one. */
const slack = (k: number, dtype: ApproximationDtype): number =>
  (Math.abs(k) + 2) * (dtype === 'float32' ? 2 ** -22 : 2 ** -50);

function uniform({ low, high, dtype }: Ends, width: number, phase: number): Placement {
  const [from, to] = [low / width - phase, high / width - phase];
  const first = Math.ceil(from - 0.5 - slack(from, dtype));
  const last = Math.floor(to + 0.5 + slack(to, dtype));
  return { spacing: 'uniform', width, phase, first, slots: last - first + 1, shift: 0 };
}

/** Adjacent multiples of 2^exponent of so many bits: a slot's number times its width is then exact. */
function bitsFor({ low, high, dtype }: Ends, width: number): number {
  const most = Math.max(Math.abs(low), Math.abs(high)) / width + 1;
  const size = dtype === 'float32' ? 24 : 53;
  return Math.max(2, Math.min(12, size - Math.ceil(Math.log2(most + 1))));
}

/** The least width of few bits that is enough. */
function centred(ends: Ends, slots: number): Placement | undefined {
  const { low, high, dtype } = ends;
  const farthest = Math.max(Math.abs(low), Math.abs(high));
  let width = Math.max((high - low) / slots, farthest * (dtype === 'float32' ? 2 ** -20 : 2 ** -48));
  for (let attempt = 0; attempt < 4096; attempt++) {
    const unit = 2 ** (Math.floor(Math.log2(width)) + 1 - bitsFor(ends, width));
    width = Math.ceil(width / unit) * unit;
    const placement = uniform(ends, width, 0);
    if (placement.slots <= slots) return placement;
    width += unit;
  }
  return undefined;
}

/** (-1/2, 1/2] */
const fraction = (t: number): number => t - Math.ceil(t - 0.5);

/** Borders at the knots: their distances are multiples of the width. */
function withKnots(settings: Settings, slots: number): Placement | undefined {
  const { knots, low, high, dtype } = settings;
  const [first = 0, last = 0] = [knots[0], knots.at(-1)];
  if (first === last) {
    const start = centred(settings, slots - 1);
    return start && uniform(settings, start.width, fraction(first / start.width - 0.5));
  }
  const element = dtype === 'float32' ? Math.fround : (x: number) => x;
  let best: Placement | undefined;
  const most = Math.min(slots, Math.ceil(((last - first) / (high - low)) * slots));
  for (let parts = most; parts >= 1; parts--) {
    const width = element((last - first) / parts);
    const aligned = knots.every((knot) => {
      const distance = (knot - first) / width;
      return Math.abs(distance - Math.round(distance)) * width <= 2 ** -22 * Math.max(Math.abs(knot), width);
    });
    if (!aligned) continue;
    const placement = uniform(settings, width, element(fraction(first / width - 0.5)));
    if (placement.slots > slots) continue;
    // A width of few bits is worth some slots: no product with it is rounded.
    const exact = Number.isInteger(width / 2 ** (Math.floor(Math.log2(width)) - 11));
    if (exact && (!best || placement.slots * 1.5 >= best.slots)) return placement;
    best ??= placement;
  }
  return best ?? centred(settings, slots);
}

const patterns = {
  float32: (x: number): number => new Int32Array(Float32Array.of(x).buffer)[0]!,
  float64: (x: number): bigint => new BigInt64Array(Float64Array.of(x).buffer)[0]!,
};

/** Parts of octaves, as small as they can be. */
function octaves({ low, high, dtype }: Ends, slots: number): Placement | undefined {
  if (!(low >= smallestNormal[dtype])) return undefined;
  const size = dtype === 'float32' ? 23 : 52;
  const [from, to] = [patterns[dtype](low), patterns[dtype](high)];
  // Finer parts than 4096 of an octave are never needed.
  for (let shift = size - 12; shift <= size; shift++) {
    const [first, last] = [Number(BigInt(from) >> BigInt(shift)), Number(BigInt(to) >> BigInt(shift))];
    if (last - first < slots) return { spacing: 'log', shift, first, slots: last - first + 1, width: 1, phase: 0 };
  }
  return undefined;
}
