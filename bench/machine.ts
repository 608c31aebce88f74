import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { backend } from 'leeway';

/** Where and with what figures were taken: the head of every report. */
export interface Machine {
  cpu: string;
  cores: number;
  loadAverage: number;
  system: string;
  node: string;
  leeway: string;
  revision: string;
  backend: string;
  isa: string;
  date: string;
}

export function describeMachine(): Machine {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    loadAverage: Number(os.loadavg()[0]!.toFixed(2)),
    system: `${os.type()} ${os.release()} ${process.arch}`,
    node: process.version,
    leeway: version,
    revision: revision(),
    backend: backend.name,
    isa: backend.isa,
    date: new Date().toISOString(),
  };
}

function revision(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? ' (changed)' : '')
    );
  } catch {
    return 'unknown';
  }
}

export function machineLine(machine: Machine): string {
  const { cpu, cores, loadAverage, system, node, leeway, revision: commit, isa } = machine;
  return `${cpu}, ${cores} cores, load ${loadAverage}; ${system}; Node ${node}; leeway ${leeway} ${commit}; kernels on ${isa}`;
}
