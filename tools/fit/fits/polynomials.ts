import type { Decimal, Domain } from '../decimal';
import { exact, type ElementType } from '../element-type';
import { FitError, verifyError } from '#lib/fit/index';
import {
  fitPolynomialTo,
  polynomialError,
  polynomialGridSize,
  type PolynomialFit,
  type PolynomialShape,
} from '../fit-polynomial';

import { roundPolynomial, type RoundedPolynomial } from '../rounding';
import { Target, type Weight } from '../target';

export interface PolynomialRequest {
  readonly f: (x: Decimal) => Decimal;
  readonly domain: Domain;
  readonly weight: Weight;
  readonly type: ElementType;
}

export interface FinishedPolynomial extends RoundedPolynomial {
  readonly degree: number;
  /** The error before the coefficients were rounded. */
  readonly fittedError: Decimal;
}

/** Fits, verifies, rounds, and verifies again. */
export function finishPolynomial(request: PolynomialRequest, shape: PolynomialShape): FinishedPolynomial {
  const target = Target.from({ ...request, gridSize: polynomialGridSize(shape.degree) });
  return finish(target, fitPolynomialTo(target, shape), shape, request.type);
}

/** The least degree whose error, before and after rounding, is below `bound`. */
export function finishPolynomialBelow(
  bound: number,
  request: PolynomialRequest,
  shapeOf: (degree: number) => PolynomialShape,
  [first, last]: readonly [number, number],
): FinishedPolynomial {
  // One grid for all degrees: sampling the function takes longer than fitting it.
  const target = Target.from({ ...request, gridSize: polynomialGridSize(last) });
  for (let degree = first; degree <= last; degree++) {
    const fit = fitPolynomialTo(target, shapeOf(degree));
    if (fit.maxError.gte(bound)) continue;
    const finished = finish(target, fit, shapeOf(degree), request.type);
    if (finished.maxError.lt(bound)) return finished;
  }
  throw new FitError(`expected a degree from ${first} to ${last} to bring the error below ${bound}`);
}

function finish(target: Target, fit: PolynomialFit, shape: PolynomialShape, type: ElementType): FinishedPolynomial {
  const verify = (coefficients: readonly Decimal[], claimed: Decimal): void =>
    verifyError(
      target,
      (sample) => polynomialError(coefficients, sample),
      claimed,
      2 * polynomialGridSize(shape.degree),
    );

  verify(fit.coefficients, fit.maxError);
  const rounded = roundPolynomial(target, fit, type, shape);
  verify(rounded.coefficients.map(exact), rounded.maxError);
  return { ...rounded, degree: shape.degree, fittedError: fit.maxError };
}
