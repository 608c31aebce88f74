import { requireIsa, backend, type Isa } from '../backend';
import { readOptions, requireFunction, requireOneOf, requirePositive } from '../checks';
import { refusal } from '../errors';

/** The element types a function of one's own can be approximated in. */
export type ApproximationDtype = 'float32' | 'float64';

/** What becomes of x beyond an end of the domain: the end's value, a line of the end's slope, NaN, or a constant. */
export type Tail = 'clamp' | 'linear' | 'nan' | number;

export interface ApproximateOptions<D extends ApproximationDtype = ApproximationDtype> {
  /** The inputs the bound is to hold for: two finite numbers, the lower first. What is beyond is the tails' affair. */
  domain: readonly [number, number];
  /** The largest absolute error you can live with. */
  maxAbsError?: number;
  /** The largest relative error; with `maxAbsError` too, |error| ≤ maxAbsError + maxRelError · |f(x)|. */
  maxRelError?: number;
  /** Beyond the domain, per side; `['clamp', 'clamp']` unless given. */
  tails?: readonly [Tail, Tail];
  /** Where f has corners: pieces end there, so that |x| or relu6 are met exactly. None unless given. */
  knots?: readonly number[];
  /** How pieces lie: of equal width, or equal parts of each octave (for domains above 0); the better one unless given. */
  spacing?: 'auto' | 'uniform' | 'log';
  /** Element type; `float32` unless given. */
  dtype?: D;
  /** What to call it: the op is then `custom:<name>`. The function's own name unless given. */
  name?: string;
  /** f′, for `backward`; differences of f unless given. */
  derivative?: (x: number) => number;
  /** An instruction set other than the active one, for comparing. */
  isa?: Isa;
}

const known = [
  'domain',
  'maxAbsError',
  'maxRelError',
  'tails',
  'knots',
  'spacing',
  'dtype',
  'name',
  'derivative',
  'isa',
] as const;

/** The options as they were checked, everything there. */
export interface Settings {
  readonly domain: readonly [number, number];
  /** The ends as elements, within the domain. */
  readonly low: number;
  readonly high: number;
  readonly maxAbsError: number;
  readonly maxRelError: number;
  readonly tails: readonly [Tail, Tail];
  readonly knots: readonly number[];
  readonly spacing: 'auto' | 'uniform' | 'log';
  readonly dtype: ApproximationDtype;
  readonly name: string;
  readonly derivative: ((x: number) => number) | undefined;
  readonly isa: Isa;
}

export function readSettings(f: unknown, options: ApproximateOptions): Settings {
  if (typeof f !== 'function') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a function number -> number', 'f', f);
  const read = readOptions(options, known);
  const { spacing = 'auto', dtype = 'float32', derivative, isa = backend.isa } = read;
  requireOneOf(dtype, ['float32', 'float64'], 'dtype');
  requireOneOf(spacing, ['auto', 'uniform', 'log'], 'spacing');
  requireFunction(derivative, 'derivative');
  requireIsa(isa, 'isa');
  const budget = readBudget(read);
  const domain = readDomain(read.domain, dtype);
  if (spacing === 'log' && !(domain.low >= smallestNormal[dtype]))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a domain above 0', 'log spacing', `[${domain.domain.join(', ')}]`);
  const tails = readTails(read.tails);
  const knots = readKnots(read.knots, domain.domain);
  return { ...domain, ...budget, tails, knots, spacing, dtype, derivative, isa, name: readName(read.name, f.name) };
}

export const smallestNormal: Record<ApproximationDtype, number> = { float32: 2 ** -126, float64: 2 ** -1022 };

function readBudget({ maxAbsError, maxRelError }: ApproximateOptions): Pick<Settings, 'maxAbsError' | 'maxRelError'> {
  if (maxAbsError !== undefined) requirePositive(maxAbsError, 'maxAbsError');
  if (maxRelError !== undefined) requirePositive(maxRelError, 'maxRelError');
  if (maxAbsError === undefined && maxRelError === undefined)
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'maxAbsError or maxRelError', 'options', undefined);
  return { maxAbsError: maxAbsError ?? 0, maxRelError: maxRelError ?? 0 };
}

const largestOf: Record<ApproximationDtype, number> = { float32: 2 ** 100, float64: 2 ** 900 };

function readDomain(domain: unknown, dtype: ApproximationDtype): Pick<Settings, 'domain' | 'low' | 'high'> {
  const [from, to] = Array.isArray(domain) && domain.length === 2 ? (domain as unknown[]) : [];
  if (typeof from !== 'number' || typeof to !== 'number')
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a pair of numbers [low, high]', 'domain', domain);
  const most = largestOf[dtype];
  const [low, high] = dtype === 'float32' ? [roundUp(from), -roundUp(-to)] : [from, to];
  if (!(low < high && low >= -most && high <= most))
    throw refusal(
      'ERR_LEEWAY_ARGUMENT_RANGE',
      `low < high, within ±${most.toPrecision(3)} and with ${dtype} numbers between`,
      'domain',
      `[${from}, ${to}]`,
    );
  // Ends may stand at -0: slots are counted from +0.
  return { domain: [from, to], low: low + 0, high: high + 0 };
}

/** The least float32 number that is not below x. */
function roundUp(x: number): number {
  const rounded = Math.fround(x);
  if (rounded >= x || Number.isNaN(x)) return rounded;
  const bits = new Int32Array(Float32Array.of(rounded).buffer);
  bits[0]! += rounded >= 0 ? 1 : -1;
  return new Float32Array(bits.buffer)[0]!;
}

function readTails(tails: unknown = ['clamp', 'clamp']): readonly [Tail, Tail] {
  const expected = "a pair of 'clamp', 'linear', 'nan' or a number";
  if (!Array.isArray(tails) || tails.length !== 2) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', expected, 'tails', tails);
  for (const tail of tails as unknown[]) {
    if (typeof tail !== 'number') requireOneOf(tail, ['clamp', 'linear', 'nan'], 'tails');
  }
  return [tails[0] as Tail, tails[1] as Tail];
}

function readKnots(knots: unknown = [], [low, high]: readonly [number, number]): readonly number[] {
  if (!Array.isArray(knots)) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'an array of numbers', 'knots', knots);
  for (const knot of knots as unknown[]) {
    if (typeof knot !== 'number') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a number', 'a knot', knot);
    if (!(low <= knot && knot <= high))
      throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `numbers within the domain [${low}, ${high}]`, 'knots', knot);
  }
  if (knots.length > 64) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'at most 64', 'knots', knots.length);
  // A corner at an end is none.
  const inside = (knots as number[]).filter((knot) => low < knot && knot < high);
  return [...new Set(inside)].sort((a, b) => a - b);
}

function readName(name: unknown, own: string): string {
  if (name !== undefined && typeof name !== 'string') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a text', 'name', name);
  const result = name ?? (/^[A-Za-z_]\w*$/.test(own) ? own : 'f');
  if (!/^[A-Za-z_]\w{0,63}$/.test(result))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'an identifier of at most 64 letters, digits and _', 'name', name);
  return result;
}
