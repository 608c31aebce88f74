import fc from 'fast-check';
import { scaled } from './scale';

/**
 * Checks a property on `runs` samples, scaled. The same ones every time unless LEEWAY_TEST_SEED says otherwise. The first
 * counterexample is reported as it is: shrinking one in a kernel takes minutes where every kernel has one.
 */
export function holds<T>(property: fc.IProperty<T>, runs: number): void {
  const seed = Number(process.env['LEEWAY_TEST_SEED'] ?? 1);
  fc.assert(property, { numRuns: scaled(runs, 5), seed, endOnFailure: true });
}
