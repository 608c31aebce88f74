import { Decimal, type Domain } from './decimal';
import { FitError } from './errors';

/** What an error is multiplied by before it is levelled; 'relative' is 1 / |f(x)|. */
export type Weight = 'absolute' | 'relative' | ((x: Decimal) => Decimal);

/** The function at one point, with the weight its error has there. */
export interface Sample {
  readonly x: Decimal;
  readonly value: Decimal;
  readonly weight: Decimal;
}

export interface TargetOptions {
  readonly f: (x: Decimal) => Decimal;
  readonly domain: Domain;
  readonly weight: Weight;
  /** Points at which extrema are looked for before they are refined. */
  readonly gridSize: number;
}

/**
 * What is to be approximated: a function, its domain and its weight, sampled lazily. Evaluating `f` in extended
 * precision dominates the time of a fit, so every sample is remembered.
 */
export class Target {
  readonly low: Decimal;
  readonly high: Decimal;
  readonly #evaluate: (x: Decimal) => Sample;
  readonly #gridSize: number;
  readonly #samples = new Map<string, Sample>();
  #grid: readonly Sample[] | undefined;

  private constructor(low: Decimal, high: Decimal, gridSize: number, evaluate: (x: Decimal) => Sample) {
    this.low = low;
    this.high = high;
    this.#gridSize = gridSize;
    this.#evaluate = evaluate;
  }

  static from({ f, domain, weight, gridSize }: TargetOptions): Target {
    const low = new Decimal(domain[0]);
    const high = new Decimal(domain[1]);
    if (!low.isFinite() || !high.isFinite() || !low.lt(high)) {
      throw new FitError(`expected a domain [low, high] with low < high, received [${low}, ${high}]`);
    }
    return new Target(low, high, gridSize, (x) => {
      const value = f(x);
      if (!value.isFinite()) throw new FitError(`expected a finite f(x), received ${value} at x = ${short(x)}`);
      return { x, value, weight: weightAt(weight, x, value) };
    });
  }

  at(x: Decimal): Sample {
    const key = x.toString();
    let sample = this.#samples.get(key);
    if (!sample) {
      sample = this.#evaluate(x);
      this.#samples.set(key, sample);
    }
    return sample;
  }

  /** The samples extrema are first looked for at: dense towards both ends, which are among them. */
  get grid(): readonly Sample[] {
    this.#grid ??= Array.from({ length: this.#gridSize + 1 }, (_, index) =>
      this.at(this.pointAtAngle((Math.PI * index) / this.#gridSize)),
    );
    return this.#grid;
  }

  /** low at angle 0, high at angle pi, Chebyshev's distribution between. */
  pointAtAngle(angle: number): Decimal {
    if (angle <= 0) return this.low;
    if (angle >= Math.PI) return this.high;
    // Rounded, as the last bits of Math.sin differ between versions of Node, and those of the coefficients would too.
    const fraction = Math.round(Math.sin(angle / 2) ** 2 * 2 ** 32) / 2 ** 32;
    return this.low.plus(this.high.minus(this.low).times(fraction));
  }

  /** The same points with another value or weight, e.g. f times a denominator that is already settled. */
  map(change: (sample: Sample) => Sample): Target {
    return new Target(this.low, this.high, this.#gridSize, (x) => change(this.at(x)));
  }
}

function weightAt(weight: Weight, x: Decimal, value: Decimal): Decimal {
  if (weight === 'absolute') return new Decimal(1);
  if (weight === 'relative') {
    if (value.isZero()) {
      throw new FitError(`expected f to have no zero under a relative weight, received one at x = ${short(x)}`);
    }
    return new Decimal(1).div(value.abs());
  }
  const result = weight(x);
  if (!result.isFinite() || result.lt(0)) {
    throw new FitError(`expected a weight of at least 0, received ${result} at x = ${short(x)}`);
  }
  return result;
}

export function short(value: Decimal): string {
  return value.toSignificantDigits(6).toString();
}
