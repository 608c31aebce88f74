import type { PartName } from './splits';
import { PART_NAMES } from './splits';
import type { Scaling } from './scaling';

/** What windows are cut from: one station's features and target along its grid, all arrays of one length. */
export interface Series {
  readonly name: string;
  /** Milliseconds since 1970-01-01T00:00Z of step 0. */
  readonly start: number;
  /** Milliseconds. */
  readonly step: number;
  /** By feature; NaN where unknown. */
  readonly features: readonly Float64Array[];
  /** As observed, never filled; NaN where missing. */
  readonly target: Float64Array;
}

export interface WindowShape {
  /** Steps per window. */
  readonly steps: number;
  /** Steps from a window's last step to its target. */
  readonly horizon: number;
  /** A regression predicts the change since the last step, which must be observed therefore. */
  readonly task: 'regression' | 'classification';
}

/** A window by the index of its series and of its last step. */
export interface WindowPlace {
  readonly series: number;
  readonly last: number;
}

/** One part of a dataset, sample by sample. */
export interface Part {
  readonly samples: number;
  /** Inputs, standardised: [samples, steps, features], row-major. */
  readonly x: Float32Array<ArrayBuffer>;
  /** Targets: [samples, 1]; the standardised change of a regression, the label 0 or 1 of a classification. */
  readonly y: Float32Array<ArrayBuffer>;
  /** The target column at the window's last step, in its own unit (of a classification NaN where not observed). */
  readonly last: Float64Array<ArrayBuffer>;
  /** The target column at the target step, in its own unit; NaN where not observed (of new data only). */
  readonly actual: Float64Array<ArrayBuffer>;
  /** The time of the target step, milliseconds since 1970-01-01T00:00Z. */
  readonly time: Float64Array<ArrayBuffer>;
  /** The station, as an index into the part's `stations`. */
  readonly station: Int32Array<ArrayBuffer>;
  readonly stations: readonly string[];
}

/** For each step the number of steps up to it, itself included, for which `holds` is unbroken. */
function runLengths(length: number, continues: (at: number) => boolean): Int32Array {
  const runs = new Int32Array(length);
  for (let at = 0; at < length; at++) runs[at] = continues(at) ? (runs[at - 1] ?? 0) + 1 : 0;
  return runs;
}

/**
 * Finds the windows of each part: every step of the window knows all features, the target step is observed (and, for a
 * regression, the last step too), and the whole span from the first step to the target step lies in one unbroken
 * stretch of the part.
 */
export function placeWindows(
  series: readonly Series[],
  shape: WindowShape,
  partAt: (milliseconds: number) => PartName,
): Record<PartName, WindowPlace[]> {
  const { steps, horizon, task } = shape;
  const places: Record<PartName, WindowPlace[]> = { train: [], validation: [], test: [] };
  series.forEach(({ start, step, features, target }, index) => {
    const parts = Array.from(target, (_, at) => partAt(start + at * step));
    const known = runLengths(target.length, (at) => features.every((values) => !Number.isNaN(values[at]!)));
    // The first step of a stretch counts 0: a run tells how many steps back the same part reaches.
    const samePart = runLengths(target.length, (at) => at > 0 && parts[at] === parts[at - 1]);
    for (let last = steps - 1; last + horizon < target.length; last++) {
      const goal = last + horizon;
      if (known[last]! < steps || samePart[goal]! < steps - 1 + horizon || Number.isNaN(target[goal]!)) continue;
      if (task === 'regression' && Number.isNaN(target[last]!)) continue;
      places[parts[goal]!].push({ series: index, last });
    }
  });
  return places;
}

/**
 * Finds the windows that a forecast can be made from, whether its target has been observed or not: every step knows all
 * features and, for a regression, the target is observed at the last.
 */
export function placeForecasts(series: readonly Series[], { steps, task }: WindowShape): WindowPlace[] {
  return series.flatMap(({ features, target }, index) => {
    const known = runLengths(target.length, (at) => features.every((values) => !Number.isNaN(values[at]!)));
    return Array.from(known.keys())
      .filter((last) => known[last]! >= steps && (task === 'classification' || !Number.isNaN(target[last]!)))
      .map((last) => ({ series: index, last }));
  });
}

/** Cuts the windows at `places` out of the series and standardises them. Constant features become 0. */
export function cutWindows(
  series: readonly Series[],
  places: readonly WindowPlace[],
  shape: WindowShape,
  scaling: Scaling,
): Part {
  const { steps, horizon, task } = shape;
  const width = scaling.features.length;
  const samples = places.length;
  const part: Part = {
    samples,
    x: new Float32Array(samples * steps * width),
    y: new Float32Array(samples),
    last: new Float64Array(samples),
    actual: new Float64Array(samples),
    time: new Float64Array(samples),
    station: new Int32Array(samples),
    stations: series.map(({ name }) => name),
  };
  places.forEach(({ series: index, last }, sample) => {
    const { features, target, start, step } = series[index]!;
    const first = last - steps + 1;
    scaling.features.forEach(({ mean, deviation }, feature) => {
      const values = features[feature]!;
      for (let at = 0; at < steps; at++) {
        const scaled = deviation === 0 ? 0 : (values[first + at]! - mean) / deviation;
        part.x[(sample * steps + at) * width + feature] = scaled;
      }
    });
    const actual = target[last + horizon] ?? NaN;
    part.last[sample] = target[last]!;
    part.actual[sample] = actual;
    part.y[sample] =
      task === 'classification' ? actual : (actual - target[last]! - scaling.target.mean) / scaling.target.deviation;
    part.time[sample] = start + (last + horizon) * step;
    part.station[sample] = index;
  });
  return part;
}

/** The parts that have no window, in order. */
export function emptyParts(places: Readonly<Record<PartName, readonly WindowPlace[]>>): PartName[] {
  return PART_NAMES.filter((name) => places[name].length === 0);
}
