import { approximate, backend, type Approximation, type ApproximateOptions, type Isa } from '#lib/index';

/** The instruction sets that are here. */
export const isas: readonly Isa[] = backend.available;

/** erf, by its series and by Laplace's fraction: within 1e-15. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-19 * Math.abs(sum) && n < 300; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 / Math.sqrt(Math.PI)) * sum) / Math.exp(x * x);
}

export interface Case {
  readonly f: (x: number) => number;
  readonly domain: readonly [number, number];
}

/** The smooth functions that tables were first measured on. */
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

type Made = (x: Float32Array | Float64Array) => Float32Array | Float64Array;

/** The largest error at `count` points between those a certificate looks at, and where it is. */
export function worstOf(kernel: Approximation, { f, domain }: Case, count = 100_003): { error: number; at: number } {
  const [low, high] = domain;
  const points = kernel.dtype === 'float32' ? new Float32Array(count) : new Float64Array(count);
  for (let i = 0; i < count; i++) points[i] = low + ((high - low) * (i + 0.37)) / count;
  const within = points.filter((x) => x >= low && x <= high);
  const results = (kernel as unknown as Made)(within);
  let worst = { error: 0, at: NaN };
  within.forEach((x, i) => {
    const error = Math.abs(results[i]! - f(x));
    if (!(error <= worst.error)) worst = { error, at: x };
  });
  return worst;
}

/** A saved kernel, as it comes back from a file. */
export const reread = (kernel: Approximation): unknown => JSON.parse(JSON.stringify(kernel)) as unknown;

export const make = ({ f, domain }: Case, options: Partial<ApproximateOptions<'float32'>> = {}) =>
  approximate(f, { domain, ...(options.maxRelError === undefined ? { maxAbsError: 1e-4 } : {}), ...options });
