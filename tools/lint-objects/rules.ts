// What objects of differently flagged translation units must keep to, so that no CPU meets an instruction it lacks.
import { basename } from 'node:path';
import { instructions, sections, symbols, type Encoding } from './binutils';

// Oldest to newest; an instruction set may use all up to its own, and shows its own, or it was compiled without its flags.
const encodings: readonly Encoding[] = ['legacy', 'VEX', 'EVEX'];
const newest: Record<string, Encoding> = { avx2: 'VEX', avx512: 'EVEX' };

const exported = ['napi_register_module_v1', 'node_api_module_get_api_version_v1'];

/**
 * Instructions newer than `isa` has. All but avx2 and avx512 is baseline: the scalar and sse2 kernels, core, binding. An object
 * of a table alone has none.
 */
export function encodingFaults(object: string, isa = 'baseline'): string[] {
  const own = newest[isa] ?? 'legacy';
  const found = instructions(object);
  if (found.length === 0 && own === 'legacy') return [];
  if (!found.some(({ encoding }) => encoding === own))
    return [`${basename(object)}: no ${own} instruction in ${isa} code`];
  const tooNew = encodings.slice(encodings.indexOf(own) + 1);
  const [first, ...others] = found.filter(({ encoding }) => tooNew.includes(encoding));
  if (!first) return [];
  const place = `${basename(object)}: ${first.encoding} instruction in ${isa} code, in ${first.symbol}: ${first.text}`;
  return [others.length > 0 ? `${place} (and ${others.length} more)` : place];
}

/**
 * What an instruction set's object must not have: a symbol that the linker may merge with another object's copy (an inline
 * function compiled with AVX, called on a CPU without), any other external symbol than the table, a constructor that runs on
 * load. https://gcc.gnu.org/onlinedocs/gcc/Vague-Linkage.html
 */
export function linkageFaults(object: string, isa: string): string[] {
  const name = basename(object);
  const [unit, of] = name.split('_'); // avx2.o, network_avx2.o
  const table = `leeway::${isa}_${of === undefined ? '' : `${unit}_`}table`;
  const faults: string[] = [];
  const external = symbols(object).filter(({ kind }) => /[A-TV-Zu]/.test(kind));
  for (const { kind, name: symbol } of external) {
    if (/[WVu]/.test(kind)) faults.push(`${name}: mergeable symbol (${kind}) ${symbol}`);
    else if (symbol !== table) faults.push(`${name}: external symbol (${kind}) beside the table: ${symbol}`);
  }
  if (!external.some(({ name: symbol }) => symbol === table)) faults.push(`${name}: no external symbol ${table}`);
  for (const section of sections(object)) {
    if (/^\.(init_array|ctors)/.test(section)) faults.push(`${name}: static constructor (section ${section})`);
  }
  return faults;
}

/** An addon exports what Node asks for and nothing else. */
export function exportFaults(addon: string): string[] {
  const found = symbols(addon, '--dynamic', '--defined-only').map(({ name }) => name);
  return [
    ...found.filter((name) => !exported.includes(name)).map((name) => `${basename(addon)}: exports ${name}`),
    ...exported.filter((name) => !found.includes(name)).map((name) => `${basename(addon)}: does not export ${name}`),
  ];
}
