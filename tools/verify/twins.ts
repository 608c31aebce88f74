// The scalar kernels do what SSE2's do, one element at a time: the same operations of IEEE 754 in the same order, rounded
// alike. That makes them twins, whose results have the same bits, but where a formula starts from an estimate of the hardware.
// A scalar kernel takes as long as all others together, so an exhaustive sweep runs it on every 33rd input of a twin only.
import { addon } from '#lib/backend/index';
import type { AddonKernel } from '#lib/backend/addon';

const sparser = 33n; // odd, so that every low bit is met

/** Consecutive bit patterns of float32. */
interface Patterns {
  first: bigint;
  count: bigint;
}

/** Whether a float32 kernel has the same bits on scalar and on SSE2, values and gradient, at every 33rd of the inputs. */
export function areTwins(kernel: number, alpha: number, { first, count }: Patterns): boolean {
  const x = new Float32Array(Number(count / sparser));
  const patterns = new Uint32Array(x.buffer);
  for (let i = 0; i < patterns.length; i++) patterns[i] = Number(first) + i * Number(sparser);
  const ones = new Float32Array(x.length).fill(1);
  const [one, other] = (['scalar', 'sse2'] as const).map((isa) => {
    const { forward, backward } = addon.resolve(kernel, isa, alpha);
    return [forward(x, new Float32Array(x.length)), backward(x, ones, new Float32Array(x.length))];
  });
  return one!.every((results, i) => Buffer.compare(bytesOf(results), bytesOf(other![i]!)) === 0);
}

const bytesOf = ({ buffer }: { buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(buffer);

/** Whether it looks so at the first glance: numbers from 2^-8 to 2^8, of each sign. */
export function seemTwins({ index, dtype }: AddonKernel, alpha: number): boolean {
  if (dtype !== 'float32') return false;
  return [0x3b800000n, 0xbb800000n].every((first) =>
    Array.from({ length: 16 }, (_, binade) => first + BigInt(binade) * 0x800000n).every((start) =>
      areTwins(index, alpha, { first: start, count: 0x20000n }),
    ),
  );
}
