// SplitV on the cpu backend. tfjs cuts a tensor by looking up the coordinates of every element; here its rows are copied.
import { floatsOf } from './arrays';
import { sizeOf, type CpuBackend, type KernelCall } from './framework';
import type { Replacement } from './replacement';

/** Copying element by element is faster than a view and its `set` up to about this length. */
const shortRow = 48;

/** The lengths of the parts of an axis; undefined for what tfjs works out by itself (-1, the rest) or refuses. */
function partsOf(length: number, wanted: unknown): number[] | undefined {
  if (typeof wanted === 'number') {
    const parts = Number.isInteger(wanted) && wanted > 0 && length % wanted === 0;
    return parts ? Array<number>(wanted).fill(length / wanted) : undefined;
  }
  if (!Array.isArray(wanted)) return undefined;
  const parts = wanted as number[];
  const whole = parts.every((part) => Number.isInteger(part) && part >= 0);
  return whole && parts.reduce((sum, part) => sum + part, 0) === length ? parts : undefined;
}

/** Rows of `width` out of rows of `stride`, beginning at `first`. */
function copyRows(values: Float32Array, first: number, stride: number, rows: number, width: number): Float32Array {
  const out = new Float32Array(rows * width);
  for (let row = 0, from = first, to = 0; row < rows; row++, from += stride, to += width) {
    if (width > shortRow) out.set(values.subarray(from, from + width), to);
    else for (let i = 0; i < width; i++) out[to + i] = values[from + i]!;
  }
  return out;
}

export function split(minElements: number): Replacement {
  return {
    promised: { method: 'copy', maxAbsError: 0, maxUlp: 0 },
    run: ({ inputs, attrs, backend }: KernelCall<CpuBackend>) => {
      const { shape } = inputs['x']!;
      if (sizeOf(shape) < Math.max(1, minElements)) return undefined;
      const asked = attrs?.['axis'];
      const axis = typeof asked === 'number' && asked < 0 ? asked + shape.length : asked;
      if (typeof axis !== 'number' || !(axis in shape)) return undefined;
      const parts = partsOf(shape[axis]!, attrs?.['numOrSizeSplits']);
      const values = floatsOf(backend, inputs['x']!);
      if (parts === undefined || values === undefined) return undefined;

      const rows = sizeOf(shape.slice(0, axis));
      const inner = sizeOf(shape.slice(axis + 1));
      const stride = shape[axis]! * inner;
      let first = 0;
      return parts.map((part) => {
        const width = part * inner;
        // What lies in one piece is a view of it, as it is in tfjs.
        const out = rows === 1 ? values.subarray(first, first + width) : copyRows(values, first, stride, rows, width);
        first += width;
        return backend.makeTensorInfo([...shape.slice(0, axis), part, ...shape.slice(axis + 1)], 'float32', out);
      });
    },
  };
}
