// Where arrays lie is not left to the allocator: whether they share cache lines' borders with vectors decides a good part of
// what a short or a simple loop takes, and would be another from process to process.
import type { ElementArray, PositArray } from 'leeway';

const page = 65536;

/** A copy of an array that begins a page of memory, or `before` bytes before one. */
export function placed<A extends ElementArray | PositArray>(array: A, before = 0): A {
  const lead = before === 0 ? 0 : 4096 - before;
  // Of all buffers a program can have, these begin where pages do.
  const { buffer } = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil((lead + array.byteLength) / page)) });
  const copy = new (array.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => A)(
    buffer,
    lead,
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
