import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/child';

const objects = join(root, 'build/Release/obj.target');

interface Sources {
  flags: string[];
}

function run(program: string, args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}

/** The objects of the addon that npm run build made, without those of `source`. */
function objectsWithout(source: string): string[] {
  return readdirSync(objects, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^leeway.*\.o$/.test(path) && !path.endsWith(source.replace(/\.cc$/, '.o')))
    .map((path) => join(objects, path));
}

/**
 * The addon once more, with `code` put behind dispatch.cc: everything but that one object is what npm run build made.
 * Returns the addon and the object.
 */
export function buildPlanted(name: string, code: string): { addon: string; object: string } {
  const folder = join(root, '.build/planted', name);
  mkdirSync(folder, { recursive: true });
  const source = 'native/dispatch/dispatch.cc';
  const [planted, object, addon] = ['dispatch.cc', 'dispatch.o', 'leeway.node'].map((file) => join(folder, file));
  writeFileSync(planted!, `#line 1 "${source}"\n${readFileSync(join(root, source), 'utf8')}\n${code}\n`);
  const { flags } = JSON.parse(readFileSync(join(root, 'native/sources.json'), 'utf8')) as Sources;
  const includes = ['native', 'native/include', 'native/dispatch'].map((path) => `-I${join(root, path)}`);
  run('g++', [...flags, '-O3', '-fPIC', ...includes, '-c', planted!, '-o', object!]);
  const exported = `-Wl,--version-script=${join(root, 'native/exports.map')}`;
  run('g++', ['-shared', exported, ...objectsWithout(source), object!, '-o', addon!]);
  return { addon: addon!, object: object! };
}
