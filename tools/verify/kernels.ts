import { kernels as list } from 'leeway';
import { addon } from '#lib/backend/index';
import type { Isa } from '#lib/backend/addon';
import { plainTable } from '../support/table';
import { kernelName, writeBounds, type Line } from './bounds-file';
import type { PlanOptions } from './plan';
import { promiseFrom } from './promise';
import { brokenPromises } from './standing';
import { sweep, type Worst } from './sweep';

/**
 * Sweeps the kernels, prints what was found beside what is promised, and returns whether every promise held. With `write`,
 * what was found becomes the promise, native/kernels/bounds.def: in place of less, or with `replace` of anything.
 */
export async function verifyKernels(
  options: PlanOptions,
  { write, replace }: { write: boolean; replace: boolean },
): Promise<boolean> {
  const found = await sweep(options);
  const held = report(found);
  if (!write) return held;
  const wrong = found.filter(({ nanMismatches }) => nanMismatches > 0);
  if (wrong.length > 0) throw new Error(`NaN where a number belongs, or the reverse: no bounds written`);
  const remarks = writeBounds(addon.ops(), addon.kernels(), isaNames(), found.map(asLine), replace);
  for (const remark of remarks) process.stderr.write(`leeway: ${remark}\n`);
  process.stdout.write('native/kernels/bounds.def is written: npm run build\n');
  return true;
}

const isaNames = (): Isa[] => addon.isas().map(({ name }) => name);

function asLine({ kernel, isa, ...found }: Worst): Line {
  const row = addon.kernels()[kernel]!;
  const op = addon.ops()[row.op]!;
  return { kernel: kernelName(op, row), isa, promised: promiseFrom(found, row, op), found };
}

function report(all: Worst[]): boolean {
  const rows = addon.kernels();
  let held = true;
  const head = ['kernel', 'dtype', 'isa', 'inputs', 'max abs error', 'at', 'max ulp', 'at'];
  const table = plainTable([...head, "f' abs error", 'out of range', 'steps back', '']);
  for (const found of all) {
    const { isa } = found;
    const row = rows[found.kernel]!;
    const promised = list(isa)[row.index]!;
    const broken = brokenPromises(found, promised);
    if (found.nanMismatches > 0) broken.push(`NaN ${found.nanMismatches} times`);
    held &&= broken.length === 0;
    table.push([
      `${promised.op} ${promised.method}`,
      promised.dtype,
      isa,
      found.inputs,
      found.absError.toPrecision(4),
      found.absErrorAt.toPrecision(6),
      found.ulp.toPrecision(4),
      found.ulpAt.toPrecision(6),
      found.derivativeAbsError.toPrecision(4),
      found.outsideRange,
      found.notMonotonic,
      broken.length === 0 ? 'holds' : `BROKEN: ${broken.join(', ')}`,
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
  process.stdout.write(held ? 'every bound of before holds\n' : 'some bounds of before do not hold\n');
  return held;
}
