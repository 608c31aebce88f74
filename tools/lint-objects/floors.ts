import { basename } from 'node:path';
import { compareVersions } from '../prebuild/binary';
import { symbols } from './binutils';

/**
 * The newest symbol version of each library that the addon may ask for: what a build with Debian 12's compiler and C library
 * asks for today. Where a system's libraries are older, such a build does not load ("version `GLIBC_2.32' not found"). A
 * release asks for less: tools/prebuild says how much.
 */
export const floors: Record<string, string> = {
  GLIBC: '2.34', // pthread_create: moved into libc
  GLIBCXX: '3.4.30', // std::condition_variable::wait
  CXXABI: '1.3.9', // operator delete with a size
  GCC: '3.0',
};

/** Symbols of other libraries that are newer than the floors. */
export function floorFaults(addon: string, recorded: Record<string, string> = floors): string[] {
  const versioned = symbols(addon, '--dynamic', '--undefined-only', '--with-symbol-versions').flatMap(({ name }) => {
    const [, symbol, library, version] = /^(.+?)@@?([A-Z_]+)_([\d.]+)$/.exec(name) ?? [];
    return symbol && library && version ? [{ symbol, library, version }] : [];
  });
  if (versioned.length === 0) return [`${basename(addon)}: no symbol with a version`];
  return versioned.flatMap(({ symbol, library, version }) => {
    const floor = recorded[library];
    if (floor !== undefined && compareVersions(version, floor) <= 0) return [];
    const allowed =
      floor === undefined ? `${library}, which is not recorded` : `${library}_${floor}, which is recorded`;
    return [`${basename(addon)}: needs ${symbol} of ${library}_${version}, beyond ${allowed}`];
  });
}
