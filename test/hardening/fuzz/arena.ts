import type { Dtype, ElementArray } from 'leeway';
import { formats } from '../../support/floats';
import { specialValues } from '../../support/inputs';
import type { Dice } from './dice';

// The lib of ES2023 does not know buffers that change their size; Node 20 does.
type Resizable = ArrayBuffer & { resizable: boolean; maxByteLength: number; resize(bytes: number): void };
const resizable = (bytes: number, maxByteLength: number): Resizable =>
  new (ArrayBuffer as unknown as new (bytes: number, options: object) => Resizable)(bytes, { maxByteLength });
const growable = (bytes: number, maxByteLength: number): SharedArrayBuffer =>
  new (SharedArrayBuffer as new (bytes: number, options: object) => SharedArrayBuffer)(bytes, { maxByteLength });

interface Tracked {
  /** Where the bytes are now: they move when the buffer is transferred. */
  buffer: ArrayBufferLike;
  before: Uint8Array;
}

/** Where an array's memory is. */
export const homes = ['own', 'within', 'shared', 'resizable', 'tracking', 'growable', 'gone', 'beyond'] as const;
export type Home = (typeof homes)[number];

const typedArray = Object.getPrototypeOf(Float32Array.prototype) as object;
const getter = (name: string) => Object.getOwnPropertyDescriptor(typedArray, name)!.get as () => unknown;
const [bufferOf, offsetOf, bytesOf] = [getter('buffer'), getter('byteOffset'), getter('byteLength')];

/** The bytes of an array, whatever its own properties say. */
function placeOf(array: ElementArray): { buffer: ArrayBufferLike; from: number; to: number } {
  const from = offsetOf.call(array) as number;
  return { buffer: bufferOf.call(array) as ArrayBufferLike, from, to: from + (bytesOf.call(array) as number) };
}

const kindOf = (array: ElementArray): ElementArrayConstructor =>
  [Float32Array, Float64Array].find((Kind) => array instanceof Kind) ?? Uint16Array; // a Float16Array's patterns too

type ElementArrayConstructor = typeof Float32Array | typeof Float64Array | typeof Uint16Array;

/** The same memory without what a disguise says of it. */
export function undisguised(array: ElementArray): ElementArray {
  const { buffer, from, to } = placeOf(array);
  const Kind = kindOf(array);
  if (from === to) return new Kind(0);
  return new Kind(buffer as ArrayBuffer, from, (to - from) / Kind.BYTES_PER_ELEMENT);
}

interface Placing {
  home?: Home;
  number?: () => number;
}

/** The memory of one call's arguments: what it was before, so that every byte that changed is known. */
export class Arena {
  private readonly tracked: Tracked[] = [];

  constructor(private readonly dice: Dice) {}

  /** An array of numbers, of all kinds unless `number` makes them; of none where the memory is `gone` or the view `beyond` it. */
  place(
    dtype: Dtype,
    length: number,
    { home = this.home(), number = this.anyNumber(dtype) }: Placing = {},
  ): ElementArray {
    const format = formats[dtype];
    const { size, view } = format;
    const bytes = length * size;
    const start = home === 'own' ? 0 : this.dice.below(4) * size;
    const buffer = this.buffer(home, start + bytes, (this.dice.below(5) + 1) * size);
    const tracksLength = home === 'tracking' || home === 'growable';
    const Kind = kindOf(format.array(0));
    const array = tracksLength ? new Kind(buffer as ArrayBuffer, start) : view(buffer, start, length);
    array.set(format.array(Array.from({ length: array.length }, number)) as never);
    if (home === 'gone') structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
    else if (home === 'beyond') (buffer as Resizable).resize(start);
    if (home !== 'gone') this.track(buffer);
    return array;
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

  private anyNumber(dtype: Dtype): () => number {
    const specials = specialValues(formats[dtype]);
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
  before(array: ElementArray): ElementArray {
    const { buffer, from, to } = placeOf(array);
    if (from === to) return undisguised(array);
    const bytes = (this.tracked.find((one) => one.buffer === buffer)?.before ?? new Uint8Array(buffer)).slice(from, to);
    return new (kindOf(array))(bytes.buffer);
  }

  /** Where a byte changed outside of `written`; undefined where none did. */
  changeOutside(written: ElementArray | undefined): string | undefined {
    const output = written && placeOf(written);
    for (const { buffer, before } of this.tracked) {
      const now = new Uint8Array(buffer);
      const [from, to] = output?.buffer === buffer ? [output.from, output.to] : [0, 0];
      for (let i = 0; i < Math.min(now.length, before.length); i++)
        if (now[i] !== before[i] && (i < from || i >= to))
          return `byte ${i} of ${before.length} changed, where [${from}, ${to}) may`;
    }
    return undefined;
  }
}
