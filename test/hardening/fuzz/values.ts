import type { Arena } from './arena';
import type { Dice } from './dice';

/** What hostile arguments throw: leeway has to pass it on, not to wrap it or to die of it. */
export class Mischief extends Error {}

const revoked = Proxy.revocable({}, {});
revoked.revoke();

const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Mischief('get');
    },
    ownKeys: () => {
      throw new Mischief('ownKeys');
    },
  },
);

const half = (globalThis as { Float16Array?: new (length: number) => unknown }).Float16Array;

const kinds: readonly ((length: number) => unknown)[] = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array].map(
    (Kind) => (n: number) => new Kind(n),
  ),
  ...(half ? [(n: number) => new half(n)] : []),
  (n) => new BigInt64Array(n),
  (n) => new Float64Array(n),
  (n) => new Float32Array(n),
  (n) => Buffer.alloc(n),
  (n) => new DataView(new ArrayBuffer(n)),
  (n) => new ArrayBuffer(4 * n),
  (n) => new SharedArrayBuffer(4 * n),
  (n) => Array.from({ length: n }, () => 1),
  (n) => ({ length: n, 0: 1 }),
  (n) => new Proxy(new Float32Array(n), {}),
  () => Object.create(Float32Array.prototype) as unknown,
];

const plain: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  '',
  'tanh',
  'scalar',
  'x'.repeat(1000),
  0,
  -0,
  1,
  -1,
  0.5,
  7,
  1e-300,
  1e300,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  NaN,
  Infinity,
  -Infinity,
  0n,
  2n ** 64n,
  Symbol('s'),
  Symbol.iterator,
  () => 0,
  {},
  [],
  [0, 1],
  new Date(0),
  /x/,
  new Map(),
  Object.create(null),
  Object.freeze({ op: 'tanh' }),
  revoked.proxy,
  throwing,
  Promise.resolve(),
  {
    valueOf: () => {
      throw new Mischief('valueOf');
    },
    toString: () => {
      throw new Mischief('toString');
    },
  },
];

/** Anything but what is asked for. */
export function anyValue(dice: Dice): unknown {
  return dice.chance(0.3) ? dice.pick(kinds)(dice.below(20)) : dice.pick(plain);
}

/** An effect that a getter or a trap has, in the middle of a call. */
export type Effect = () => void;

export function anyEffect(dice: Dice, arena: Arena, reentrant: readonly Effect[]): Effect {
  if (dice.chance(0.4)) return () => arena.disturb();
  if (dice.chance(0.4))
    return () => {
      throw new Mischief('effect');
    };
  return dice.pick(reentrant);
}

/** Properties of arrays that a caller can put values of his own over. */
const arrayProperties = [
  'length',
  'buffer',
  'byteOffset',
  'byteLength',
  'constructor',
  'slice',
  'findIndex',
  'map',
  'set',
  'subarray',
  Symbol.toStringTag,
  Symbol.iterator,
];
const lies: readonly unknown[] = [
  0,
  1,
  -1,
  3,
  1e6,
  2 ** 40,
  NaN,
  'no',
  'Float32Array',
  'Float64Array',
  undefined,
  null,
  () => 0,
  () => new Float32Array(2),
  {},
];

/** An array that has something to say for itself: a property that lies, or one that has an effect when it is read. */
export function disguised<T extends object>(dice: Dice, array: T, effect: Effect): T {
  const key = dice.pick(arrayProperties);
  const truth: unknown = Reflect.get(array, key);
  const value = dice.chance(0.5) ? dice.pick(lies) : truth;
  const get = (): unknown => {
    if (dice.chance(0.7)) effect();
    return value;
  };
  Object.defineProperty(array, key, dice.chance(0.4) ? { value, configurable: true } : { get, configurable: true });
  return array;
}

/** The same options with something in the way: a getter, another value the second time, a proxy. */
export function tampered(dice: Dice, options: Record<string, unknown>, effect: Effect): unknown {
  const keys = Object.keys(options);
  const key = keys.length > 0 ? dice.pick(keys) : 'unknown';
  const value = options[key];
  const way = dice.below(5);
  if (way === 0) return Object.defineProperty({ ...options }, key, { get: () => (effect(), value), enumerable: true });
  if (way === 1) {
    let asked = 0;
    const get = (): unknown => (asked++ === dice.below(3) ? value : anyValue(dice));
    return Object.defineProperty({ ...options }, key, { get, enumerable: true });
  }
  if (way === 2)
    return new Proxy(options, {
      get: (target, name) => {
        if (dice.chance(0.3)) effect();
        return Reflect.get(target, name) as unknown;
      },
    });
  if (way === 3) return { ...options, [key]: anyValue(dice) };
  return { ...options, [dice.pick(['isa', 'dtype', 'toString', '__proto__', 'constructor'])]: anyValue(dice) };
}
