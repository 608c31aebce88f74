// The function to be approximated, asked with care: numbers only, finite on the domain, without jumps.
import { LeewayRangeError, LeewayTypeError, received } from '../errors';
import { short, withMargin } from './messages';
import type { Settings } from './options';

/** A user's function, every answer of which is checked. */
export class Target {
  readonly f: (x: number) => number;
  /** The same, and nothing is checked. */
  readonly unchecked: (x: number) => unknown;
  /** What is thrown for an answer that is no finite number. */
  readonly refuse: (y: unknown, x: number) => never;
  /** The largest |f| of the probes. */
  largest = 0;
  /** f(-x) = -f(x), or f(x): to the last bits, at every probe. */
  symmetry: 'odd' | 'even' | 'none' = 'none';

  /** `jumpsAtKnots`: a piece's end at a knot is not asked for, as it has the value of the other side. */
  constructor(
    f: (x: number) => number,
    readonly settings: Settings,
    readonly jumpsAtKnots = false,
  ) {
    const refuse = refusing(settings.domain);
    [this.unchecked, this.refuse] = [f, refuse];
    this.f = (x) => {
      const y: unknown = f(x);
      return isFiniteNumber(y) ? y : refuse(y, x);
    };
  }

  /** One unit in the last place of 1. */
  get unit(): number {
    return this.settings.dtype === 'float32' ? 2 ** -23 : 2 ** -52;
  }

  /** One unit in the last place of the largest |f|: no error of a kernel is below. */
  get floor(): number {
    return this.largest > 0 ? 2 ** Math.floor(Math.log2(this.largest)) * this.unit : Number.MIN_VALUE;
  }

  /** Whether an error is within the budget with a margin for what samples miss; `share` is what is used of the budget. */
  keeps(share: number): boolean {
    return withMargin(share, (this.unit * this.largest) / this.allowed(this.largest)) <= 1;
  }

  /** What an error at a place with that value may be. */
  allowed(value: number): number {
    return this.settings.maxAbsError + this.settings.maxRelError * Math.abs(value);
  }

  /** Looks at 4,097 points, and refuses a function with holes or jumps. */
  probe(): void {
    const { low, high } = this.settings;
    const count = 4096;
    const element = this.settings.dtype === 'float32' ? Math.fround : (x: number) => x;
    const at = (i: number): number => (i === count ? high : element(low + ((high - low) * i) / count));
    let [last, steepest, place] = [this.f(low), -1, 0];
    this.largest = Math.abs(last);
    for (let i = 1; i <= count; i++) {
      const value = this.f(at(i));
      const step = Math.abs(value - last);
      if (step > steepest) [steepest, place] = [step, i];
      this.largest = Math.max(this.largest, Math.abs(value));
      last = value;
    }
    this.refuseJump(at(place - 1), at(place));
    if (low < 0 && high === -low) this.symmetry = this.#symmetry(at, count);
  }

  /** Halves the step between two points until it vanishes, or they are neighbours: then it is a jump. */
  refuseJump(from: number, to: number): void {
    let [a, b] = [from, to];
    let [fa, fb] = [this.f(a), this.f(b)];
    const first = Math.abs(fb - fa);
    const single = this.settings.dtype === 'float32';
    for (;;) {
      const middle = single ? Math.fround((a + b) / 2) : (a + b) / 2;
      if (!(a < middle && middle < b)) break;
      const value = this.f(middle);
      if (Math.abs(value - fa) >= Math.abs(fb - value)) [b, fb] = [middle, value];
      else [a, fa] = [middle, value];
    }
    const step = Math.abs(fb - fa);
    if (!(step > 2 * this.allowed(Math.min(Math.abs(fa), Math.abs(fb))) && step > first / 4)) return;
    const { domain } = this.settings;
    throw new LeewayRangeError(
      `expected a continuous function on ${interval(domain)}, received a jump of ${short(step)} between x = ${a} and x = ${b}: approximate both sides separately`,
      'ERR_LEEWAY_DISCONTINUOUS',
    );
  }

  #symmetry(at: (i: number) => number, count: number): 'odd' | 'even' | 'none' {
    let [odd, even] = [true, true];
    for (let i = 0; i < count / 2 && (odd || even); i += 16) {
      const x = at(i);
      const [left, right] = [this.f(x), this.f(-x)];
      const nothing = 2 ** -50 * Math.abs(right);
      odd &&= Math.abs(left + right) <= nothing;
      even &&= Math.abs(left - right) <= nothing;
    }
    if (even) return 'even';
    return odd && this.f(0) === 0 ? 'odd' : 'none';
  }
}

export const interval = ([low, high]: readonly [number, number]): string => `[${low}, ${high}]`;

export const isFiniteNumber = (y: unknown): y is number => typeof y === 'number' && y - y === 0;

const refusing =
  (domain: readonly [number, number]) =>
  (y: unknown, x: number): never => {
    if (typeof y !== 'number')
      throw new LeewayTypeError(
        `expected a function number -> number, received ${y === undefined ? 'undefined' : received(y)} at x = ${x}`,
        'ERR_LEEWAY_NOT_A_NUMBER',
      );
    throw new LeewayRangeError(
      `expected a finite value of f on ${interval(domain)}, received ${y} at x = ${x}: narrow the domain`,
      'ERR_LEEWAY_NOT_FINITE',
    );
  };
