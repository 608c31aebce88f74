// Where arrays lie is not left to the allocator: whether they share cache lines' borders with vectors decides a good part of
// what a short or a simple loop takes, and would be another from process to process.
import { addon } from '#lib/backend/index';
import type { ElementArray, PositArray } from 'leeway';

/** Of WebAssembly's memory. */
const page = 65536;
const hugePage = 2 ** 21;

/**
 * A copy of an array that begins a page of memory, or `before` bytes before the next. It is a huge page where the system has
 * them: which small ones get into each other's way in the second-level cache would be another matter in each process.
 */
export function placed<A extends ElementArray | PositArray>(array: A, before = 0): A {
  const lead = before === 0 ? 0 : 4096 - before;
  const bytes = hugePage * (1 + Math.ceil((lead + array.byteLength) / hugePage));
  // Of all buffers a program can have, these begin where pages do.
  const { buffer } = new WebAssembly.Memory({ initial: bytes / page });
  const copy = new (array.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => A)(
    buffer,
    addon.hugePages(buffer) + lead,
    array.length,
  );
  copy.set(array as never);
  return copy;
}

/**
 * What results are written to begins so long before a page that no vector is loaded from an address whose last 12 bits are
 * those of one lately stored to: a CPU takes the two for the same, and waits.
 */
export const beforeAPage = 256;
