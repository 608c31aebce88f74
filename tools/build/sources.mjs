// Prints a list of native/sources.json, one entry a line, for binding.gyp (CMakeLists.txt reads the file itself).
//   node tools/build/sources.mjs core | binding | flags | isa_sources ISA | isa_flags ISA | isa_msvc ISA
import { readFileSync } from 'node:fs';

export const sources = JSON.parse(readFileSync(new URL('../../native/sources.json', import.meta.url), 'utf8'));

const lists = {
  core: () => sources.core,
  binding: () => sources.binding,
  flags: () => sources.flags,
  isa_sources: (isa) => sources.isa_sources.map((path) => path.replace('{isa}', isa)),
  // Nothing is thrown through kernels: tables to unwind them by would be another 120 KB.
  isa_flags: (isa) => [...sources.isa_flags, ...sources.isas[isa].flags],
  isa_msvc: (isa) => sources.isas[isa].msvc,
};

if (process.argv[1]?.endsWith('sources.mjs')) {
  const [, , list, isa] = process.argv;
  console.log(lists[list](isa).join('\n'));
}
