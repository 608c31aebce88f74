import { addon, backend, requireIsa, requireKnownIsa } from './backend';
import type { AddonKernel, Bound, Dtype, Isa } from './backend/addon';
import { readOptions, requireOneOf, requirePositive } from './checks';
import { dtypes } from './dtypes';
import { refusal } from './errors';
import type { AlphaOp, Methods, Op } from './generated/ops';

/** A function of one's own: `approximate()`. */
export type CustomOp = `custom:${string}`;

/** The methods of an op by name. */
export type MethodOf<O extends Op | CustomOp> = O extends Op ? Methods[O] : string;

/** One kernel of the catalogue: what it computes, how, how far it may be off, and where that holds. */
export interface KernelInfo<O extends Op | CustomOp = Op> extends Bound {
  op: O;
  method: MethodOf<O>;
  dtype: Dtype;
  /** The instruction set these bounds are for. */
  isa: Isa;
  /** The inputs the bounds hold for; `[-Infinity, Infinity]` for a kernel that is safe everywhere. */
  domain: readonly [number, number];
  /** Whether the derivative can be had from the output alone. */
  hasBackwardFromOutput: boolean;
  /** The op's parameter (its default in `kernels()`), absent where it has none. */
  alpha?: number;
  /** The function and its derivative as expressions of `x` and `alpha`. */
  value: string;
  derivative: string;
  /** Where the function or its method is from. */
  source: string;
}

/** What to look for; every field narrows the choice. */
export interface KernelQuery<O extends Op = Op, D extends Dtype = Dtype> {
  /** Element type; `float32` unless given. `float16` and `bfloat16` are for tanh, sigmoid and isru. */
  dtype?: D;
  /** A method by name, e.g. `rational_5_4`. */
  method?: Methods[O];
  /** The largest absolute error you can live with: the fastest kernel within it is taken. */
  maxAbsError?: number;
  /** The same in units in the last place of the true value. */
  maxUlp?: number;
  /** The inputs you have; kernels that are not valid on all of them are passed over. Everything unless given. */
  domain?: readonly [number, number];
  /** The op's parameter, > 0; only for ops that have one (`isru`, `isrlu` …). */
  alpha?: O extends AlphaOp ? number : never;
  /** An instruction set other than the active one, for comparing. */
  isa?: Isa;
}

const ops = addon.ops();
const rows = addon.kernels();
const opNames = ops.map((op) => op.name);
const queryOptions = ['dtype', 'method', 'maxAbsError', 'maxUlp', 'domain', 'alpha', 'isa'] as const;

function describe(row: AddonKernel, isa: Isa, alpha?: number): KernelInfo {
  const op = ops[row.op]!;
  const info: KernelInfo = {
    op: op.name as Op,
    method: row.method as never,
    dtype: row.dtype,
    isa,
    domain: [...row.domain],
    ...row.bounds[isa],
    hasBackwardFromOutput: row.hasBackwardFromOutput,
    value: op.value,
    derivative: op.derivative,
    source: op.source,
  };
  if (op.alpha === undefined) return info;
  info.alpha = alpha ?? op.alpha;
  const { value, derivative } = absoluteScale(row, info.alpha);
  info.maxAbsError *= value;
  info.derivativeMaxAbsError *= derivative;
  return info;
}

/** How much larger than at the default alpha absolute errors may be, of a kernel and of its derivative. */
export function absoluteScale(
  row: Pick<AddonKernel, 'op' | 'dtype'>,
  alpha: number,
): Record<'value' | 'derivative', number> {
  const { alpha: usual } = ops[row.op]!;
  if (usual === undefined) return { value: 1, derivative: 1 };
  return {
    value: saturationScale(row.op, alpha, usual),
    derivative: Math.max(1, steepness(row, alpha) / steepness(row, usual)),
  };
}

/** The slope on the steeper side of 0: the derivative of one op (elu) grows with alpha, that of another (isru) does not. */
function steepness({ op, dtype }: Pick<AddonKernel, 'op' | 'dtype'>, alpha: number): number {
  return Math.max(...addon.reference(op, dtype, true, Float64Array.of(-0, 0), alpha).high.map(Math.abs));
}

