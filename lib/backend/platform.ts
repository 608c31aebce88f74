import { closeSync, openSync, readSync } from 'node:fs';

/** The C library of an ELF program, from the dynamic loader that its first bytes name. */
export function cLibraryOf(head: Buffer): 'glibc' | 'musl' | undefined {
  if (head.includes('/ld-musl-')) return 'musl';
  if (head.includes('/ld-linux')) return 'glibc';
  return undefined;
}

function headOf(file: string): Buffer {
  const head = Buffer.alloc(4096);
  try {
    const descriptor = openSync(file, 'r');
    try {
      return head.subarray(0, readSync(descriptor, head));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return head; // not readable, for instance under the permission model
  }
}

function runsOnMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const library = cLibraryOf(headOf(process.execPath));
  if (library) return library === 'musl';
  // The second choice because it takes 20 ms, at every start.
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return !header.glibcVersionRuntime;
}

/** `linux-x64`, `linux-arm64-musl`, `darwin-arm64` …: the folder of this machine's prebuild. */
export function platform(): string {
  return `${process.platform}-${process.arch}${runsOnMusl() ? '-musl' : ''}`;
}
