import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dtype, Isa } from 'leeway';

/** The main loop of a kernel as the compiler made it. */
export interface MainLoop {
  op: string;
  method: string;
  dtype: Dtype;
  /** Instructions, as objdump writes them, the jump back last. */
  instructions: string[];
  /** Vectors it does per round: its stores. */
  vectors: number;
}

export interface Instruction {
  address: string;
  text: string;
}

const elements: Record<string, Dtype> = { f32: 'float32', f64: 'float64' };
const aVector = /%[xyz]mm\d/;
const ofTheStack = /\(%r[sb]p/;

/** Main loops of all forward kernels of an instruction set, out of the object files. */
export function mainLoops(isa: Isa, folder = `build-cmake/CMakeFiles/leeway_${isa}.dir`): MainLoop[] {
  const objects = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.o'));
  const functions = objects.flatMap((object) => disassemble(join(folder, object)));
  const list = readFileSync('native/kernels/kernels.def', 'utf8');
  return [...list.matchAll(/^LEEWAY_KERNEL\((\w+), +(\w+), +(\w+), +(\w+)/gm)].flatMap(
    ([, op, method, element, formula]) => {
      const dtype = elements[element!];
      const found = functions.find(({ name }) => isForward(name, formula!, element!));
      const loop = found && mainLoop(found.instructions);
      if (!dtype || !loop) return [];
      return [{ op: op!, method: method!, dtype, instructions: loop, vectors: Math.max(1, stores(loop)) }];
    },
  );
}

function isForward(name: string, formula: string, element: string): boolean {
  const plain = name.replaceAll(/leeway::\w+::\(anonymous namespace\)::/g, '');
  return plain.includes(`forward<${formula}, ${element}>(`);
}

function disassemble(object: string): { name: string; instructions: Instruction[] }[] {
  const { stdout, error } = spawnSync('objdump', ['-d', '-C', '-w', '--no-show-raw-insn', object], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error) throw new Error('expected objdump, found none: apt-get install binutils');
  return stdout.split(/\n(?=[0-9a-f]+ <)/).map((text) => ({
    name: text.slice(0, text.indexOf('\n')),
    instructions: [...text.matchAll(/^\s*([0-9a-f]+):\s+(.*\S)\s*$/gm)].map(([, address, line]) => ({
      address: address!,
      text: line!.replace(/#.*/, '').replace(/<.*>/, '').trim(),
    })),
  }));
}

/** Of the innermost loops, the one that stores most vectors. */
export function mainLoop(instructions: Instruction[]): string[] | undefined {
  const places = new Map(instructions.map(({ address }, i) => [address, i]));
  const loops = instructions.flatMap(({ text }, end) => {
    const start = places.get(/^j\w+\s+([0-9a-f]+)/.exec(text)?.[1] ?? '');
    return start !== undefined && start <= end ? [{ start, end }] : [];
  });
  return loops
    .filter((outer) => !loops.some((inner) => inner !== outer && outer.start <= inner.start && inner.end <= outer.end))
    .map(({ start, end }) => instructions.slice(start, end + 1).map(({ text }) => text))
    .sort((a, b) => stores(b) - stores(a))[0];
}

function stores(loop: string[]): number {
  return loop.filter((text) => /^v?mov[au]?p[sd]\s+%[xyz]mm\d+,[^%]*\(/.test(text) && !ofTheStack.test(text)).length;
}

/** Vector instructions that occupy a port: moves between registers cost none, loads and stores have their own. */
export function arithmetic({ instructions }: MainLoop): string[] {
  return instructions.filter((text) => aVector.test(text) && !/^v?(mov[au]p|movdq|broadcast)/.test(text));
}

export function spills({ instructions }: MainLoop): number {
  return instructions.filter((text) => aVector.test(text) && ofTheStack.test(text)).length;
}
