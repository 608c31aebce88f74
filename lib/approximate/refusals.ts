// Budgets that cannot be kept, and what to do about it.
import { LeewayRangeError } from '../errors';
import { short, withMargin } from './messages';
import { interval, type Target } from './target';
import { methodOfVariant, type Certified } from './variants';

/** The error of a budget that nothing meets: what is the best, and where it is worst. */
export class BudgetError extends LeewayRangeError {
  constructor(
    message: string,
    /** The best reachable error, of the kind the budget is of. */
    readonly best: number,
    /** Where the best table is that far off. */
    readonly x?: number,
  ) {
    super(message, 'ERR_LEEWAY_BUDGET');
  }
}

/** Refuses a budget below what results of the element type can keep, before anything is fitted. */
export function refuseImpossible(target: Target): void {
  const { maxAbsError, maxRelError, dtype } = target.settings;
  const wider = dtype === 'float32' ? ": use dtype 'float64'" : '';
  const least = 3 * 2 ** (dtype === 'float32' ? -25 : -53);
  if (maxAbsError > 0 && maxRelError === 0 && maxAbsError < target.floor)
    throw new BudgetError(
      `expected maxAbsError of at least ${short(target.floor)} for ${dtype} results up to |f| = ${short(target.largest)}, received ${maxAbsError}${wider}`,
      target.floor,
    );
  if (maxRelError > 0 && maxAbsError === 0 && maxRelError < least)
    throw new BudgetError(
      `expected maxRelError of at least ${short(least)} for ${dtype} results, received ${maxRelError}${wider}`,
      least,
    );
}

/** Refuses a relative budget where f has a zero other than at x = 0. */
export function refuseZero(target: Target): void {
  const { maxAbsError, maxRelError, low, high, domain } = target.settings;
  if (maxAbsError > 0 || maxRelError === 0) return;
  const count = 1024;
  const at = (i: number): number => low + ((high - low) * i) / count;
  let [lastX, last] = [low, target.f(low)];
  for (let i = 0; i <= count; i++) {
    const [x, value] = [at(i), target.f(at(i))];
    const [zero, change] = [value === 0 && x !== 0, last * value < 0 && !(lastX <= 0 && x >= 0 && target.f(0) === 0)];
    if (zero || change) {
      const where = zero ? x : root(target.f, lastX, x);
      throw new BudgetError(
        `expected f without a zero but at x = 0 on ${interval(domain)} for maxRelError, received one at x = ${short(where)}: give maxAbsError too`,
        Infinity,
        where,
      );
    }
    [lastX, last] = [x, value];
  }
}

function root(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (f(middle) * f(a) > 0) a = middle;
    else b = middle;
  }
  return a;
}

/** Refuses a budget that no table keeps, once all were tried. */
export function refuseUnreachable(target: Target, best: Certified | undefined): never {
  const { maxAbsError, maxRelError, domain, low, high } = target.settings;
  const relative = maxAbsError === 0;
  const name = relative ? 'maxRelError' : 'maxAbsError';
  const asked = relative ? maxRelError : maxAbsError;
  if (!best) throw new BudgetError(`expected a domain that a table covers, received ${interval(domain)}`, Infinity);
  const { errors, variant } = best;
  const x = errors.at;
  // A jump that the probes stepped over.
  const beside = (high - low) / 4096;
  target.refuseJump(Math.max(low, x - beside), Math.min(high, x + beside));
  const reached = relative ? withMargin(errors.relative, target.unit) : withMargin(errors.absolute, target.floor);
  const { table } = variant;
  const shape = `${methodOfVariant(variant, best.prepared)}: ${table.slots} pieces of degree ${table.degree}`;
  throw new BudgetError(
    `expected a ${name} that a table can keep on ${interval(domain)}; the best (${shape}) reaches ${short(reached)} near x = ${short(x)}, received ${asked}${hint(target, x)}`,
    reached,
    x,
  );
}

function hint(target: Target, x: number): string {
  const { low, high } = target.settings;
  const corner = cornerNear(target, x);
  if (corner !== undefined) return `: f has a corner there, put it into knots: [${short(corner)}]`;
  if (low >= 0 && x - low < (high - low) / 16) return ": begin the domain further from there, or try spacing 'log'";
  return ': narrow the domain';
}

/** Where one-sided slopes differ at ever smaller distances; undefined where they do not. */
function cornerNear(target: Target, x: number): number | undefined {
  const { low, high } = target.settings;
  const { f } = target;
  // The second difference is largest around the corner; look for it at ever smaller distances.
  let [centre, reach] = [x, (high - low) / 64];
  for (let round = 0; round < 12; round++, reach /= 4) {
    let most = -1;
    const step = reach / 8;
    const middle = centre;
    for (let i = -8; i <= 8; i++) {
      const at = Math.min(high - step, Math.max(low + step, middle + i * step));
      const bend = Math.abs(f(at - step) - 2 * f(at) + f(at + step));
      if (bend > most) [most, centre] = [bend, at];
    }
  }
  const differs = (h: number): number => {
    const [left, middle, right] = [f(Math.max(low, centre - h)), f(centre), f(Math.min(high, centre + h))];
    return Math.abs((right - middle) / h - (middle - left) / h);
  };
  const [coarse, fine] = [differs((high - low) / 2 ** 12), differs((high - low) / 2 ** 18)];
  const inside = centre - low > (high - low) / 256 && high - centre > (high - low) / 256;
  return inside && coarse > 0 && fine > coarse / 2 ? centre : undefined;
}
