import { assert } from 'chai';
import type { Found, Line } from '../../../tools/verify/bounds-file';
import { brokenPromises, standing } from '../../../tools/verify/standing';

const found = (inputs: number, errors: Partial<Found> = {}): Found => ({
  ...{ inputs, absError: 1e-7, absErrorAt: 1, ulp: 1.5, ulpAt: 1, derivativeAbsError: 2e-7, derivativeUlp: 9 },
  ...{ outsideRange: 0, notMonotonic: 0 },
  ...errors,
});

const promised = { maxAbsError: 1.2e-7, maxUlp: 1.8, derivativeMaxAbsError: 2.4e-7, derivativeMaxUlp: Infinity };

const line = (what: Found): Line => ({ kernel: 'tanh, exact, f32', isa: 'avx2', promised, found: what });

describe('which line of bounds.def stands', () => {
  const thorough = line(found(4278190082));

  it('is the new one where there was none', () => {
    const measured = line(found(5));
    assert.deepEqual(standing(undefined, measured, false), { line: measured });
  });

  it('is the new one if it saw as many inputs or more', () => {
    for (const inputs of [4278190082, 4278190083]) {
      const measured = line(found(inputs));
      assert.deepEqual(standing(thorough, measured, false), { line: measured });
    }
  });

  it('is the old one if it saw more, which is said', () => {
    const measured = line(found(4278190081, { ulp: 1.8, absError: 1.2e-7, derivativeUlp: 1e9 }));
    const { line: stands, remark } = standing(thorough, measured, false);
    assert.equal(stands, thorough);
    assert.match(remark!, /^tanh, exact, f32 on avx2 keeps its line: .*4278190081.*4278190082/);
  });

  const worse: [string, Partial<Found>][] = [
    ['abs error', { absError: 1.3e-7 }],
    ['ulp', { ulp: 1.81 }],
    ['derivative abs error', { derivativeAbsError: 2.5e-7 }],
    ['ulp', { ulp: NaN }],
  ];
  for (const [what, errors] of worse)
    it(`is the new one if its ${what} breaks the old promise, however few it saw, which is said`, () => {
      const measured = line(found(1000, errors));
      const { line: stands, remark } = standing(thorough, measured, false);
      assert.equal(stands, measured);
      assert.include(remark, 'stale');
      assert.include(remark, `: ${what} ${String(Object.values(errors)[0])} > `);
    });

  it('is the new one by --replace, whatever it saw', () => {
    const measured = line(found(1000));
    assert.deepEqual(standing(thorough, measured, true), { line: measured });
  });
});

describe('broken promises', () => {
  it('are none within the bounds, and all that there are beyond', () => {
    assert.deepEqual(brokenPromises(found(1), promised), []);
    const bad = found(1, { absError: 1, ulp: 2, derivativeAbsError: 3, derivativeUlp: Infinity });
    assert.lengthOf(brokenPromises(bad, promised), 3);
    assert.lengthOf(brokenPromises(bad, { ...promised, derivativeMaxUlp: 64 }), 4);
  });
});
