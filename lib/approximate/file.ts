// Approximations as JSON: every class of table, so that a file made on one machine runs on all.
import type { FloatArray } from '../dtypes';
import { arrayKinds } from '../dtypes';
import { LeewayError, received } from '../errors';
import type { Certificate } from './approximation';
import type { ApproximationDtype, Tail } from './options';
import type { Fitted, State } from './state';
import type { Table } from './table';
import type { NativeTails, Variant } from './variants';

/** JSON has neither -0 nor what is not finite. */
type SavedNumber = number | '-0' | 'Infinity' | '-Infinity' | 'NaN';

type SavedVariant = Omit<Table, 'dtype' | 'low' | 'high' | 'coefficients'> &
  Pick<Variant, 'class' | 'maxAbsError' | 'points'> & {
    maxRelError: SavedNumber;
    /** [slots, degree + 1], lowest power first. */
    coefficients: SavedNumber[];
  };

type SavedTail = { kind: NativeTails[0]['kind']; value: SavedNumber };

interface SavedFitted {
  /** The class that was certified on the machine the file is from. */
  certified: string;
  tails: SavedTail[];
  variants: SavedVariant[];
}

/** What JSON.stringify makes of an approximation. */
export interface SavedTable {
  leeway: 'table';
  version: 1;
  name: string;
  dtype: ApproximationDtype;
  domain: [number, number];
  low: number;
  high: number;
  tails: (Exclude<Tail, number> | SavedNumber)[];
  knots: number[];
  maxAbsError: number;
  maxRelError: SavedNumber;
  certificate: Certificate;
  value: SavedFitted;
  gradient: SavedFitted & { source: 'given' | 'numeric' };
  checksum: number;
}

export const version = 1;

function toSaved(value: number): SavedNumber {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : (String(value) as SavedNumber);
}

export function fromSaved(value: unknown, what: string): number {
  const texts: Record<string, number> = { '-0': -0, Infinity, '-Infinity': -Infinity, NaN };
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && Object.hasOwn(texts, value)) return texts[value]!;
  throw damaged('a number', what, value);
}

/** The shortest decimal that reads back as the same float32. */
function shortest(value: number, dtype: ApproximationDtype): SavedNumber {
  if (dtype === 'float32' && value !== 0)
    for (let digits = 6; digits < 10; digits++) {
      const text = Number(value.toPrecision(digits));
      if (Math.fround(text) === value) return text;
    }
  return toSaved(value);
}

function saveVariant({ class: name, table, maxAbsError, maxRelError, points }: Variant): SavedVariant {
  const { dtype, storage, spacing, slots, degree, first, width, phase, shift, coefficients } = table;
  return {
    class: name,
    storage,
    spacing,
    slots,
    degree,
    first,
    width,
    phase,
    shift,
    maxAbsError,
    maxRelError: toSaved(maxRelError),
    points,
    coefficients: Array.from(coefficients, (c) => shortest(c, dtype)),
  };
}

const saveFitted = ({ variants, current, tails }: Fitted): SavedFitted => ({
  certified: current.class,
  tails: tails.map(({ kind, value }) => ({ kind, value: toSaved(value) })),
  variants: variants.map(saveVariant),
});

export function save(state: State, gradient: NonNullable<State['gradient']>): SavedTable {
  const { settings, value, maxAbsError, maxRelError, certificate } = state;
  const { name, dtype, domain, low, high, tails, knots } = settings;
  const saved = {
    leeway: 'table' as const,
    version: 1 as const,
    name,
    dtype,
    domain: [...domain] as [number, number],
    low,
    high,
    tails: tails.map((tail) => (typeof tail === 'number' ? toSaved(tail) : tail)),
    knots: [...knots],
    maxAbsError,
    maxRelError: toSaved(maxRelError),
    certificate,
    value: saveFitted(value),
    gradient: { ...saveFitted(gradient), source: gradient.source },
  };
  return { ...saved, checksum: checksumOf(saved) };
}

/** FNV-1a of the JSON without its checksum: a digit that changed on its way changes the function. */
export function checksumOf(saved: object): number {
  const text = JSON.stringify({ ...saved, checksum: undefined });
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function damaged(expected: string, what: string, value: unknown): LeewayError {
  const message = `expected ${expected} for ${what} of a saved approximation, received ${received(value)}`;
  return new LeewayError(message, 'ERR_LEEWAY_TABLE');
}

/** Coefficients as they were. */
export function readCoefficients(saved: unknown, count: number, dtype: ApproximationDtype): FloatArray {
  if (!Array.isArray(saved) || saved.length !== count) throw damaged(`${count} numbers`, 'coefficients', saved);
  const result = new arrayKinds[dtype].Kind(count) as FloatArray;
  saved.forEach((value, i) => {
    result[i] = fromSaved(value, 'coefficients');
    if (!Number.isFinite(result[i]!)) throw damaged('finite numbers', 'coefficients', value);
  });
  return result;
}
