import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { backend } from 'leeway';
import { dataCaches, type Level } from './caches';

/** Where and with what figures were taken: the head of every report. */
export interface Machine {
  cpu: string;
  /** Vector extensions the CPU tells of; empty where the system does not say. */
  features: string[];
  cores: number;
  /** Bytes of each cache that a core reads data through. */
  caches: Partial<Record<Level, number>>;
  memory: number;
  loadAverage: number;
  system: string;
  node: string;
  /** What compiled the addon; `unknown` where the file does not say. */
  compiler: string;
  leeway: string;
  revision: string;
  backend: string;
  isa: string;
  date: string;
}

export function describeMachine(): Machine {
  return {
    cpu: os.cpus()[0]?.model.trim() || 'unknown',
    features: vectorFeatures(),
    cores: os.availableParallelism(),
    caches: dataCaches(),
    memory: os.totalmem(),
    loadAverage: Number(os.loadavg()[0]!.toFixed(2)),
    system: `${os.type()} ${os.release()} ${process.arch}`,
    node: process.version,
    compiler: compiler(),
    leeway: version(),
    revision: revision(),
    backend: backend.name,
    isa: backend.isa,
    date: new Date().toISOString(),
  };
}

/** The package's folder: this file is in dist/bench/machine, or in .build/bench/machine. */
const root = join(__dirname, '../../..');

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function vectorFeatures(): string[] {
  try {
    const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
    return flags
      .trim()
      .split(/\s+/)
      .filter((name) => /^(sse|avx|fma$|f16c$|amx|asimd|sve|fp$|fphp)/.test(name));
  } catch {
    return [];
  }
}

/** Compilers leave their name in what they compile. */
function compiler(): string {
  try {
    const content = readFileSync(backend.file).toString('latin1');
    const [found] = /GCC: \([^)]*\) [\d.]+|clang version [\d.]+|Microsoft \(R\) [\w./ -]+/.exec(content) ?? [];
    return found ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

function revision(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    // An installed package lies in somebody else's repository.
    if (git('ls-files', 'package.json') === '') return 'release';
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? ' (changed)' : '')
    );
  } catch {
    return 'release';
  }
}

export function machineLine(machine: Machine): string {
  const { cpu, cores, loadAverage, system, node, leeway, revision: commit, isa } = machine;
  return `${cpu}, ${cores} cores, load ${loadAverage}; ${system}; Node ${node}; leeway ${leeway} ${commit}; kernels on ${isa}`;
}
