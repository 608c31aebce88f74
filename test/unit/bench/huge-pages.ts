import { existsSync, readFileSync } from 'node:fs';

const setting = '/sys/kernel/mm/transparent_hugepage/enabled';

/** Whether the kernel has huge pages for programs that ask for them. */
export const hugePagesToAsk = existsSync(setting) && readFileSync(setting, 'utf8').includes('[madvise]');

/** Bytes of this process's memory that it has asked huge pages for, whether or not any were to be had. */
export function askedHuge(): number {
  const mappings = readFileSync('/proc/self/smaps', 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  const asked = mappings.filter((mapping) => /^VmFlags:.* hg\b/m.test(mapping));
  return asked.reduce((sum, mapping) => sum + 1024 * Number(/^Size: +(\d+) kB/m.exec(mapping)![1]), 0);
}
