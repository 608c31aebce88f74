// The smooth functions that tables were first measured on: what approximate() is timed, tested and verified with.

/** By its series: slow. */
function erfSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-19 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 / Math.sqrt(Math.PI)) * sum) / Math.exp(x * x);
}

const perUnit = 16;
const terms = 11;

/** Taylor's coefficients of erf around k / 16: those of exp(-x²), g' = -2 x g, integrated. */
const erfTaylor = Float64Array.from({ length: (6 * perUnit + 1) * terms });
for (let k = 0; k <= 6 * perUnit; k++) {
  const x = k / perUnit;
  let [before, g] = [0, (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)];
  erfTaylor[k * terms] = erfSeries(x);
  for (let n = 0; n < terms - 1; n++) {
    erfTaylor[k * terms + n + 1] = g / (n + 1);
    [before, g] = [g, (-2 * x * g - 2 * before) / (n + 1)];
  }
}

/** Within 1e-15, and fast: it is called by the million. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size === 0) return x;
  if (size >= 6) return Math.sign(x);
  const k = Math.round(size * perUnit);
  const h = size - k / perUnit;
  let sum = 0;
  for (let n = terms - 1; n >= 0; n--) sum = sum * h + erfTaylor[k * terms + n]!;
  return x < 0 ? -sum : sum;
}

export interface Case {
  readonly f: (x: number) => number;
  readonly domain: readonly [number, number];
}

export const smooth: Readonly<Record<string, Case>> = {
  softplus: { f: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), domain: [-8, 8] },
  gelu: { f: (x) => 0.5 * x * (1 + erf(x / Math.SQRT2)), domain: [-6, 6] },
  mish: { f: (x) => x * Math.tanh(Math.log1p(Math.exp(x))), domain: [-8, 8] },
  swish: { f: (x) => x / (1 + Math.exp(-x)), domain: [-8, 8] },
  tanh: { f: Math.tanh, domain: [-5, 5] },
  erf: { f: erf, domain: [-4, 4] },
  sin: { f: Math.sin, domain: [-Math.PI, Math.PI] },
  exp: { f: Math.exp, domain: [-1, 1] },
  log: { f: Math.log, domain: [0.5, 2] },
  sqrt: { f: Math.sqrt, domain: [0.01, 4] },
  square_log: { f: (x) => x * x * Math.log(x), domain: [0.01, 4] },
  far_sin: { f: Math.sin, domain: [100, 101] },
};
