import { evaluate, type Polynomial as GenericPolynomial } from '#lib/fit/polynomial';
import { Decimal } from './decimal';

export { evaluate };

/** Coefficients by power, lowest first. */
export type Polynomial = GenericPolynomial<Decimal>;

export function derivative(polynomial: Polynomial): Decimal[] {
  return polynomial.slice(1).map((coefficient, index) => coefficient.times(index + 1));
}

/** The number of distinct real zeros in the closed interval [low, high], by Sturm's theorem. */
export function countZeros(polynomial: Polynomial, low: Decimal, high: Decimal): number {
  const chain = sturmChain(trim(polynomial));
  const atLow = evaluate(polynomial, low).isZero() ? 1 : 0;
  return atLow + signChanges(chain, low) - signChanges(chain, high);
}

function sturmChain(polynomial: Decimal[]): Decimal[][] {
  const chain = [polynomial];
  let next = trim(derivative(polynomial));
  while (next.length > 0) {
    chain.push(next);
    next = negatedRemainder(chain.at(-2)!, chain.at(-1)!);
  }
  return chain;
}

function negatedRemainder(dividend: Polynomial, divisor: Polynomial): Decimal[] {
  const remainder = [...dividend];
  const lead = divisor.at(-1)!;
  // What cancels to less than this is zero but for rounding, and must not become a further, random, member of the chain.
  const negligible = Decimal.max(...dividend.map((coefficient) => coefficient.abs())).times('1e-40');
  while (remainder.length >= divisor.length) {
    const factor = remainder.pop()!.div(lead);
    const shift = remainder.length + 1 - divisor.length;
    for (let power = 0; power < divisor.length - 1; power++) {
      remainder[power + shift] = remainder[power + shift]!.minus(factor.times(divisor[power]!));
    }
  }
  return trim(remainder.map((coefficient) => (coefficient.abs().lt(negligible) ? new Decimal(0) : coefficient.neg())));
}

function signChanges(chain: readonly Polynomial[], x: Decimal): number {
  const signs = chain.map((member) => evaluate(member, x)).filter((value) => !value.isZero());
  return signs.filter((value, index) => index > 0 && value.isNegative() !== signs[index - 1]!.isNegative()).length;
}

function trim(polynomial: Polynomial): Decimal[] {
  const result = [...polynomial];
  while (result.at(-1)?.isZero()) result.pop();
  return result;
}