/** How much larger the function's finite limit is for this alpha than for the default: absolute errors scale with it. */
function saturationScale(op: number, alpha: number, defaultAlpha: number): number {
  if (alpha === defaultAlpha) return 1;
  const finite = (limits: [number, number]): number => Math.max(0, ...limits.map(Math.abs).filter(Number.isFinite));
  return finite(addon.limits(op, alpha)) / finite(addon.limits(op, defaultAlpha)) || 1;
}

/**
 * Lists the kernels there are, in the order of `native/kernels/kernels.def`: per op and dtype from the most accurate to
 * the fastest. Bounds are those of `isa`, the active instruction set unless given.
 */
export function kernels(isa: Isa = backend.isa): KernelInfo[] {
  requireKnownIsa(isa, 'isa');
  return rows.map((row) => describe(row, isa));
}

/** A kernel that was found: its row in the addon's list, and its description. */
export interface Choice<O extends Op = Op> {
  index: number;
  info: KernelInfo<O>;
}

/**
 * Where the list's order does not hold: methods that one before them overtakes on an instruction set. The steps of tier_1e_10
 * take 0.6 of the time of a division there (`npm run bench:native -- --isa avx512 --dtype float64 --op tanh`).
 */
const overtaken: Partial<Record<Isa, readonly string[]>> = {
  avx512: ['rational_9_8', 'rational_7_6', 'rational_5_4'].map((method) => `tanh float64 ${method}`),
};

/**
 * Finds the kernel a query asks for. With an error budget (`maxAbsError`, `maxUlp`) it is the fastest kernel that keeps
 * it, without one the most accurate. Throws a TypeError or RangeError for a query that is wrong or that nothing meets.
 */
export function choose<O extends Op>(op: O, query: KernelQuery<O>): Choice<O> {
  const asked = checkedQuery(op, query);
  const { dtype = 'float32', method, alpha, isa = backend.isa } = asked;
  const candidates = rows
    .filter((row) => ops[row.op]!.name === op && row.dtype === dtype)
    .map((row) => ({ index: row.index, info: describe(row, isa, alpha) as KernelInfo<O> }))
    .filter(({ info }) => method === undefined || info.method === method);
  const fitting = candidates.filter(({ info }) => fits(info, asked));
  const budgeted = asked.maxAbsError !== undefined || asked.maxUlp !== undefined;
  const isOvertaken = ({ info }: Choice): boolean => overtaken[isa]?.includes(`${op} ${dtype} ${info.method}`) === true;
  const fastest = fitting.findLast((one) => !isOvertaken(one)) ?? fitting.at(-1);
  const chosen = budgeted ? fastest : fitting[0];
  if (chosen) return chosen;
  throw refusal('ERR_LEEWAY_NO_SUCH_KERNEL', whatThereIs(candidates, op, dtype), `kernel('${op}')`, summary(asked));
}

function fits(info: KernelInfo, { maxAbsError, maxUlp, domain, method }: KernelQuery): boolean {
  if (maxAbsError !== undefined && !(info.maxAbsError <= maxAbsError)) return false;
  if (maxUlp !== undefined && !(info.maxUlp <= maxUlp)) return false;
  // Without a domain: wherever the function is defined, as its widest kernel is; a method asked for by name is trusted.
  const [low, high] = domain ?? (method === undefined ? widestDomain(info) : info.domain);
  return info.domain[0] <= low && high <= info.domain[1];
}

function widestDomain({ op, dtype }: KernelInfo): readonly [number, number] {
  const domains = rows.filter((row) => ops[row.op]!.name === op && row.dtype === dtype).map((row) => row.domain);
  return [Math.min(...domains.map(([low]) => low)), Math.max(...domains.map(([, high]) => high))];
}

function whatThereIs(candidates: Choice[], op: Op, dtype: Dtype): string {
  const all =
    candidates.length > 0
      ? candidates.map(({ info }) => info)
      : kernels().filter((k) => k.op === op && k.dtype === dtype);
  const list = all.map(
    ({ method, domain, maxAbsError, maxUlp }) =>
      `${method} on [${domain.join(', ')}] within ${maxAbsError.toPrecision(2)}, ${maxUlp.toPrecision(3)} ulp`,
  );
  return `a query that one of these meets: ${list.join('; ')};`;
}

