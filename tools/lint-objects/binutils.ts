import { spawnSync } from 'node:child_process';

/** How an x86-64 instruction is encoded: VEX came with AVX (and BMI), EVEX with AVX-512. */
export type Encoding = 'legacy' | 'VEX' | 'EVEX';

export interface Instruction {
  symbol: string;
  text: string;
  encoding: Encoding;
}

function read(program: string, ...args: string[]): string[] {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
  return stdout.split('\n');
}

/** Symbols of an object, demangled, with nm's letter for their kind. */
export function symbols(object: string, ...options: string[]): { kind: string; name: string }[] {
  return read('nm', '--demangle', ...options, object).flatMap((line) => {
    const match = /^[0-9a-f ]{16} (\S) (.*)$/.exec(line);
    return match ? [{ kind: match[1]!, name: match[2]! }] : [];
  });
}

/** Names of an object's sections. */
export function sections(object: string): string[] {
  return read('objdump', '--section-headers', object).flatMap((line) => /^ *\d+ (\S+)/.exec(line)?.[1] ?? []);
}

const legacyPrefixes = new Set([0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3]);

/** By the opcode byte, which no mnemonic can hide: andn and shlx are VEX too, verr and vmcall are not. */
function encodingOf(bytes: number[]): Encoding {
  const opcode = bytes.find((byte) => !legacyPrefixes.has(byte));
  if (opcode === 0xc4 || opcode === 0xc5) return 'VEX';
  return opcode === 0x62 ? 'EVEX' : 'legacy';
}

/** Every instruction of an object. */
export function instructions(object: string): Instruction[] {
  const found: Instruction[] = [];
  let symbol = '';
  for (const line of read('objdump', '--disassemble', '--demangle', '--wide', '--insn-width=16', object)) {
    const header = /^[0-9a-f]+ <(.*)>:$/.exec(line);
    if (header) symbol = header[1]!;
    const [, bytes, text] = line.split('\t');
    if (bytes === undefined || text === undefined) continue;
    const encoding = encodingOf(
      bytes
        .trim()
        .split(' ')
        .map((byte) => parseInt(byte, 16)),
    );
    found.push({ symbol, text: text.trim().replace(/\s+/g, ' '), encoding });
  }
  return found;
}
