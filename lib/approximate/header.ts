// An approximation as C++: the table at hand and a function that evaluates it, one number at a time.
import type { State } from './state';
import { methodOfVariant, type NativeTails } from './variants';

export function toHeader(state: State): string {
  const { settings, value, maxAbsError, certificate } = state;
  const { table } = value.current;
  const { name, dtype, domain } = settings;
  const { slots, degree, low, high, spacing } = table;
  const single = dtype === 'float32';
  const type = single ? 'float' : 'double';
  const print = literalOf(single);
  const rows = Array.from({ length: slots }, (_, slot) => {
    const row = table.coefficients.subarray(slot * (degree + 1), (slot + 1) * (degree + 1));
    return `      {${Array.from(row, print).join(', ')}},`;
  });
  return `// ${name}(x) on [${domain.join(', ')}] within ${maxAbsError} (${certificate.kind} at ${certificate.points} points), by leeway's approximate().
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

// ${methodOfVariant(value.current, value.prepared)}: ${slots} pieces of degree ${degree}. NaN stays NaN.
inline ${type} ${name}(${type} x) {
  static constexpr ${type} coefficients[${slots}][${degree + 1}] = {
${rows.join('\n')}
  };
  if (std::isnan(x)) return x;
  const ${type} inside = std::min(${print(high)}, std::max(${print(low)}, x));
${(spacing === 'log' ? octaveSlot : uniformSlot)(state, type, print)}
  const ${type}* const c = coefficients[slot];
  ${type} y = c[${degree}];
  for (int power = ${degree - 1}; power >= 0; power--) y = std::fma(y, r, c[power]);
${tails(value.tails, [low, high], print)}  return y;
}
`;
}

type Print = (value: number) => string;

const literalOf =
  (single: boolean): Print =>
  (value) => {
    if (Number.isNaN(value)) return 'NAN';
    if (!Number.isFinite(value)) return value > 0 ? 'INFINITY' : '-INFINITY';
    const text = Object.is(value, -0) ? '-0' : String(Number(value.toPrecision(single ? 9 : 17)));
    return (/[.e]/.test(text) ? text : `${text}.0`) + (single ? 'f' : '');
  };

function uniformSlot({ value: { current } }: State, type: string, print: Print): string {
  const { width, phase, first, slots } = current.table;
  const one = print(1);
  const place =
    phase === 0
      ? `inside * (${one} / ${print(width)})`
      : `std::fma(inside, ${one} / ${print(width)}, ${print(-phase)})`;
  return `  // Ties go to the even slot, as std::nearbyint rounds.
  const ${type} k = std::min<${type}>(${print(first + slots - 1)}, std::max<${type}>(${print(first)}, std::nearbyint(${place})));
  const int slot = static_cast<int>(k - ${print(first)});
  const ${type} r = std::fma(-k, ${print(width)}, inside);`;
}

function octaveSlot({ value: { current }, settings: { dtype } }: State, type: string, print: Print): string {
  const { shift, first } = current.table;
  const single = dtype === 'float32';
  const [bits, digits] = single ? ['std::uint32_t', 23] : ['std::uint64_t', 52];
  return `  ${bits} pattern;
  std::memcpy(&pattern, &inside, sizeof pattern);
  const int slot = static_cast<int>((pattern >> ${shift}) - ${bits}{${first}u});
  const ${type} r = std::ldexp(static_cast<${type}>(pattern & ((${bits}{1} << ${shift}) - 1)), ${-digits}) - ${print(2 ** (shift - digits - 1))};`;
}

function tails(both: NativeTails, [low, high]: readonly [number, number], print: Print): string {
  return both
    .map(({ kind, value }, side) => {
      const [end, beyond] = side === 0 ? [low, '<'] : [high, '>'];
      if (kind === 'clamp') return '';
      const result = kind === 'constant' ? print(value) : `std::fma(x - ${print(end)}, ${print(value)}, y)`;
      return `  if (x ${beyond} ${print(end)}) y = ${result};\n`;
    })
    .join('');
}