function summary(query: KernelQuery): string {
  return JSON.stringify(query, (_, value: unknown) => (typeof value === 'number' ? String(value) : value)).replaceAll(
    '"',
    '',
  );
}

/** The query as it was checked. */
function checkedQuery<O extends Op>(op: O, query: KernelQuery<O>): KernelQuery<O> {
  if (typeof op !== 'string') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'the name of an op', 'op', op);
  const named = ops.find(({ name }) => name === op);
  if (!named) throw refusal('ERR_LEEWAY_NO_SUCH_KERNEL', `one of ${opNames.join(', ')}`, 'op', op);
  const asked = readOptions(query, queryOptions);
  const { dtype, method, maxAbsError, maxUlp, domain, alpha, isa } = asked;
  if (dtype !== undefined) checkDtype(op, dtype);
  if (method !== undefined) checkMethod(op, method);
  if (maxAbsError !== undefined) requirePositive(maxAbsError, 'maxAbsError');
  if (maxUlp !== undefined) requirePositive(maxUlp, 'maxUlp');
  if (domain !== undefined) asked.domain = checkedDomain(domain);
  if (alpha !== undefined && named.alpha === undefined)
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', `no alpha, which ${op} does not have,`, 'options', alpha);
  if (alpha !== undefined) requireAlpha(alpha, dtype);
  if (isa !== undefined) requireIsa(isa, 'isa');
  return asked;
}

/** The ops that have kernels with an alpha per channel, and their element types. */
export const channelOps = [...new Set(rows.filter((row) => row.hasAlphaPerChannel).map((row) => ops[row.op]!.name))];
export const channelDtypes = [...new Set(rows.filter((row) => row.hasAlphaPerChannel).map((row) => row.dtype))];

/** The element types an op has kernels for. */
export function dtypesOf(op: Op): Dtype[] {
  return [...new Set(rows.filter((row) => ops[row.op]!.name === op).map((row) => row.dtype))];
}

function checkDtype(op: Op, dtype: Dtype): void {
  requireOneOf(dtype, dtypes, 'dtype');
  const known = dtypesOf(op);
  if (!known.includes(dtype))
    throw refusal('ERR_LEEWAY_NO_SUCH_KERNEL', `one of ${known.join(', ')}`, `dtype of ${op}`, dtype);
}

function checkMethod(op: Op, method: unknown): void {
  const methods = [...new Set(rows.filter((row) => ops[row.op]!.name === op).map((row) => row.method))];
  if (typeof method !== 'string') throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', "a method's name", 'method', method);
  if (!(methods as string[]).includes(method))
    throw refusal('ERR_LEEWAY_NO_SUCH_KERNEL', `one of ${methods.join(', ')}`, 'method', method);
}

/** The least alpha that bounds hold for. Kernels of 16-bit elements compute in float32. */
export const smallestAlpha = (dtype: Dtype): number => (dtype === 'float64' ? Number.MIN_VALUE : 2 ** -126);

/** Throws unless `alpha` is one that the bounds of an op's kernels hold for. */
export function requireAlpha(alpha: unknown, dtype: Dtype = 'float32', argument = 'alpha'): void {
  requirePositive(alpha, argument);
  if (dtype !== 'float64' && !(Math.fround(alpha) >= smallestAlpha(dtype) && Math.fround(alpha) < Infinity))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a normal float32 number', argument, alpha);
}

function checkedDomain(domain: unknown): [number, number] {
  const [low, high] = Array.isArray(domain) && domain.length === 2 ? [domain[0] as unknown, domain[1] as unknown] : [];
  if (typeof low !== 'number' || typeof high !== 'number')
    throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'a pair of numbers [low, high]', 'domain', domain);
  if (!(low <= high)) throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'low <= high', 'domain', `[${low}, ${high}]`);
  return [low, high];
}
