import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt } from './load';
import { platform } from './platform';

/** Where leeway stands, and whether as an installed package (which has no sources in TypeScript) or as a checkout. */
interface Package {
  root: string;
  installed: boolean;
}

const isForced = (attempts: Attempt[]) => attempts.some(({ what }) => what === 'LEEWAY_ADDON');

/** What a loader says, on Linux (glibc, musl), macOS or Windows, and what to do about it. */
export const causes: [says: RegExp, remedy: string][] = [
  [
    /version `?(GLIBC_|GLIBCXX_|CXXABI_)[\d.]+'? not found/,
    'this system has an older C or C++ library than the file needs: update it, or build leeway here',
  ],
  [
    /libstdc\+\+\.so[.\d]*: (cannot open|No such)/,
    'install the C++ library: apk add libstdc++ (Alpine), apt-get install libstdc++6 (Debian), dnf install libstdc++ (Fedora)',
  ],
  [
    /ld-linux-|libc\.musl-|ld-musl-|symbol not found/,
    'the file is for another C library (musl or glibc): delete it, or reinstall leeway on this system',
  ],
  [
    /invalid ELF header|wrong ELF class|Exec format error|incompatible architecture|not valid mach-o|not a valid Win32/i,
    'the file is for another system or CPU, perhaps copied with node_modules: delete it, or reinstall leeway on this system',
  ],
  [
    /failed to map segment|Operation not permitted/,
    'the file system forbids running code (mounted noexec): move node_modules elsewhere, or remount it',
  ],
  [
    /code signature|disallowed by system policy/,
    'macOS has the file in quarantine: xattr -dr com.apple.quarantine node_modules/leeway',
  ],
];

/** What the loaders' errors point to. */
function aboutErrors(attempts: Attempt[]): string[] {
  const said = attempts.flatMap(({ error }) => error?.message ?? []);
  return causes.filter(([says]) => said.some((message) => says.test(message))).map(([, remedy]) => remedy);
}

/** What the files that are there, or are not, point to. */
function aboutFiles(attempts: Attempt[], { root, installed }: Package): string[] {
  if (isForced(attempts)) return ['unset LEEWAY_ADDON, or let it name a leeway.node that was built for this system'];
  if (!installed || attempts.every(({ error }) => error)) return [];
  const prebuilds = join(root, 'prebuilds');
  if (!existsSync(prebuilds)) {
    return [
      `there is no folder ${prebuilds}: where a bundler or packager moved leeway's code, make leeway external to it and ship node_modules/leeway whole`,
    ];
  }
  const shipped = readdirSync(prebuilds).sort();
  return shipped.includes(platform()) ? [] : [`leeway ships ${shipped.join(', ')}: build it for ${platform()} here`];
}

/** Whether this Node is older than package.json allows. */
function aboutNode({ root }: Package): string[] {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
  const [major = 0, minor = 0] = engines.node.replace('>=', '').split('.').map(Number);
  const [ours = 0, oursMinor = 0] = process.versions.node.split('.').map(Number);
  const old = ours < major || (ours === major && oursMinor < minor);
  return old ? [`update Node: leeway needs ${engines.node}`] : [];
}

const isWasm = ({ what }: Attempt) => what === 'WebAssembly';

function remedies(attempts: Attempt[], where: Package): string[] {
  const reinstall = 'reinstall leeway for this system: rm -rf node_modules/leeway && npm install leeway';
  if (attempts.every(isWasm)) {
    return ['unset LEEWAY_BACKEND, which rules the addon out', where.installed ? reinstall : 'npm run build:wasm'];
  }
  // Nothing else helps while Node refuses addons.
  if (attempts.some(({ error }) => error?.code === 'ERR_DLOPEN_DISABLED')) {
    return [
      process.permission
        ? 'start node with --allow-addons beside --permission'
        : 'start node without --no-addons (NODE_OPTIONS may hold it too)',
    ];
  }
  const build = `${where.installed ? 'npm explore leeway -- ' : ''}npm run build`;
  return [
    ...aboutNode(where),
    ...aboutErrors(attempts),
    ...aboutFiles(attempts, where),
    ...(where.installed && !isForced(attempts) ? [reinstall] : []),
    `build leeway here (needs python3, make and a C++17 compiler): ${build}`,
  ];
}

/** The message of ERR_LEEWAY_NO_BACKEND: what was looked for, where, how each attempt ended, what to do. */
export function explain(attempts: Attempt[], root: string): string {
  const places = attempts.map(({ what, file, error }) =>
    error ? `${what}: ${file} does not load: ${error.message}` : `${what}: no file ${file}`,
  );
  const where = { root, installed: !existsSync(join(root, 'lib')) };
  const wanted = [
    ...(attempts.every(isWasm) ? [] : [`native addon for ${platform()}`]),
    ...(attempts.some(isWasm) ? ['WebAssembly'] : []),
  ];
  const list = (lines: string[]) => lines.map((line) => `  - ${line}`);
  return [
    `expected leeway's ${wanted.join(' or ')} (Node ${process.versions.node}), found none that loads:`,
    ...list(places),
    'What helps:',
    ...list(remedies(attempts, where)),
    'Still not? docs/troubleshooting.md in the repository has more; to report it with this text: npm bugs leeway',
  ].join('\n');
}
