// Posits by their definition, independently of leeway: bit strings read as text, exact rationals, and rounding by comparing
// with the string one bit longer that lies between two neighbours (Posit Standard 2022, section 4.1).

/** numerator / denominator, the denominator above 0. */
export interface Rational {
  numerator: bigint;
  denominator: bigint;
}

const view = new DataView(new ArrayBuffer(8));

/** A finite double as a rational. */
export function rational(v: number): Rational {
  view.setFloat64(0, v);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (biased > 0 ? 1n << 52n : 0n);
  const signed = bits >> 63n ? -mantissa : mantissa;
  const power = Math.max(biased, 1) - 1075;
  return power >= 0
    ? { numerator: signed << BigInt(power), denominator: 1n }
    : { numerator: signed, denominator: 1n << BigInt(-power) };
}

export const add = (a: Rational, b: Rational): Rational => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});
export const negate = ({ numerator, denominator }: Rational): Rational => ({ numerator: -numerator, denominator });
export const multiply = (a: Rational, b: Rational): Rational => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});
export function divide(a: Rational, b: Rational): Rational {
  const [numerator, denominator] = [a.numerator * b.denominator, a.denominator * b.numerator];
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator };
}

/** An exact value: its order to any double, and about what it is (within 2^-50 of itself). */
export interface Exact {
  about: number;
  /** The sign of this less |m|, for this above 0. */
  order(m: number): number;
}

export function exactly(about: number, value: () => Rational): Exact {
  let known: Rational | undefined;
  return {
    about,
    order(m) {
      known ??= value();
      return compare(known, rational(m));
    },
  };
}

// Raising 2 to a power takes longer than everything else that reading a pattern does.
const powers = Float64Array.from({ length: 2047 }, (_, i) => 2 ** (i - 1023));
const power = (exponent: number): number => powers[exponent + 1023]!;

/** The magnitude of the pattern of `n` bits with 0 for its sign, by reading its fields. */
function magnitude(pattern: number, n: number, es: number): number {
  if (pattern === 0) return 0;
  // The n - 1 bits after the sign, at the top of 32 (n is at most 33).
  const string = pattern * power(33 - n);
  const word = string >>> 0;
  const ones = word >>> 31 === 1;
  const run = Math.min(Math.clz32(ones ? ~word : word), n - 1);
  const k = ones ? run - 1 : -run;
  const left = Math.max(0, n - 2 - run); // exponent and fraction
  const tail = pattern % power(left);
  const inFraction = Math.max(0, left - es);
  const exponent = Math.floor(tail * power(-inFraction)) * power(Math.max(0, es - left));
  const fraction = tail % power(inFraction);
  return power(k * (1 << es) + exponent) * (1 + fraction * power(-inFraction));
}

export class Oracle {
  readonly #magnitudes: Float64Array | undefined;
  readonly #midpoints: Float64Array | undefined;
  readonly size: number;
  readonly nar: number;
  readonly maxpos: number;

  constructor(
    readonly n: number,
    readonly es: number,
  ) {
    this.size = 2 ** n;
    this.nar = 2 ** (n - 1);
    this.maxpos = this.nar - 1;
    if (n > 16) return;
    this.#magnitudes = Float64Array.from({ length: this.nar }, (_, i) => magnitude(i, n, es));
    this.#midpoints = Float64Array.from({ length: this.nar }, (_, i) => magnitude(2 * i + 1, n + 1, es));
  }

  #magnitude(bits: number): number {
    return this.#magnitudes ? this.#magnitudes[bits]! : magnitude(bits, this.n, this.es);
  }
  /** What lies between a posit and the next: the string one bit longer. */
  #midpoint(bits: number): number {
    return this.#midpoints ? this.#midpoints[bits]! : magnitude(2 * bits + 1, this.n + 1, this.es);
  }

  /** The value of a pattern; NaN for NaR. */
  value(bits: number): number {
    if (bits === this.nar) return NaN;
    return bits < this.nar ? this.#magnitude(bits) : -this.#magnitude(this.size - bits);
  }

  negative = (bits: number): number => (this.size - bits) % this.size;

  /** The posit nearest to an exact value. */
  round(exact: Exact): number {
    const { about } = exact;
    if (Number.isNaN(about)) return this.nar;
    if (about === 0) return 0;
    if (about < 0) return this.negative(this.#positive({ about: -about, order: (m) => -exact.order(-m) }));
    return this.#positive(exact);
  }

  #positive({ about, order }: Exact): number {
    // Where `about` is too near to tell, the exact value decides.
    const isAbove = (m: number): number => {
      if (Math.abs(about - m) > about * 2 ** -48) return about > m ? 1 : -1;
      return order(m);
    };
    let [low, high] = [1, this.maxpos + 1];
    if (isAbove(this.#magnitude(1)) < 0) return 1;
    // The largest pattern not above the value.
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (isAbove(this.#magnitude(middle)) >= 0) low = middle;
      else high = middle;
    }
    if (low === this.maxpos) return low;
    const side = isAbove(this.#midpoint(low));
    return side > 0 || (side === 0 && low % 2 === 1) ? low + 1 : low;
  }

  ofNumber(v: number): number {
    if (!Number.isFinite(v)) return this.nar;
    return this.round(exactly(v, () => rational(v)));
  }

  add(a: number, b: number): number {
    const [x, y] = [this.value(a), this.value(b)];
    if (x === -y) return 0;
    // A sum that cancels is exact in a double, or is not near a tie.
    return this.round(exactly(x + y, () => add(rational(x), rational(y))));
  }
  sub(a: number, b: number): number {
    return this.add(a, this.negative(b));
  }
  mul(a: number, b: number): number {
    const [x, y] = [this.value(a), this.value(b)];
    return this.round(exactly(x * y, () => multiply(rational(x), rational(y))));
  }
  div(a: number, b: number): number {
    const [x, y] = [this.value(a), this.value(b)];
    if (y === 0) return this.nar;
    return this.round(exactly(x / y, () => divide(rational(x), rational(y))));
  }
  fma(a: number, b: number, c: number): number {
    const [x, y, z] = [this.value(a), this.value(b), this.value(c)];
    if (Number.isNaN(x + y + z)) return this.nar;
    const sum = add(multiply(rational(x), rational(y)), rational(z));
    return this.round(exactly(nearly(sum), () => sum));
  }
  sqrt(a: number): number {
    const x = this.value(a);
    if (x < 0) return this.nar;
    const order = (m: number): number => compare(rational(x), multiply(rational(m), rational(m)));
    return this.round({ about: Math.sqrt(x), order });
  }
  dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
    // Of one denominator, which every product divides.
    const denominator = 1n << 1024n;
    let numerator = 0n;
    for (let i = 0; i < a.length; i++) {
      const [x, y] = [this.value(a[i]!), this.value(b[i]!)];
      if (Number.isNaN(x + y)) return this.nar;
      const product = multiply(rational(x), rational(y));
      numerator += (product.numerator * denominator) / product.denominator;
    }
    const sum = { numerator, denominator };
    return this.round(exactly(nearly(sum), () => sum));
  }
}

function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** A rational as a double, within 2^-52 of itself. */
export function nearly({ numerator, denominator }: Rational): number {
  if (numerator === 0n) return 0;
  const sign = numerator < 0n ? -1 : 1;
  const top = numerator < 0n ? -numerator : numerator;
  // 64 bits of quotient.
  const shift = BigInt(denominator.toString(2).length - top.toString(2).length + 64);
  const quotient = shift >= 0n ? (top << shift) / denominator : top / (denominator << -shift);
  return sign * Number(quotient) * 2 ** -Number(shift);
}
