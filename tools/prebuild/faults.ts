import { compareVersions, readBinary } from './binary';

/** Every platform a release holds an addon for. */
export const platforms = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64',
  'linux-arm64-musl',
  'linux-x64',
  'linux-x64-musl',
  'win32-arm64',
  'win32-x64',
];

/** Of RHEL 8, as for the binaries of Node 20 to 24: where Node runs, leeway should. */
export const oldest = { glibc: '2.28', libstdcxx: '3.4.25' };

export const maximumSize = 3e6;

export interface Manifest {
  gypfile?: unknown;
  repository?: unknown;
  scripts?: Record<string, string>;
}

export interface Contents {
  /** Of the tarball, in bytes. */
  size: number;
  paths: string[];
  read(path: string): Buffer;
  manifest: Manifest;
}

/** Scripts that npm runs while a package is installed; `prepare` for a dependency from git. */
export const installScripts = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];

/** What would make npm run something during an install, which npm 12 blocks. */
export function scriptFaults({ scripts = {}, gypfile }: Manifest): string[] {
  const found = installScripts.filter((name) => name in scripts);
  return [
    ...found.map((name) => `package.json: expected no install script, found "${name}"`),
    ...(gypfile === false ? [] : ['package.json: expected "gypfile": false, or npm runs node-gyp on install']),
  ];
}

/** The address that npm compares with the provenance, and refuses to publish without. */
function repositoryFaults({ repository }: Manifest): string[] {
  const url: unknown = typeof repository === 'object' ? (repository as { url?: unknown } | null)?.url : repository;
  if (typeof url === 'string' && url !== '') return [];
  return [
    'package.json: expected the address of the repository that publishes for "repository", found none. The release workflow ' +
      'sets its own; by hand: npm pkg set repository.type=git repository.url=git+https://github.com/<owner>/<name>.git',
  ];
}

function prebuildFaults(name: string, { paths, read }: Contents): string[] {
  const path = `prebuilds/${name}/leeway.node`;
  if (!paths.includes(path)) return [`${path}: missing`];
  const { platform, glibc, libstdcxx } = readBinary(read(path));
  const faults = platform === name ? [] : [`${path}: expected an addon for ${name}, found one for ${platform}`];
  if (glibc && compareVersions(glibc, oldest.glibc) > 0) {
    faults.push(`${path}: expected glibc ${oldest.glibc} at most, needs ${glibc}`);
  }
  if (libstdcxx && compareVersions(libstdcxx, oldest.libstdcxx) > 0) {
    faults.push(`${path}: expected GLIBCXX_${oldest.libstdcxx} at most, needs GLIBCXX_${libstdcxx}`);
  }
  return faults;
}

/** Why a tarball must not be published; empty where nothing is wrong. */
export function releaseFaults(contents: Contents): string[] {
  const { size, paths, manifest } = contents;
  const wanted = ['dist/index.js', 'dist/index.mjs', 'dist/index.d.ts', 'dist/index.d.mts', 'dist/leeway.wasm'];
  const known = new Set(platforms.map((name) => `prebuilds/${name}/leeway.node`));
  return [
    ...wanted.filter((path) => !paths.includes(path)).map((path) => `${path}: missing`),
    ...platforms.flatMap((name) => prebuildFaults(name, contents)),
    ...paths.filter((path) => path.startsWith('prebuilds/') && !known.has(path)).map((path) => `${path}: unexpected`),
    ...scriptFaults(manifest),
    ...repositoryFaults(manifest),
    ...(size <= maximumSize ? [] : [`tarball: expected ${maximumSize} bytes at most, would have ${size}`]),
  ];
}
