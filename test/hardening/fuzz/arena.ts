import type { Dtype, ElementArray } from 'leeway';
import { dtypes, formats } from '../../support/floats';
import { specialValues } from '../../support/inputs';
import type { Dice } from './dice';

// The lib of ES2023 does not know buffers that change their size; Node 20 does.
type Resizable = ArrayBuffer & { resizable: boolean; maxByteLength: number; resize(bytes: number): void };
const resizable = (bytes: number, maxByteLength: number): Resizable =>
  new (ArrayBuffer as unknown as new (bytes: number, options: object) => Resizable)(bytes, { maxByteLength });
const growable = (bytes: number, maxByteLength: number): SharedArrayBuffer =>
  new (SharedArrayBuffer as new (bytes: number, options: object) => SharedArrayBuffer)(bytes, { maxByteLength });

/** What leeway takes arrays of: floats, the bit patterns of 16-bit floats and of posits, comparisons. */
export type AnyArray = ElementArray | Uint8Array | Uint16Array | Uint32Array | Int8Array;
export type AnyArrayConstructor = new (buffer: ArrayBufferLike | number, offset?: number, length?: number) => AnyArray;

interface Tracked {
  /** Where the bytes are now: they move when the buffer is transferred. */
  buffer: ArrayBufferLike;
  before: Uint8Array;
}

/** Where an array's memory is. */
export const homes = ['own', 'within', 'shared', 'resizable', 'tracking', 'growable', 'gone', 'beyond'] as const;
export type Home = (typeof homes)[number];

const typedArray = Object.getPrototypeOf(Float32Array.prototype) as object;
const getter = (name: string | symbol) => Object.getOwnPropertyDescriptor(typedArray, name)!.get as () => unknown;
const [bufferOf, offsetOf, bytesOf] = [getter('buffer'), getter('byteOffset'), getter('byteLength')];
const tagOf = getter(Symbol.toStringTag);

/** The bytes of an array, whatever its own properties say. */
function placeOf(array: AnyArray): { buffer: ArrayBufferLike; from: number; to: number } {
  const from = offsetOf.call(array) as number;
  return { buffer: bufferOf.call(array) as ArrayBufferLike, from, to: from + (bytesOf.call(array) as number) };
}

const kinds = { Float32Array, Float64Array, Uint8Array, Uint32Array, Int8Array };

/** What an array is, whatever its own properties say; of a Float16Array, its patterns. */
export const kindOf = (array: AnyArray): AnyArrayConstructor & { BYTES_PER_ELEMENT: number } =>
  (kinds[tagOf.call(array) as keyof typeof kinds] ?? Uint16Array) as never;

/** The same memory without what a disguise says of it. */
export function undisguised<A extends AnyArray>(array: A): A {
  const { buffer, from, to } = placeOf(array);
  const Kind = kindOf(array);
  return (from === to ? new Kind(0) : new Kind(buffer, from, (to - from) / Kind.BYTES_PER_ELEMENT)) as A;
}

const specialsOf = Object.fromEntries(dtypes.map((dtype) => [dtype, specialValues(formats[dtype])])) as Record<
  Dtype,
  number[]
>;

interface Placing {
  home?: Home;
  number?: () => number;
}

/** The memory of one call's arguments: what it was before, so that every byte that changed is known. */
export class Arena {
  private readonly tracked: Tracked[] = [];

  constructor(private readonly dice: Dice) {}

  /** Those contents in memory of some kind: gone where the memory is `gone` or the view `beyond` it. */
  put<A extends AnyArray>(contents: A, home: Home = this.home()): A {
    const Kind = kindOf(contents);
    const { length, byteLength: bytes } = contents;
    const size = Kind.BYTES_PER_ELEMENT;
    const start = home === 'own' ? 0 : this.dice.below(4) * size;
    const buffer = this.buffer(home, start + bytes, (this.dice.below(5) + 1) * size);
    const tracksLength = home === 'tracking' || home === 'growable';
    const array = (tracksLength ? new Kind(buffer, start) : new Kind(buffer, start, length)) as A;
    array.set(contents as never);
    if (home === 'gone') structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
    else if (home === 'beyond') (buffer as Resizable).resize(start);
    if (home !== 'gone') this.track(buffer);
    return array;
  }

  /** An array of numbers, of all kinds unless `number` makes them. */
  place(dtype: Dtype, length: number, { home, number = this.anyNumber(dtype) }: Placing = {}): ElementArray {
    return this.put(formats[dtype].array(Array.from({ length }, number)), home);
  }

  private home(): Home {
    return this.dice.chance(0.7) ? this.dice.pick(['own', 'within']) : this.dice.pick(homes);
  }

  private buffer(home: Home, bytes: number, rest: number): ArrayBufferLike {
    let buffer: ArrayBufferLike;
    if (home === 'own') return new ArrayBuffer(bytes);
    else if (home === 'shared') buffer = new SharedArrayBuffer(bytes + rest);
    else if (home === 'growable') return growable(bytes, bytes + rest);
    else if (home === 'tracking') return resizable(bytes, bytes + rest);
    else if (home === 'resizable' || home === 'beyond') buffer = resizable(bytes + rest, bytes + 2 * rest);
    else buffer = new ArrayBuffer(bytes + rest);
    new Uint8Array(buffer).fill(0x5a);
    return buffer;
  }

  anyNumber(dtype: Dtype): () => number {
    const specials = specialsOf[dtype];
    const ordinary = (): number => 8 * this.dice.unit() - 4;
    return this.dice.chance(0.3) ? () => (this.dice.chance(0.5) ? this.dice.pick(specials) : ordinary()) : ordinary;
  }

  track(buffer: ArrayBufferLike): void {
    if (!this.tracked.some((one) => one.buffer === buffer))
      this.tracked.push({ buffer, before: new Uint8Array(buffer).slice() });
  }

  /** What a caller may do to memory while a call is under way: transfer it, shrink it, grow it. */
  disturb(): void {
    if (this.tracked.length === 0) return;
    const one = this.dice.pick(this.tracked);
    if (one.buffer instanceof SharedArrayBuffer) return;
    const memory = one.buffer as Resizable;
    if (memory.maxByteLength > memory.byteLength && this.dice.chance(0.3)) memory.resize(memory.maxByteLength);
    else if (memory.resizable && this.dice.chance(0.5)) {
      memory.resize(0);
      one.before = new Uint8Array(0); // what grows back is zero
    } else one.buffer = structuredClone(memory, { transfer: [memory] });
  }

  /** The array as it was when its memory was tracked; as it is where it is not. */
  before<A extends AnyArray>(array: A): A {
    const { buffer, from, to } = placeOf(array);
    if (from === to) return undisguised(array);
    const bytes = (this.tracked.find((one) => one.buffer === buffer)?.before ?? new Uint8Array(buffer)).slice(from, to);
    return new (kindOf(array))(bytes.buffer) as A;
  }

  /** Where a byte changed outside of `written`; undefined where none did. */
  changeOutside(written: readonly AnyArray[]): string | undefined {
    const outputs = written.map(placeOf);
    for (const { buffer, before } of this.tracked) {
      if (Buffer.compare(Buffer.from(buffer), before) === 0) continue;
      const now = new Uint8Array(buffer);
      const here = outputs.filter((output) => output.buffer === buffer);
      for (let i = 0; i < Math.min(now.length, before.length); i++)
        if (now[i] !== before[i] && !here.some(({ from, to }) => i >= from && i < to))
          return `byte ${i} of ${before.length} changed, where ${here.map(({ from, to }) => `[${from}, ${to})`).join()} may`;
    }
    return undefined;
  }
}
