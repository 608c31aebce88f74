import { expect } from 'chai';
import type { ElementArray, FloatArray } from 'leeway';
import { cases, withAlpha, type Case } from '../support/cases';
import { ulpAt } from '../support/floats';
import { ordinaryInputs } from '../support/inputs';
import { promised, trueDerivative } from '../support/oracle';
import { scaled } from '../support/scale';

/** |dx - dy f'(x)| <= |dy| · (the bound of f') + what rounding the product takes. */
function isGradient(c: Case, dx: FloatArray, x: FloatArray, dy: FloatArray): void {
  const { format, info } = c;
  const { high } = trueDerivative(c, x);
  const isOff = (got: number, i: number): boolean => {
    const want = dy[i]! * high[i]!;
    const slack = Math.abs(dy[i]!) * promised(format, high[i]!, info.derivativeMaxAbsError, info.derivativeMaxUlp);
    return !(Math.abs(got - want) <= slack + ulpAt(format, Math.abs(want) + slack));
  };
  const i = dx.findIndex(isOff);
  expect(i, `${dx[i]} for ${dy[i]} * ${high[i]} at x = ${x[i]}: index`).to.equal(-1);
}

describe('gradients', () => {
  const atOtherAlphas = cases.filter(({ info }) => info.alpha !== undefined).map((c) => withAlpha(c, 0.3));
  for (const c of [...cases, ...atOtherAlphas]) {
    const length = scaled(600, 40);
    const { format } = c;
    const x = format.numbers(ordinaryInputs(c, length, 8)).map((v) => v || 0.5);
    const dy = format.numbers(ordinaryInputs({ format, info: { ...c.info, domain: [-30, 30] } }, length, 9));
    const [xs, dys] = [format.array(x), format.array(dy)];
    const check = (dx: ElementArray): void => isGradient(c, format.numbers(dx), x, dy);

    it(`${c.name}: backward(x, dy) is dy f'(x)`, () => check(c.f.backward(xs, dys)));

    if (c.info.hasBackwardFromOutput)
      it(`${c.name}: backwardFromOutput(f(x), dy) is dy f'(x)`, () => check(c.f.backwardFromOutput(c.f(xs), dys)));
    else
      it(`${c.name}: backwardFromOutput is refused`, () =>
        expect(() => c.f.backwardFromOutput(xs, dys)).to.throw(
          RangeError,
          /^expected .* for backwardFromOutput, received /,
        ));
  }
});
