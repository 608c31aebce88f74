// Calls of a posit format's tables: of a function, of two operands, and sweeps of the bit tricks.
import { Posit, type PositArray, type PositPairTable, type PositTable } from 'leeway';
import { anyLength, arrayCall, type Slot } from './arrays';
import type { Call, World } from './call';
import { anyValue, Mischief, tampered } from './values';

/** Tables by the format they are of. */
const tables: [Posit, PositTable][] = [];
const pairTables: [Posit, PositPairTable][] = [];

function keep<T>(list: T[], entry: T, { dice }: World): void {
  list[list.length < 20 ? list.length : dice.below(20)] = entry;
}

const bitsOf = ({ dice }: World, p: Posit, length: number): Slot => ({
  length,
  contents: (n) => p.array(n).map(() => dice.below(2 ** p.n)) as PositArray,
});

/** Formats whose tables are small, for what sweeps them in JavaScript; now and then a larger one, to be refused. */
const small = [5, 6, 7, 8].flatMap((n) => [0, 1, 2].map((es) => new Posit(n, es)));
const large = [new Posit(11, 0), new Posit(16, 1), new Posit(32, 2)];

function makeTableCall(world: World): Call {
  const { dice, effect } = world;
  const p = dice.chance(0.95) ? dice.pick(small) : large[2]!;
  const functions: ((v: number) => unknown)[] = [
    Math.sin,
    (v) => v * v,
    () => NaN,
    (v) => 1 / v,
    (v) => (effect(), v),
    () => 'no',
    (v) => {
      if (v > 1) throw new Mischief('in a table');
      return v;
    },
  ];
  const f = dice.chance(0.9) ? dice.pick(functions) : anyValue(dice);
  return {
    what: `${p.name} table`,
    run: () => p.table(f as never),
    check(result) {
      const table = result as PositTable;
      keep(tables, [p, table], world);
      const nar = table.apply((p.array(1) as PositArray).fill(p.NaR));
      return nar[0] === p.NaR ? undefined : `${nar[0]} for NaR`;
    },
  };
}

function makePairTableCall(world: World): Call {
  const { dice, effect } = world;
  const p = dice.chance(0.95) ? dice.pick(small.filter(({ n }) => n < 8 || dice.chance(0.1))) : dice.pick(large);
  const operation = dice.chance(0.95) ? dice.pick(['add', 'sub', 'mul', 'div']) : anyValue(dice);
  const options = { compaction: dice.pick(['full', 'symmetric', 'log-exp', 'inversion', 'no']) };
  const given = dice.chance(0.2) ? tampered(dice, options, effect) : options;
  return {
    what: `${p.name} pairTable(${typeof operation}, ${options.compaction})`,
    run: () => p.pairTable(operation as never, given as never),
    check(result) {
      const table = result as PositPairTable;
      keep(pairTables, [p, table], world);
      if (p.n > 6) return undefined;
      const { equal } = table.exactness;
      return equal > 0 && equal <= 1 ? undefined : `${equal} of the pairs are equal`;
    },
  };
}

function measureCall(world: World): Call {
  const { dice, effect } = world;
  const p = dice.chance(0.9) ? dice.pick(small) : large[2]!;
  const trick = dice.chance(0.9)
    ? dice.pick(['twice', 'half', 'reciprocate', 'complement', 'fastSigmoid', 'fastTanh', 'fastElu'])
    : anyValue(dice);
  const options = dice.pick([undefined, {}, tampered(dice, { rounding: 'nearest' }, effect), { rounding: 'paper' }]);
  return {
    what: `${p.name} measure(${typeof trick})`,
    run: () => p.measure(trick as never, options as never),
    check: (found) => ((found as { equal: number }).equal <= 1 ? undefined : 'no share'),
  };
}

function lookCall(world: World): Call {
  const [p, table] = world.dice.pick(tables);
  const slot = bitsOf(world, p, anyLength(world));
  return arrayCall(world, {
    what: `${p.name} table.apply`,
    slots: [slot, slot],
    run: (a, out) => table.apply(a as never, out as never),
  });
}

function lookPairCall(world: World): Call {
  const [p, table] = world.dice.pick(pairTables);
  const slot = bitsOf(world, p, anyLength(world));
  return arrayCall(world, {
    what: `${p.name} pairTable.apply`,
    slots: [slot, slot, slot],
    run: (a, b, out) => table.apply(a as never, b as never, out as never),
  });
}

export function tableCall(world: World): Call {
  const { dice } = world;
  if (tables.length > 0 && dice.chance(0.3)) return lookCall(world);
  if (pairTables.length > 0 && dice.chance(0.5)) return lookPairCall(world);
  return dice.pick([makeTableCall, makeTableCall, makePairTableCall, measureCall])(world);
}
