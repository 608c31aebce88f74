import type { Bound } from '#lib/backend/addon';
import type { Found, Line } from './bounds-file';

/** The promises that what was found breaks, one by one, in words. */
export function brokenPromises(found: Found, promised: Bound): string[] {
  const checks: [string, number, number][] = [
    ['abs error', found.absError, promised.maxAbsError],
    ['ulp', found.ulp, promised.maxUlp],
    ['derivative abs error', found.derivativeAbsError, promised.derivativeMaxAbsError],
    ['derivative ulp', found.derivativeUlp, promised.derivativeMaxUlp],
  ];
  return checks.filter(([, got, bound]) => !(got <= bound)).map(([what, got, bound]) => `${what} ${got} > ${bound}`);
}

/** Which of two lines of one kernel and instruction set is to stand in bounds.def, and what is to be said about it. */
export interface Standing {
  line: Line;
  remark?: string;
}

/**
 * A sweep does not replace one that saw more inputs, unless it found what that one's promise excludes: then the kernel is not
 * the one that was measured. A kernel that became better cannot be told from a thinner sample; `replace` says so.
 */
export function standing(stood: Line | undefined, measured: Line, replace: boolean): Standing {
  if (!stood || replace || measured.found.inputs >= stood.found.inputs) return { line: measured };
  const name = `${measured.kernel} on ${measured.isa}`;
  const inputs = `${measured.found.inputs} inputs, the line there ${stood.found.inputs}`;
  const broken = brokenPromises(measured.found, stood.promised);
  if (broken.length === 0)
    return { line: stood, remark: `${name} keeps its line: this sweep saw ${inputs} (--replace takes it anyway)` };
  const stale = `${name}: its line is stale and replaced, though this sweep saw ${inputs}`;
  return { line: measured, remark: `${stale}: ${broken.join(', ')}` };
}
