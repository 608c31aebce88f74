// Reading what file.ts writes: everything is checked, nothing is trusted, and no code is run.
import { backend, requireIsa, type Isa } from '../backend';
import { readOptions } from '../checks';
import type { NativeTail } from '../backend/addon';
import type { Certificate } from './approximation';
import { checksumOf, damaged, fromSaved, readCoefficients, version, type SavedTable } from './file';
import type { ApproximationDtype, Settings, Tail } from './options';
import { classOf, type ShapeClass } from './shapes';
import type { Fitted, State } from './state';
import { prepare, type NativeTails, type Variant } from './variants';

export interface LoadOptions {
  /** An instruction set other than the active one, for comparing. */
  isa?: Isa;
}

type Fields = Record<string, unknown>;

function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged('an object', what, value);
  return value as Fields;
}

function list(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw damaged('an array', what, value);
  return value as unknown[];
}

function oneOf<T extends string>(value: unknown, choices: readonly T[], what: string): T {
  if (!(choices as readonly unknown[]).includes(value)) throw damaged(`one of ${choices.join(', ')}`, what, value);
  return value as T;
}

function finite(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw damaged('a finite number', what, value);
  return value;
}

function whole(value: unknown, what: string, low: number, high: number): number {
  if (!Number.isInteger(value) || (value as number) < low || (value as number) > high)
    throw damaged(`a whole number from ${low} to ${high}`, what, value);
  return value as number;
}

function pair<T>(value: unknown, what: string, read: (one: unknown) => T): [T, T] {
  const both = list(value, what);
  if (both.length !== 2) throw damaged('a pair', what, value);
  return [read(both[0]), read(both[1])];
}

export function load(json: unknown, options: LoadOptions = {}): State {
  const { isa = backend.isa } = readOptions(options, ['isa']);
  requireIsa(isa, 'isa');
  const saved = fields(json, 'the JSON');
  if (saved['leeway'] !== 'table') throw damaged("'table'", 'leeway', saved['leeway']);
  if (saved['version'] !== version)
    throw damaged(`version ${version} (a newer leeway may read it)`, 'version', saved['version']);
  if (saved['checksum'] !== checksumOf(saved)) throw damaged('what was saved', 'the checksum', saved['checksum']);
  const settings = readSettings(saved as unknown as SavedTable, isa);
  const value = readFitted(saved['value'], settings);
  const gradientFields = fields(saved['gradient'], 'gradient');
  const source = oneOf(gradientFields['source'], ['given', 'numeric'], 'gradient.source');
  const gradient = { ...readFitted(gradientFields, settings), source };
  const own = value.current.class === fields(saved['value'], 'value')['certified'];
  const { maxAbsError, maxRelError, points } = value.current;
  return {
    settings,
    value,
    // On the class that was certified, the bound is that of the kernel; on another, what was estimated for it.
    maxAbsError: own ? finite(saved['maxAbsError'], 'maxAbsError') : maxAbsError,
    maxRelError: own ? fromSaved(saved['maxRelError'], 'maxRelError') : maxRelError || Infinity,
    certificate: own
      ? readCertificate(saved['certificate'])
      : { kind: 'sampled', points, spacing: (settings.high - settings.low) / Math.max(1, points / 2 - 1) },
    target: undefined,
    tried: [],
    times: { probe: 0, sample: 0, fit: 0, save: 0 },
    gradient,
  };
}

function readSettings(saved: SavedTable, isa: Isa): Settings {
  const dtype: ApproximationDtype = oneOf(saved.dtype, ['float32', 'float64'], 'dtype');
  const domain = pair(saved.domain, 'domain', (end) => finite(end, 'domain'));
  const [low, high] = [finite(saved.low, 'low'), finite(saved.high, 'high')];
  if (!(low < high)) throw damaged('low < high', 'the domain', `[${low}, ${high}]`);
  if (typeof saved.name !== 'string' || !/^[A-Za-z_]\w{0,63}$/.test(saved.name))
    throw damaged('an identifier', 'name', saved.name);
  const tails = pair(saved.tails, 'tails', (tail): Tail =>
    tail === 'clamp' || tail === 'linear' || tail === 'nan' ? tail : fromSaved(tail, 'tails'),
  );
  const knots = list(saved.knots, 'knots').map((knot) => finite(knot, 'knots'));
  const none = { maxAbsError: 0, maxRelError: 0, spacing: 'auto', derivative: undefined } as const;
  const relative = saved.maxRelError !== 'Infinity';
  const { name } = saved;
  return {
    ...none,
    maxAbsError: relative ? 0 : 1e-300,
    maxRelError: relative ? 1e-300 : 0,
    name,
    dtype,
    domain,
    low,
    high,
    tails,
    knots,
    isa,
  };
}

function readCertificate(value: unknown): Certificate {
  const { kind, points, spacing } = fields(value, 'certificate');
  return {
    kind: oneOf(kind, ['sampled', 'exhaustive'], 'certificate.kind'),
    points: finite(points, 'certificate.points'),
    spacing: finite(spacing, 'certificate.spacing'),
  };
}

/** The table of the class that the instruction set has, or the rows that all have. */
function readFitted(value: unknown, settings: Settings): Fitted {
  const { variants: saved, tails: savedTails } = fields(value, 'value');
  const tails = pair(savedTails, 'tails', readTail) as NativeTails;
  const variants = list(saved, 'variants').map((variant) => readVariant(variant, settings));
  const own = classOf(settings.isa, settings.dtype);
  const current =
    variants.find(({ class: name }) => name === own) ?? variants.find(({ class: name }) => name === 'rows');
  if (!current) throw damaged(`a table of class ${own} or rows`, 'variants', saved);
  const prepared = prepare(current.table, tails, settings.isa);
  if (!prepared) throw damaged('a slot for every x of the domain', 'a table', current.class);
  return { variants, current, prepared, tails };
}

function readTail(value: unknown): NativeTail {
  const { kind, value: amount } = fields(value, 'a tail');
  const read = { kind: oneOf(kind, ['clamp', 'constant', 'linear'], 'a tail'), value: fromSaved(amount, 'a tail') };
  if (read.kind === 'linear' && !(Number.isFinite(read.value) && read.value !== 0))
    throw damaged('a slope', 'a tail', amount);
  return read;
}

const classes: readonly ShapeClass[] = ['table32', 'table16', 'table8', 'rows'];

function readVariant(value: unknown, { dtype, low, high }: Settings): Variant {
  const saved = fields(value, 'a variant');
  const degree = whole(saved['degree'], 'degree', 1, 11);
  const slots = whole(saved['slots'], 'slots', 1, 4096);
  const width = finite(saved['width'], 'width');
  if (!(width > 0)) throw damaged('a number above 0', 'width', width);
  return {
    class: oneOf(saved['class'], classes, 'class'),
    maxAbsError: finite(saved['maxAbsError'], 'maxAbsError'),
    maxRelError: fromSaved(saved['maxRelError'], 'maxRelError'),
    points: finite(saved['points'], 'points'),
    table: {
      dtype,
      low,
      high,
      storage: oneOf(saved['storage'], ['registers', 'rows'], 'storage'),
      spacing: oneOf(saved['spacing'], ['uniform', 'log'], 'spacing'),
      slots,
      degree,
      width,
      phase: finite(saved['phase'], 'phase'),
      first: whole(saved['first'], 'first', -(2 ** 51), 2 ** 51),
      shift: whole(saved['shift'], 'shift', 0, 52),
      coefficients: readCoefficients(saved['coefficients'], slots * (degree + 1), dtype),
    },
  };
}
