// f' by differences, for backward and for linear tails.
import type { Settings } from './options';

/**
 * f'(x) by Richardson's extrapolation of central differences, three levels of it: within about 1e-12 of a smooth f of size 1.
 * One-sided where an end of the domain or a knot is near, beyond which f may not exist or be another.
 */
export function numericDerivative(
  f: (x: number) => number,
  { low, high, knots }: Pick<Settings, 'low' | 'high' | 'knots'>,
): (x: number) => number {
  const stops = [low, ...knots, high];
  return (x) => {
    // The stretch between two stops that x is in; at a knot, the one above it.
    let i = 1;
    while (i < stops.length - 1 && x >= stops[i]!) i++;
    const [from, to] = [stops[i - 1]!, stops[i]!];
    const step = Math.min(1e-3 * Math.max(1, Math.abs(x)), (to - from) / 8);
    if (x - from >= step && to - x >= step) return extrapolated((h) => (f(x + h) - f(x - h)) / (2 * h), step, 4);
    const side = x - from < step ? step : -step;
    // Three points on one side are of second order too, but the error has odd powers as well.
    return extrapolated((h) => (-3 * f(x) + 4 * f(x + h) - f(x + 2 * h)) / (2 * h), side, 4, true);
  };
}

function extrapolated(difference: (h: number) => number, step: number, levels: number, odd = false): number {
  const row = Array.from({ length: levels }, (_, level) => difference(step / 2 ** level));
  for (let order = 1; order < levels; order++) {
    const gain = 2 ** (odd ? order + 1 : 2 * order);
    for (let level = levels - 1; level >= order; level--)
      row[level] = row[level]! + (row[level]! - row[level - 1]!) / (gain - 1);
  }
  return row[levels - 1]!;
}
