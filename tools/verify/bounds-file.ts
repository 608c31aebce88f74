import { readFileSync, writeFileSync } from 'node:fs';
import type { AddonKernel, AddonOp, Bound, Isa } from '#lib/backend/addon';
import { alike, widenedTo } from './promise';
import { standing } from './standing';

const path = 'native/kernels/bounds.def';

/** What a sweep found of a kernel on one instruction set, at the scale the bounds are stated in. */
export interface Found {
  inputs: number;
  absError: number;
  absErrorAt: number;
  ulp: number;
  ulpAt: number;
  derivativeAbsError: number;
  derivativeUlp: number;
  outsideRange: number;
  notMonotonic: number;
}

/** A line of bounds.def: a kernel on an instruction set, what it promises, and what was found. */
export interface Line {
  kernel: string;
  isa: Isa;
  promised: Bound;
  found: Found;
}

const header = `// What every kernel promises on every instruction set, and what the sweep found that the promise is made of:
//
// LEEWAY_BOUND(op, method, element, isa,
//              promised(max abs error, max ulp, max abs error of the derivative, its max ulp),
//              found(inputs, max abs error, at x, max ulp, at x, max abs error of the derivative, its max ulp,
//                    results outside the function's limits, steps against its direction))
//
// ulp is counted at the true value, and holds for any alpha; absolute errors are stated for the default alpha and scale with
// the op's finite limit. UNBOUNDED: no promise of that kind.
//
// Written by \`npm run verify -- --write\`: run that, do not edit this.
`;

const elements = { float32: 'f32', float64: 'f64', float16: 'f16', bfloat16: 'bf16' } as const;

/** The name a kernel goes by in bounds.def. */
export const kernelName = (op: AddonOp, { method, dtype }: AddonKernel): string =>
  `${op.name}, ${method}, ${elements[dtype]}`;

const boundKeys = ['maxAbsError', 'maxUlp', 'derivativeMaxAbsError', 'derivativeMaxUlp'] as const;
const foundKeys = [
  'inputs',
  'absError',
  'absErrorAt',
  'ulp',
  'ulpAt',
  'derivativeAbsError',
  'derivativeUlp',
  'outsideRange',
  'notMonotonic',
] as const;

function read(text: string): number {
  if (text === 'UNBOUNDED' || text === 'INFINITY') return Infinity;
  return text === '-INFINITY' ? -Infinity : Number(text);
}

const tuple = <K extends string>(keys: readonly K[], text: string): Record<K, number> => {
  const values = text.split(', ').map(read);
  return Object.fromEntries(keys.map((key, i) => [key, values[i]!])) as Record<K, number>;
};

/** The lines of bounds.def. */
export function readBounds(): Line[] {
  const rows = readFileSync(path, 'utf8').matchAll(
    /^LEEWAY_BOUND\((\w+, \w+, \w+), (\w+), promised\((.*?)\), found\((.*?)\)\)$/gm,
  );
  return Array.from(rows, ([, kernel, isa, promised, found]) => ({
    kernel: kernel!,
    isa: isa as Isa,
    promised: tuple(boundKeys, promised!),
    found: tuple(foundKeys, found!),
  }));
}

const show = (value: number): string => {
  if (Math.abs(value) === Infinity) return value < 0 ? '-INFINITY' : 'INFINITY';
  return String(Number(value.toPrecision(Number.isInteger(value) ? 12 : 4)));
};
const promise = (value: number): string => (value === Infinity ? 'UNBOUNDED' : show(value));

/**
 * Writes bounds.def: its lines in the order of kernels.def, `measured` in place of what stood there where `standing` says so.
 * Returns what there is to say about that.
 */
export function writeBounds(
  ops: AddonOp[],
  kernels: AddonKernel[],
  isas: Isa[],
  measured: Line[],
  replace: boolean,
): string[] {
  const key = ({ kernel, isa }: Pick<Line, 'kernel' | 'isa'>): string => `${kernel}, ${isa}`;
  const lines = new Map(readBounds().map((line) => [key(line), line]));
  const remarks: string[] = [];
  for (const one of measured) {
    const { line, remark } = standing(lines.get(key(one)), one, replace);
    lines.set(key(one), line);
    if (remark) remarks.push(remark);
  }
  for (const line of lines.values()) {
    const thorough = lines.get(`${line.kernel}, ${alike[line.isa] ?? ''}`);
    if (thorough && !/, b?f16$/.test(line.kernel)) line.promised = widenedTo(line.promised, thorough.promised);
  }
  const text = kernels.flatMap((row) =>
    isas
      .map((isa) => lines.get(key({ kernel: kernelName(ops[row.op]!, row), isa })))
      .filter((line) => line !== undefined)
      .map(({ kernel, isa, promised, found }) => {
        const bounds = boundKeys.map((name) => promise(promised[name])).join(', ');
        const facts = foundKeys.map((name) => show(found[name])).join(', ');
        return `LEEWAY_BOUND(${kernel}, ${isa}, promised(${bounds}), found(${facts}))\n`;
      }),
  );
  writeFileSync(path, `${header}\n// clang-format off\n\n${text.join('')}\n#undef LEEWAY_BOUND\n`);
  return remarks;
}
