import { LeewayError } from '../errors';
import { CLOCK_FEATURES, clockValue, type ClockFeature } from './clock';
import { defaultColumns } from './default-columns';
import { forwardFill, type Grid } from './grid';
import type { CleanStation } from './quality';
import { receivedName } from './suggest';
import type { Table } from './table';
import { HOUR } from './timestamp';

/** How one input of the model comes from a station. A direction becomes two features: 359 and 1 degrees are neighbours. */
export type Feature =
  | { readonly name: string; readonly kind: 'column'; readonly column: string }
  | { readonly name: string; readonly kind: 'direction'; readonly column: string; readonly axis: 'cos' | 'sin' }
  | { readonly name: ClockFeature; readonly kind: 'clock' };

/** What the target is, as far as the choice of features depends on it. */
export interface FeatureContext {
  readonly table: Table;
  readonly grid: Grid;
  readonly target: string;
  readonly task: 'regression' | 'classification';
}

/** The longest stretch of missing feature values that is filled with the value before it, in steps. */
export const FILL_LIMIT = 6;

// "dir" or "direction" as a word of the name, not the beginning of "direct_radiation".
const DIRECTION = /dir(ection)?(?![a-z])/i;

function isDirection(table: Table, column: string): boolean {
  return (
    DIRECTION.test(column) &&
    table.numbers(column).every((value) => Number.isNaN(value) || (value >= 0 && value <= 360))
  );
}

/** @throws LeewayError ERR_LEEWAY_CSV naming the first value that is no number */
function columnFeatures(table: Table, column: string): Feature[] {
  table.numbers(column);
  if (!isDirection(table, column)) return [{ name: column, kind: 'column', column }];
  return (['cos', 'sin'] as const).map((axis) => ({ name: `${column}_${axis}`, kind: 'direction', column, axis }));
}

function clockFeatures(): Feature[] {
  return CLOCK_FEATURES.map((name) => ({ name, kind: 'clock' }));
}

function meteorological({ table, grid, target, task }: FeatureContext): Feature[] {
  return defaultColumns(table, grid, target, task).flatMap((column) => columnFeatures(table, column));
}

/** What each name that may be asked for stands for; a column of the table goes before a group of the same name. */
function knownFeatures(context: FeatureContext): Map<string, () => Feature[]> {
  const { table, grid } = context;
  const timed = grid.timeColumn !== undefined;
  const known = new Map<string, () => Feature[]>();
  known.set('all', () => [...meteorological(context), ...(timed && grid.step === HOUR ? clockFeatures() : [])]);
  known.set('met', () => meteorological(context));
  if (timed) known.set('clock', clockFeatures);
  for (const feature of timed ? clockFeatures() : []) known.set(feature.name, () => [feature]);
  for (const column of table.names) {
    if (table.isNumeric(column)) columnFeatures(table, column).forEach((each) => known.set(each.name, () => [each]));
    known.set(column, () => columnFeatures(table, column));
  }
  return known;
}

function unknownFeature(name: string, known: readonly string[], table: Table): LeewayError {
  return new LeewayError(
    `expected one of ${known.join(', ')} for a feature of ${table.name}, received ${receivedName(name, known)}`,
    'ERR_LEEWAY_CSV',
  );
}

/**
 * The features that a list of names stands for, each once. A name is a numeric column (a direction in degrees, by its
 * name and values, gives its cosine and sine), one of those two alone (`wind_dir_cos`), a clock feature in UTC
 * (`hour_sin`, `hour_cos`, `day_of_year_sin`, `day_of_year_cos`), or a group: `clock` (those four), `met` (the columns
 * `defaultColumns` picks), `all` (`met`, and `clock` where rows are an hour apart).
 *
 * @throws LeewayError ERR_LEEWAY_CSV for a name nobody knows, a column that is no numbers, or where no feature is left
 */
export function resolveFeatures(names: readonly string[], context: FeatureContext): Feature[] {
  const known = knownFeatures(context);
  const features = new Map<string, Feature>();
  for (const name of names) {
    const meant = known.get(name);
    if (meant === undefined) throw unknownFeature(name, [...known.keys()], context.table);
    for (const feature of meant()) features.set(feature.name, feature);
  }
  if (features.size === 0) {
    throw new LeewayError(
      `expected at least one numeric column for the features of ${context.table.name}, received ${context.table.names.join(', ')}`,
      'ERR_LEEWAY_CSV',
    );
  }
  return [...features.values()];
}

/** A feature along a station's grid, filled forward by up to 6 steps; NaN where it stays unknown. */
export function featureValues(feature: Feature, station: CleanStation): Float64Array {
  if (feature.kind === 'clock') {
    return Float64Array.from({ length: station.length }, (_, at) =>
      clockValue(feature.name, station.start + at * station.step),
    );
  }
  const filled = forwardFill(station.column(feature.column), FILL_LIMIT);
  if (feature.kind === 'column') return filled;
  return filled.map((degrees) => Math[feature.axis]((degrees * Math.PI) / 180));
}
