import { DAY, startOfYear } from './timestamp';

/** The features that a time stamp alone gives, in UTC. */
export const CLOCK_FEATURES = ['hour_sin', 'hour_cos', 'day_of_year_sin', 'day_of_year_cos'] as const;

export type ClockFeature = (typeof CLOCK_FEATURES)[number];

/** The time of day or of year as a place on a circle, so that midnight and New Year are no jumps. */
export function clockValue(feature: ClockFeature, milliseconds: number): number {
  const year = startOfYear(milliseconds);
  const turn = feature.startsWith('hour')
    ? (((milliseconds % DAY) + DAY) % DAY) / DAY
    : (milliseconds - year) / (startOfYear(year + 366 * DAY) - year);
  return feature.endsWith('sin') ? Math.sin(2 * Math.PI * turn) : Math.cos(2 * Math.PI * turn);
}
