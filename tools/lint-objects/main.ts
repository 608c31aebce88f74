// Looks into the objects that node-gyp built for what would crash on an older CPU, and into the addon for what would not load
// on an older system: `npm run lint:objects`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { floorFaults } from './floors';
import { encodingFaults, exportFaults, linkageFaults } from './rules';

interface Sources {
  isas: Record<string, { architectures: string[] }>;
  isa_sources: string[];
  core: string[];
  binding: string[];
}

const root = join(__dirname, '../../..');
const release = join(root, 'build/Release');

function objectOf(target: string, source: string): string {
  const object = join(release, 'obj.target', target, source.replace(/\.cc$/, '.o'));
  if (!existsSync(object)) throw new Error(`expected the object of ${source}, found none: npm run build`);
  return object;
}

function lint(): { objects: number; faults: string[] } {
  const sources = JSON.parse(readFileSync(join(root, 'native/sources.json'), 'utf8')) as Sources;
  const baseline = [
    ...sources.core.map((source) => objectOf('leeway_core', source)),
    ...sources.binding.map((source) => objectOf('leeway', source)),
  ];
  const isas = Object.entries(sources.isas).filter(([, { architectures }]) => architectures.includes('x64'));
  const ofIsas = isas.flatMap(([isa]) =>
    sources.isa_sources.map((source) => ({ isa, object: objectOf(`leeway_${isa}`, source.replace('{isa}', isa)) })),
  );
  return {
    objects: baseline.length + ofIsas.length,
    faults: [
      ...baseline.flatMap((object) => encodingFaults(object)),
      ...ofIsas.flatMap(({ isa, object }) => [...linkageFaults(object, isa), ...encodingFaults(object, isa)]),
      ...[exportFaults, floorFaults].flatMap((faultsOf) => faultsOf(join(release, 'leeway.node'))),
    ],
  };
}

function main(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(`objects: skipped, for Linux on x64 only and this is ${process.platform} on ${process.arch}`);
    return;
  }
  const { objects, faults } = lint();
  if (faults.length === 0)
    console.log(`objects clean: ${objects} objects, instructions, linkage, exports and library versions`);
  else throw new Error(`objects with faults:\n${faults.join('\n')}`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`leeway: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
