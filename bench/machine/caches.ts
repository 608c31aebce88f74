import { readdirSync, readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

/** Where both arrays of a call fit. */
export type Level = 'L1' | 'L2' | 'L3' | 'memory';

/** Bytes of each cache that a core reads data through; empty where the system does not say. */
export function dataCaches(folder = '/sys/devices/system/cpu/cpu0/cache'): Partial<Record<Level, number>> {
  const caches: Partial<Record<Level, number>> = {};
  try {
    for (const index of readdirSync(folder).filter((name) => name.startsWith('index'))) {
      const read = (name: string): string => readFileSync(join(folder, index, name), 'utf8').trim();
      const [, count, unit] = /^(\d+)([KMG]?)$/.exec(read('size')) ?? [];
      if (read('type') === 'Instruction' || count === undefined) continue;
      caches[`L${read('level')}` as Level] = Number(count) * { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, '': 1 }[unit ?? '']!;
    }
  } catch {
    // not Linux
  }
  return caches;
}

/** The level that an input and an output of `bytes` each stay in. */
export function levelOf(bytes: number, caches = dataCaches()): Level {
  const typical = { L1: 2 ** 15, L2: 2 ** 20, L3: 2 ** 25, ...caches };
  return (['L1', 'L2', 'L3'] as const).find((level) => 2 * bytes <= typical[level]) ?? 'memory';
}

/** Bytes of an array, a power of two, so that an input and an output do not fit into the last cache; 2^28 at most. */
export function bytesBeyondCaches(caches = dataCaches()): number {
  const last = Math.max(2 ** 25, ...Object.values(caches));
  let bytes = 2 ** 24;
  while (2 * bytes <= last && bytes < 2 ** 28 && 8 * bytes < freemem()) bytes *= 2;
  return bytes;
}
