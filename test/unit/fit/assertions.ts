import assert from 'node:assert/strict';
import { FitError } from '../../../tools/fit/index';
import type { Decimal, Extremum } from '../../../tools/fit/index';

/** Agreement to a relative tolerance. */
export function assertClose(actual: Decimal | number, expected: number, tolerance: number): void {
  const difference = Math.abs(Number(actual) - expected);
  assert.ok(difference <= tolerance * Math.abs(expected), `expected ${expected}, received ${Number(actual)}`);
}

/** Chebyshev's characterisation of the best approximation: so many extrema, alternating, of one height. */
export function assertEquioscillates(extrema: readonly Extremum[], count: number): void {
  assert.equal(extrema.length, count);
  const height = extrema[0]!.error.abs();
  extrema.forEach(({ x, error }, index) => {
    assertClose(error.abs(), height.toNumber(), 0.01);
    if (index === 0) return;
    assert.ok(x.gt(extrema[index - 1]!.x), 'extrema are in order');
    assert.notEqual(error.isNegative(), extrema[index - 1]!.error.isNegative(), `alternates at x = ${x}`);
  });
}

export function assertFitError(attempt: () => unknown, message: RegExp): void {
  assert.throws(attempt, (error: unknown) => {
    assert.ok(error instanceof FitError, `expected a FitError, received ${String(error)}`);
    assert.match(error.message, message);
    return true;
  });
}
