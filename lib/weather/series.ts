import { featureValues, type Feature } from './features';
import type { Source } from './source';
import type { Series } from './windows';

/** A table's stations as what windows are cut from. */
export function makeSeries({ stations }: Source, features: readonly Feature[], target: string): Series[] {
  return stations.map((station) => ({
    name: station.name,
    start: station.start,
    step: station.step,
    features: features.map((feature) => featureValues(feature, station)),
    target: station.column(target),
  }));
}
