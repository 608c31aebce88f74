/** What a compiled addon says about itself. */
export interface Binary {
  /** The platform it is for, named as in prebuilds/. */
  platform: string;
  /** The newest glibc and libstdc++ symbol versions it asks for, on Linux. */
  glibc?: string;
  libstdcxx?: string;
}

const elfMachines: Record<number, string> = { 0x3e: 'x64', 0xb7: 'arm64' };
const machOMachines: Record<number, string> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
const peMachines: Record<number, string> = { 0x8664: 'x64', 0xaa64: 'arm64' };

/** Orders versions of numbers and dots. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newest `GLIBC_2.32`, `GLIBCXX_3.4.26` … among the names of symbol versions; they stand as text in the file. */
function newestVersion(text: string, prefix: string): string | undefined {
  const versions = [...text.matchAll(new RegExp(`\\0${prefix}_([\\d.]+)(?=\\0)`, 'g'))].map(([, version]) => version!);
  return versions.sort(compareVersions).at(-1);
}

function readElf(bytes: Buffer): Binary {
  const text = bytes.toString('latin1');
  const musl = text.includes('\0libc.musl-') ? '-musl' : '';
  const glibc = newestVersion(text, 'GLIBC');
  const libstdcxx = newestVersion(text, 'GLIBCXX');
  return {
    platform: `linux-${elfMachines[bytes.readUInt16LE(18)] ?? 'unknown'}${musl}`,
    ...(glibc && { glibc }),
    ...(libstdcxx && { libstdcxx }),
  };
}

/** Reads the headers of an ELF, Mach-O or PE file. */
export function readBinary(bytes: Buffer): Binary {
  if (bytes.length >= 64) {
    if (bytes.readUInt32BE(0) === 0x7f454c46) return readElf(bytes);
    if (bytes.readUInt32LE(0) === 0xfeedfacf) {
      return { platform: `darwin-${machOMachines[bytes.readUInt32LE(4)] ?? 'unknown'}` };
    }
    const header = bytes.readUInt32LE(0x3c);
    if (bytes.toString('latin1', 0, 2) === 'MZ' && bytes.length >= header + 6) {
      return { platform: `win32-${peMachines[bytes.readUInt16LE(header + 4)] ?? 'unknown'}` };
    }
  }
  return { platform: 'unknown' };
}
