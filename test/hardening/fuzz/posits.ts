// Calls of Posit: formats, arithmetic, functions, bit tricks, conversions, sums of products.
import { backend, Posit, type PositArray } from 'leeway';
import { undisguised } from './arena';
import { anyArrays, anyLength, arrayCall, floats, type Slot } from './arrays';
import type { Call, World } from './call';
import { tableCall } from './posit-tables';
import { anyValue, tampered } from './values';

type Functions = Record<string, (...args: unknown[]) => unknown>;

const named = Object.values(Posit).filter((value): value is Posit => value instanceof Posit);
const sizes = [5, 7, 8, 9, 12, 16, 32];
const formats: Posit[] = sizes.flatMap((n) => [0, 1, 2, 3].map((es) => new Posit(n, es)));
formats.push(...named, ...backend.available.map((isa) => new Posit<number>(8, 0, { isa })));

/** Operations by the number of their operands. */
const operations = {
  1: ['sqrt', 'reciprocal', 'neg', 'abs'],
  2: ['add', 'sub', 'mul', 'div', 'min', 'max'],
  3: ['fma'],
} as const;
/** Up to 16 bits by tables made at the first call, which takes long for many bits. */
const functions = ['tanh', 'sigmoid', 'exp', 'log', 'elu', 'softplus', 'silu', 'gelu'];
const tricks = ['twice', 'half', 'reciprocate', 'complement', 'fastSigmoid', 'fastTanh', 'fastElu'];

/** Bits of a format's posits; rarely some that are no posit of it. */
export function posits({ dice }: World, p: Posit, length: number): Slot {
  const most = dice.chance(0.03) ? 2 ** (8 * p.bytes) : 2 ** p.n;
  return { length, contents: (n) => p.array(n).map(() => dice.below(most)) as PositArray };
}

function operationCall(world: World, p: Posit): Call {
  const { dice } = world;
  const count = dice.pick([1, 2, 2, 3] as const);
  const name = dice.pick<string>(operations[count]);
  const slot = posits(world, p, anyLength(world));
  const slots = Array.from({ length: count + 1 }, () => slot);
  return arrayCall(world, {
    what: `${p.name} ${p.isa} ${name}`,
    slots,
    run: (...given) => (p as never as Functions)[name]!(...given),
  });
}

function functionCall(world: World, p: Posit): Call {
  const { dice } = world;
  const name = dice.pick(functions);
  const slot = posits(world, p, p.n > 16 ? dice.below(9) : anyLength(world));
  return arrayCall(world, {
    what: `${p.name} ${name}`,
    slots: [slot, slot],
    run: (...given) => (p as never as Functions)[name]!(...given),
  });
}

function trickCall(world: World, p: Posit): Call {
  const { dice, effect } = world;
  const name = dice.pick(tricks);
  const slot = posits(world, p, anyLength(world));
  const choices: Record<string, unknown> = {
    rounding: dice.pick(['paper', 'nearest', 'up']),
    clamp: dice.pick([true, false, 1]),
    tanh: dice.pick(['paper', 'folded']),
    elu: dice.pick(['paper', 'reciprocal-table']),
  };
  const chosen = Object.fromEntries(Object.entries(choices).filter(() => dice.chance(0.2)));
  const tampering = dice.chance(0.1);
  const options = tampering ? tampered(dice, chosen, effect) : dice.chance(0.5) ? undefined : chosen;
  return arrayCall(world, {
    what: `${p.name} ${name}`,
    slots: [slot, slot],
    repeatable: !tampering,
    run: (a, out) => (p as never as Functions)[name]!(a, out, options),
  });
}

function compareCall(world: World, p: Posit): Call {
  const slot = posits(world, p, anyLength(world));
  const result: Slot = { length: slot.length, contents: (n) => new Int8Array(n) };
  return arrayCall(world, {
    what: `${p.name} compare`,
    slots: [slot, slot, result],
    run: (a, b, out) => p.compare(a as never, b as never, out as never),
  });
}

function convertCall(world: World, p: Posit): Call {
  const { dice } = world;
  const length = anyLength(world);
  const bits = posits(world, p, length);
  const name = dice.pick(['fromFloat32', 'fromFloat64', 'toFloat32', 'toFloat64', 'convert'] as const);
  const to = dice.pick(formats);
  if (name === 'convert') {
    const other = dice.chance(0.05) ? anyValue(dice) : to;
    const slots = [bits, posits(world, to, length)];
    return arrayCall(world, {
      what: `${p.name} to ${to.name}`,
      slots,
      run: (a, out) => p.convert(a as never, other as never, out as never),
    });
  }
  const numbers = floats(world, name.endsWith('32') ? 'float32' : 'float64', length);
  const slots = name.startsWith('from') ? [numbers, bits] : [bits, numbers];
  return arrayCall(world, {
    what: `${p.name} ${name}`,
    slots,
    run: (...given) => (p as never as Functions)[name]!(...given),
  });
}

