import { arrayLike } from '../activations';
import type { KernelInfo, CustomOp } from '../catalogue';
import type { ElementArray } from '../dtypes';
import { refusal } from '../errors';
import { remember, type Approximation } from './approximation';
import { everySoMany, sample } from './certify';
import { explain } from './explain';
import { save } from './file';
import { fitGradient } from './gradient';
import { toHeader } from './header';
import { load, type LoadOptions } from './load';
import { readSettings, type ApproximateOptions, type ApproximationDtype } from './options';
import { samplePoints } from './points';
import { best, choose, estimated, methodOfVariant, nativeTable, type Attempt } from './variants';
import { refuseImpossible, refuseUnreachable, refuseZero } from './refusals';
import { classesOf } from './shapes';
import { boundsOf, nativeTails, published, slopesOf, type State } from './state';
import { Target } from './target';
import { verify } from './verify';
import type { Isa } from '../backend';

export type { ApproximateOptions, ApproximationDtype, Tail } from './options';
export type { Approximation, Certificate, Explanation, Gradient, VerifyOptions } from './approximation';
export type { SavedTable } from './file';
export { nativeOf } from './approximation';
export { BudgetError } from './refusals';

/** What the first certificate rests on. */
const certificateSamples = 2 ** 20;
/** Of these, every so many-th is enough for the tables of other machines. */
const strideOfEstimates = 16;

interface Approximate {
  /**
   * Makes a kernel of a function number → number: piecewise polynomials of the least degree that keep the error budget on
   * the domain, fitted by Remez' exchange and certified by running the kernel at 2^20 points.
   *
   * The bound is a sampled one: `verify({ exhaustive: true })` looks at every float32 number. f is called here only (and by
   * `verify`, and once more for the first `backward`), with numbers of the element type.
   *
   * @throws TypeError or RangeError with a `code`: ERR_LEEWAY_NOT_A_NUMBER, ERR_LEEWAY_NOT_FINITE and
   * ERR_LEEWAY_DISCONTINUOUS for a function that is no continuous one on the domain, ERR_LEEWAY_BUDGET (with `best` and `x`)
   * for a budget that nothing meets. What f throws passes through.
   * @example
   * const mish = approximate((x) => x * Math.tanh(Math.log1p(Math.exp(x))), {
   *   domain: [-8, 8], maxAbsError: 1e-4, tails: [0, 'linear'], name: 'mish' });
   * mish(x, out);
   */
  <D extends ApproximationDtype = 'float32'>(
    f: (x: number) => number,
    options: ApproximateOptions<D>,
  ): Approximation<D>;
  /** The kernel that `JSON.stringify` was given: no f, no fit. Throws ERR_LEEWAY_TABLE for what is no such JSON. */
  load(json: unknown, options?: LoadOptions): Approximation;
}

function create<D extends ApproximationDtype>(
  f: (x: number) => number,
  options: ApproximateOptions<D>,
): Approximation<D> {
  const settings = readSettings(f, options);
  const clock = stopwatch();
  const target = new Target(f, settings);
  target.probe();
  refuseImpossible(target);
  refuseZero(target);
  const probe = clock();

  const tails = nativeTails(settings.tails, slopesOf(target));
  const points = samplePoints(settings, certificateSamples);
  const samples = sample(target, points);
  const sampled = clock();

  const tried: Attempt[] = [];
  const chosen = choose(target, samples, tails, tried) ?? refuseUnreachable(target, best(target, samples, tails));
  const fit = clock();

  const { errors, variant, prepared } = chosen;
  const bounds = boundsOf(errors, target);
  const current = { ...variant, ...bounds };
  const few = everySoMany(samples, strideOfEstimates);
  const others = classesOf(settings.dtype)
    .filter((name) => name !== variant.class)
    .map((name) => estimated(target, name, few))
    .filter((other) => other !== undefined)
    .map((other) => ({ ...other, maxAbsError: published(other.maxAbsError, target.floor, 0) }));
  const state: State = {
    settings,
    target,
    value: { variants: [current, ...others], current, prepared, tails },
    ...bounds,
    certificate: {
      kind: 'sampled',
      points: errors.points,
      spacing: (settings.high - settings.low) / (points.length / 2 - 1),
    },
    tried,
    times: { probe, sample: sampled, fit, save: clock() },
    gradient: undefined,
  };
  return assemble(state) as Approximation<D>;
}

