import type { Explanation } from './approximation';
import { short } from './messages';
import type { State } from './state';
import { methodOfVariant } from './variants';

export function explain(state: State): Explanation {
  const { settings, value, maxAbsError, certificate, tried, times } = state;
  const { storage, spacing, slots, width, low, high, degree } = value.current.table;
  const { onGrid } = value.prepared;
  // On a grid, a slot on either side holds a tail.
  const pieces = onGrid ? (high - low) / width : slots;
  const layout = onGrid ? `between multiples of ${width}` : spacing === 'log' ? 'parts of octaves' : 'of equal width';
  const method = methodOfVariant(value.current, value.prepared);
  const margin =
    settings.maxAbsError > 0 && settings.maxRelError === 0 ? settings.maxAbsError / maxAbsError : undefined;
  const { kind, points } = certificate;
  return {
    method,
    storage,
    spacing,
    pieces,
    degree,
    maxAbsError,
    margin,
    tried,
    times,
    toString: () =>
      [
        `${settings.name} on [${settings.domain.join(', ')}] by ${method}: ${pieces} pieces of degree ${degree}, ${layout}, in ${storage === 'rows' ? 'memory' : 'registers'} (${settings.isa})`,
        `error at most ${short(maxAbsError)}${margin === undefined ? '' : ` (${short(margin)} times better than asked for)`}, ${kind === 'exhaustive' ? `at all ${points} ${settings.dtype} numbers` : `at ${points} samples`}`,
        ...(tried.length > 0
          ? [`tried: ${tried.map(({ method: name, outcome }) => `${name} ${outcome}`).join('; ')}`]
          : []),
        ...(tried.length > 0
          ? [
              `${Object.entries(times)
                .map(([what, ms]) => `${what} ${ms.toFixed(1)} ms`)
                .join(', ')}`,
            ]
          : []),
      ].join('\n'),
  };
}
