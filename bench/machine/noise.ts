import { readFileSync } from 'node:fs';
import os from 'node:os';

/** What the system says of itself; tests give their own. */
export interface Surroundings {
  read(file: string): string | undefined;
  loadAverage: number;
  cores: number;
  arch: string;
}

const here: Surroundings = {
  read(file) {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      return undefined;
    }
  },
  loadAverage: os.loadavg()[0]!,
  cores: os.availableParallelism(),
  arch: process.arch,
};

/** What makes figures worthless, or worth less: one sentence each. */
export function disturbances({ read, loadAverage, cores, arch }: Surroundings = here): string[] {
  const found: string[] = [];
  const governor = read('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor');
  if (governor !== undefined && governor !== 'performance')
    found.push(`the CPU frequency governor is "${governor}": the clock follows the load; "performance" keeps it up`);
  if (loadAverage > 0.5 * cores)
    found.push(`the load average is ${loadAverage.toFixed(2)} on ${cores} cores: other programs compete for them`);
  const emulated = emulator(read, arch);
  if (emulated) found.push(`this is ${emulated}: times say nothing of a real CPU`);
  if (cores === 1) found.push('there is no second core: the bench shares one with everything else');
  const quota = cpuQuota(read);
  if (quota !== undefined && quota < Math.max(1, cores))
    found.push(`the control group may use ${quota.toFixed(2)} of ${cores} cores: it is throttled when it uses more`);
  return found;
}

function emulator(read: Surroundings['read'], arch: string): string | undefined {
  const cpu = read('/proc/cpuinfo') ?? '';
  // QEMU's user mode shows the host's file.
  if (arch === 'arm64' && /GenuineIntel|AuthenticAMD/.test(cpu)) return 'an emulated arm64 (QEMU)';
  if (arch === 'x64' && /CPU implementer/.test(cpu)) return 'an emulated x64 (QEMU, Rosetta)';
  if (/QEMU TCG|QEMU Virtual CPU|VirtualApple/.test(cpu)) return 'an emulated CPU';
  return undefined;
}

/** Cores that control groups of version 2 grant; undefined where they grant all. */
function cpuQuota(read: Surroundings['read']): number | undefined {
  const [limit, period] = (read('/sys/fs/cgroup/cpu.max') ?? 'max').split(' ').map(Number);
  return Number.isFinite(limit) && period ? limit! / period : undefined;
}