/** Milliseconds since it was last asked. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = now - last;
    last = now;
    return passed;
  };
}

function assemble(state: State): Approximation {
  const { settings, value } = state;
  const { dtype, isa, name, domain, tails } = settings;
  const { forward } = value.prepared;
  const gradient = (): NonNullable<State['gradient']> => (state.gradient ??= fitGradient(state));
  const run = (x: ElementArray, out: ElementArray = arrayLike(dtype, x)): ElementArray => forward(x, out);
  const info = {
    op: `custom:${name}` as CustomOp,
    method: methodOfVariant(value.current, value.prepared),
    dtype,
    isa,
    domain: [...domain] as const,
    maxUlp: Infinity,
    derivativeMaxUlp: Infinity,
    hasBackwardFromOutput: false,
    value: `${name}(x)`,
    derivative: `${name}'(x)`,
    source: 'approximate()',
    tails,
  } satisfies Omit<KernelInfo<CustomOp>, 'maxAbsError' | 'derivativeMaxAbsError'> & { tails: unknown };
  const methods = {
    backward: (x: ElementArray, dy: ElementArray, dx: ElementArray = arrayLike(dtype, x)) =>
      gradient().prepared.backward(x, dy, dx),
    backwardFromOutput: () => {
      const expected = 'an op whose derivative follows from its output';
      throw refusal('ERR_LEEWAY_NO_SUCH_KERNEL', expected, 'backwardFromOutput', info.op);
    },
    verify: (options?: Parameters<Approximation['verify']>[0]) => verify(state, options),
    explain: () => explain(state),
    toJSON: () => save(state, gradient()),
    toHeader: () => toHeader(state),
  };
  const found = {
    maxAbsError: () => state.maxAbsError,
    maxRelError: () => state.maxRelError,
    certificate: () => state.certificate,
    // Asking for a bound of what is not made yet must not make it.
    derivativeMaxAbsError: () => state.gradient?.current.maxAbsError ?? Infinity,
    gradient: () => ({ maxAbsError: gradient().current.maxAbsError, source: gradient().source }),
  };
  const getters = Object.entries(found).map(([key, get]) => [key, { get, enumerable: key !== 'gradient' }]);
  const kernel = Object.assign(run, info, methods);
  Object.defineProperties(kernel, Object.fromEntries(getters) as PropertyDescriptorMap);
  remember(kernel, {
    dtype,
    info: { ...info, maxAbsError: state.maxAbsError, derivativeMaxAbsError: Infinity },
    tablesOn: (other) => tablesOn(state, gradient(), other),
  });
  return Object.freeze(kernel) as unknown as Approximation;
}

/** Of the instruction set at hand, or of another by way of what a file of it would have. */
function tablesOn(state: State, gradient: NonNullable<State['gradient']>, isa: Isa) {
  const own = isa === state.settings.isa;
  const there = own ? undefined : load(JSON.parse(JSON.stringify(save(state, gradient))), { isa });
  const [value, derivative] = [there?.value ?? state.value, there?.gradient ?? gradient];
  return {
    table: nativeTable(value.current.table, value.tails, isa),
    derivative: nativeTable(derivative.current.table, derivative.tails, isa),
  };
}

export const approximate: Approximate = Object.assign(create as Approximate, {
  load: (json: unknown, options?: LoadOptions): Approximation => assemble(load(json, options)),
});