function dotCall(world: World, p: Posit): Call {
  const slot = posits(world, p, anyLength(world));
  const given = anyArrays(world, [slot, slot], 0);
  return {
    what: `${p.name} dot`,
    run: () => p.dot(...(given as [PositArray, PositArray])),
    check(bits) {
      if (world.disturbed()) return undefined;
      const [a, b] = (given as PositArray[]).map((array) => undisguised(array).slice().reverse());
      const backwards = p.dot(a!, b!);
      return bits === backwards ? undefined : `${bits as number} where the sum backwards is ${backwards}`;
    },
  };
}

function matmulCall(world: World, p: Posit): Call {
  const { dice, effect } = world;
  const [m, k, n] = [dice.below(6), dice.below(20), dice.below(20)] as [number, number, number];
  const sizes: Record<string, unknown> = { m, k, n };
  if (dice.chance(0.1)) sizes[dice.pick(['m', 'k', 'n', 'q'])] = dice.pick([-1, 0.5, 2 ** 26, 2 ** 27, NaN, '3', 7]);
  const tampering = dice.chance(0.1);
  const given = tampering ? tampered(dice, sizes, effect) : sizes;
  const [a, b, out] = [m * k, k * n, m * n].map((length) => posits(world, p, length)) as [Slot, Slot, Slot];
  return arrayCall(world, {
    what: `${p.name} matmul ${m} ${k} ${n}`,
    slots: [a, b, out],
    repeatable: !tampering,
    run: (x, y, to) => p.matmul(x as never, y as never, given as never, to as never),
  });
}

/** What takes or gives single posits. */
function scalarCall(world: World, p: Posit): Call {
  const { dice } = world;
  const bits = dice.chance(0.8) ? dice.below(2 ** p.n) : anyValue(dice);
  const number = dice.chance(0.8) ? 10 ** (20 * dice.unit() - 10) : anyValue(dice);
  const calls: Record<string, () => unknown> = {
    encode: () => p.encode(number as number),
    decode: () => p.decode(bits as number),
    fields: () => p.fields(bits as number),
    toString: () => p.toString(bits as number),
    next: () => p.previous(p.next(bits as number)),
    compare: () => p.compare(bits as number, dice.below(2 ** p.n)),
    array: () => p.array(dice.chance(0.5) ? dice.below(99) : (dice.pick([bits, -1, 2 ** 33]) as number)).length,
  };
  const name = dice.pick(Object.keys(calls));
  const again = (value: unknown): boolean =>
    typeof value !== 'number' || Number.isNaN(value) || p.encode(value) === bits;
  return {
    what: `${p.name} ${name}`,
    run: calls[name]!,
    check(result) {
      if (name === 'decode')
        return again(result) ? undefined : `${result as number} does not become ${bits as number} again`;
      return name !== 'next' || result === bits
        ? undefined
        : `${result as number} is before what is after ${bits as number}`;
    },
  };
}

/** new Posit(n, es, options): what is made joins the formats. */
function constructCall(world: World): Call {
  const { dice, effect } = world;
  const n = dice.chance(0.8) ? dice.pick([...sizes, 10, 11, 6]) : dice.chance(0.5) ? dice.below(40) : anyValue(dice);
  const es = dice.chance(0.9) ? dice.below(4) : dice.chance(0.5) ? 4 : anyValue(dice);
  const options = { isa: dice.pick([...backend.available, 'neon', 'mmx']) };
  const given = dice.pick([undefined, options, tampered(dice, options, effect), anyValue(dice)]);
  return {
    what: `new Posit(${typeof n}, ${typeof es}, …)`,
    run: () => new Posit(n as number, es as number, given as never),
    check(result) {
      const p = result as Posit;
      formats[formats.length < 60 ? formats.length : dice.below(60)] = p;
      return p.decode(p.encode(1)) === 1 ? undefined : 'a format without 1';
    },
  };
}

const kinds: readonly [share: number, make: (world: World, p: Posit) => Call][] = [
  [0.3, operationCall],
  [0.15, convertCall],
  [0.15, trickCall],
  [0.1, functionCall],
  [0.05, compareCall],
  [0.05, dotCall],
  [0.05, matmulCall],
  [0.08, scalarCall],
  [0.05, tableCall],
  [0.02, constructCall],
];

let current = formats[0]!;

export function positCall(world: World): Call {
  const { dice } = world;
  current = dice.pick(formats);
  let share = dice.unit();
  return (kinds.find(([part]) => (share -= part) < 0) ?? kinds[0]!)[1](world, current);
}

/** The format of the call under way, once more. */
export function computeAgain(): void {
  const a = current.array(9).fill(3) as PositArray;
  current.add(a, a);
  current.dot(a, a);
}
