// What the declarations of approximate() allow and refuse: compiled with everything else, run by nobody.
import { approximate, Lstm, type Approximation, type Certificate, type Kernel, type CustomOp } from 'leeway';

const single = new Float32Array(1);
const double = new Float64Array(1);
const budget = { domain: [-1, 1], maxAbsError: 1e-3 } as const;

export const allowed = {
  single: (): Float32Array => approximate(Math.tanh, budget)(single),
  double: (): Float64Array => approximate(Math.tanh, { ...budget, dtype: 'float64' })(double, double),
  backward: (): Float32Array => approximate(Math.tanh, budget).backward(single, single),
  kernel: (): Kernel<CustomOp, 'float32'> => approximate(Math.tanh, budget),
  op: (): `custom:${string}` => approximate(Math.tanh, budget).op,
  tails: () => approximate(Math.tanh, { ...budget, tails: ['clamp', 0], knots: [0], spacing: 'uniform' }),
  load: (): Approximation => approximate.load({}),
  verify: (): Promise<Certificate> => approximate(Math.tanh, budget).verify({ exhaustive: true }),
  activation: () => new Lstm({ inputs: 1, hidden: 1, activation: approximate(Math.tanh, budget) }),
};

export const refused = {
  // @ts-expect-error a float32 kernel takes no float64
  kind: () => approximate(Math.tanh, budget)(double),
  // @ts-expect-error no domain
  domain: () => approximate(Math.tanh, { maxAbsError: 1 }),
  // @ts-expect-error there is no such dtype
  dtype: () => approximate(Math.tanh, { ...budget, dtype: 'float16' }),
  // @ts-expect-error nor such a tail
  tail: () => approximate(Math.tanh, { ...budget, tails: ['flat', 'clamp'] }),
  // @ts-expect-error a function of one number
  arguments: () => approximate((a: number, b: number) => a + b, budget),
};
