// Puts what this machine can build into prebuilds/, stripped: `npm run prebuilds`.
//   npm run prebuilds -- linux-x64    only that one; `own` is this machine's
// (Not "prebuild": npm would run that before every "build".)
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { platform } from '#lib/backend/platform';
import { readBinary } from './binary';

const root = join(__dirname, '../../..');

interface Recipe {
  /** The script that builds it. */
  script: string[];
  built: string;
  /** The command that takes its symbols out; MSVC leaves none in. */
  strip?: string[];
}

const strips: Partial<Record<NodeJS.Platform, string[]>> = { linux: ['strip'], darwin: ['strip', '-x'] };

function recipes(): Map<string, Recipe> {
  const strip = strips[process.platform];
  const own: Recipe = {
    script: ['tools/build/build.mjs', 'addon'],
    built: 'build/Release/leeway.node',
    ...(strip && { strip }),
  };
  const all = new Map([[platform(), own]]);
  if (platform() === 'linux-x64') {
    all.set('linux-arm64', {
      script: ['tools/cross/compile-arm64.mjs'],
      built: 'build-arm64/Release/leeway.node',
      strip: ['aarch64-linux-gnu-strip'],
    });
  }
  return all;
}

const run = (program: string, args: string[]) => execFileSync(program, args, { cwd: root, stdio: 'inherit' });

function build(name: string, { script, built, strip }: Recipe): void {
  run(process.execPath, script);
  const file = `prebuilds/${name}/leeway.node`;
  mkdirSync(join(root, dirname(file)), { recursive: true });
  if (strip) run(strip[0]!, [...strip.slice(1), '-o', file, built]);
  else copyFileSync(join(root, built), join(root, file));
  // Stripping voids the signature, without which macOS kills the process that loads the file.
  if (process.platform === 'darwin') run('codesign', ['--sign', '-', '--force', file]);
  // A file that does not load should be noticed here.
  if (name === platform()) run(process.execPath, ['-e', 'require(process.argv[1]).kernels()', `./${file}`]);
  console.log(`${file}: ${describe(name, readFileSync(join(root, file)))}`);
}

function describe(name: string, bytes: Buffer): string {
  const binary = readBinary(bytes);
  if (binary.platform !== name) throw new Error(`expected an addon for ${name}, built one for ${binary.platform}`);
  const needs = [
    ...(binary.glibc ? [`glibc ${binary.glibc}`] : []),
    ...(binary.libstdcxx ? [`GLIBCXX_${binary.libstdcxx}`] : []),
  ];
  const kilobytes = (length: number) => `${Math.round(length / 1000)} kB`;
  const sizes = `${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes, { level: 9 }).length)} compressed`;
  return needs.length > 0 ? `${sizes}; needs ${needs.join(', ')}` : sizes;
}

function main(): void {
  const all = recipes();
  const wanted = process.argv.slice(2).map((name) => (name === 'own' ? platform() : name));
  for (const name of wanted.length > 0 ? wanted : all.keys()) {
    const recipe = all.get(name);
    if (!recipe) {
      throw new Error(
        `expected ${[...all.keys()].join(' or ')}, which can be built on ${platform()}, received "${name}"`,
      );
    }
    build(name, recipe);
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`leeway: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
