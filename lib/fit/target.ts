import { FitError } from './errors';
import { short, type Field, type Scalar } from './scalar';

/** What an error is multiplied by before it is levelled; 'relative' is 1 / |f(x)|. */
export type Weight<S> = 'absolute' | 'relative' | ((x: S, value: S) => S);

/** The function at one point, with the weight its error has there. */
export interface Sample<S> {
  readonly x: S;
  readonly value: S;
  readonly weight: S;
}

export interface TargetOptions<S> {
  readonly f: (x: S) => S;
  readonly domain: readonly [low: S, high: S];
  readonly weight: Weight<S>;
  /** Points at which extrema are looked for before they are refined. */
  readonly gridSize: number;
}

/**
 * What is to be approximated: a function, its domain and its weight, sampled lazily. Evaluating `f` dominates the
 * time of a fit, so every sample is remembered.
 */
export class Target<S extends Scalar<S>> {
  readonly low: S;
  readonly high: S;
  readonly #evaluate: (x: S) => Sample<S>;
  readonly #gridSize: number;
  readonly #samples = new Map<unknown, Sample<S>>();
  #grid: readonly Sample<S>[] | undefined;

  private constructor(
    readonly field: Field<S>,
    low: S,
    high: S,
    gridSize: number,
    evaluate: (x: S) => Sample<S>,
  ) {
    this.low = low;
    this.high = high;
    this.#gridSize = gridSize;
    this.#evaluate = evaluate;
  }

  static from<S extends Scalar<S>>(field: Field<S>, { f, domain, weight, gridSize }: TargetOptions<S>): Target<S> {
    const [low, high] = domain;
    if (!low.isFinite() || !high.isFinite() || !low.lt(high)) {
      throw new FitError(`expected a domain [low, high] with low < high, received [${low}, ${high}]`);
    }
    return new Target(field, low, high, gridSize, (x) => {
      const value = f(x);
      if (!value.isFinite()) throw new FitError(`expected a finite f(x), received ${value} at x = ${short(x)}`);
      return { x, value, weight: weightAt(field, weight, x, value) };
    });
  }

  at(x: S): Sample<S> {
    const key = this.field.key(x);
    let sample = this.#samples.get(key);
    if (!sample) {
      sample = this.#evaluate(x);
      this.#samples.set(key, sample);
    }
    return sample;
  }

  /** The samples extrema are first looked for at: dense towards both ends, which are among them. */
  get grid(): readonly Sample<S>[] {
    this.#grid ??= Array.from({ length: this.#gridSize + 1 }, (_, index) =>
      this.at(this.pointAtAngle((Math.PI * index) / this.#gridSize)),
    );
    return this.#grid;
  }

  /** low at angle 0, high at angle pi, Chebyshev's distribution between. */
  pointAtAngle(angle: number): S {
    if (angle <= 0) return this.low;
    if (angle >= Math.PI) return this.high;
    // Rounded, as the last bits of Math.sin differ between versions of Node, and those of the coefficients would too.
    const fraction = Math.round(Math.sin(angle / 2) ** 2 * 2 ** 32) / 2 ** 32;
    return this.low.plus(this.high.minus(this.low).times(fraction));
  }

  /** The same points with another value or weight, e.g. f times a denominator that is already settled. */
  map(change: (sample: Sample<S>) => Sample<S>): Target<S> {
    return new Target(this.field, this.low, this.high, this.#gridSize, (x) => change(this.at(x)));
  }
}

function weightAt<S extends Scalar<S>>(field: Field<S>, weight: Weight<S>, x: S, value: S): S {
  if (weight === 'absolute') return field.from(1);
  if (weight === 'relative') {
    if (value.isZero()) {
      throw new FitError(`expected f to have no zero under a relative weight, received one at x = ${short(x)}`);
    }
    return field.from(1).div(value.abs());
  }
  const result = weight(x, value);
  if (!result.isFinite() || result.lt(0)) {
    throw new FitError(`expected a weight of at least 0, received ${result} at x = ${short(x)}`);
  }
  return result;
}
