// Posit operations on typed arrays: native/binding/posit.cc over leeway.wasm.
import { bufferOf, byteOffsetOf, kindOf, lengthOf } from '../../checks';
import { refusal } from '../../errors';
import type { Addon, PositArray, PositFormat, PositFunction } from '../addon';
import { positFormat, positOperationInfo, positRequest } from './abi';
import { status, type Instance } from './instance';
import { isaNames } from './kernels';

type Numbers = PositArray | Float32Array | Float64Array | Int8Array;

/** How elements of a kind stand in a typed array. */
interface Storage {
  kind: string;
  bytes: number;
}

const kinds: Record<string, number> = {
  Uint8Array: 1,
  Uint16Array: 2,
  Uint32Array: 4,
  Float32Array: 4,
  Float64Array: 8,
  Int8Array: 1,
};
const storage = (kind: string): Storage => ({ kind, bytes: kinds[kind]! });

const bitsOf = (n: number): Storage => storage(n <= 8 ? 'Uint8Array' : n <= 16 ? 'Uint16Array' : 'Uint32Array');

/** leeway_posit_kind, in its order: bits, bits of the other format, floats, integers. */
function storageOf(kind: number, n: number, toN: number): Storage {
  if (kind < 2) return bitsOf(kind === 0 ? n : toN);
  return storage(['Float32Array', 'Float64Array', 'Int8Array'][kind - 2]!);
}

function requireKind(value: unknown, { kind }: Storage, argument: string): asserts value is Numbers {
  if (kindOf(value) === kind) return;
  throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', `${kind.startsWith('I') ? 'an' : 'a'} ${kind}`, argument, value);
}

function requireLength(value: Numbers, argument: string, wanted: number, name: string): void {
  if (lengthOf(value) !== wanted)
    throw refusal('ERR_LEEWAY_LENGTH', `the length of ${name} (${wanted})`, argument, value);
}

/** The very same memory where elements have the same size, or none in common. */
function requireApart(out: Numbers, { bytes }: Storage, like: Numbers, likeBytes: number, name: string): void {
  if (out === like || bufferOf(out) !== bufferOf(like)) return;
  const [a, b] = [byteOffsetOf(out), byteOffsetOf(like)];
  const [aEnd, bEnd] = [a + lengthOf(out) * bytes, b + lengthOf(like) * likeBytes];
  const sameSize = bytes === likeBytes;
  if (aEnd === a || bEnd === b || (sameSize && a === b) || aEnd <= b || bEnd <= a) return;
  const expected = sameSize ? `${name} itself or memory apart from it` : `memory apart from that of ${name}`;
  throw refusal('ERR_LEEWAY_OVERLAP', expected, 'out', out);
}

/** Elements that pass through WebAssembly's memory at a time. */
const chunk = 4096;

export function wasmPosit(instance: Instance): Pick<Addon, 'positPrepare' | 'positDot' | 'positMatmul'> {
  const { exports } = instance;
  const isas = isaNames(instance);
  // Three inputs and a result at most, of 8 bytes at most; then a format.
  const room = chunk * 8;
  const scratch = instance.allocate(4 * room + positFormat.size);
  const formatAt = scratch + 4 * room;
  const released = new FinalizationRegistry((posit: number) => exports.leeway_posit_release(posit));

  function writeFormat(n: number, es: number): number {
    positFormat.write(instance.view, formatAt, { bits: n, exponentBits: es });
    return formatAt;
  }

  const bytesOf = (array: Numbers, bytes: number, from: number, count: number): Uint8Array =>
    new Uint8Array(bufferOf(array), byteOffsetOf(array) + from * bytes, count * bytes);
  function take(array: Numbers, bytes: number, from: number, count: number, at: number): void {
    if (count > 0) instance.bytes.set(bytesOf(array, bytes, from, count), at);
  }
  function give(array: Numbers, bytes: number, from: number, count: number, at: number): void {
    if (count > 0) bytesOf(array, bytes, from, count).set(instance.bytes.subarray(at, at + count * bytes));
  }

  function requirePosits(value: unknown, n: number, es: number, argument: string): asserts value is PositArray {
    const kind = bitsOf(n);
    requireKind(value, kind, argument);
    if (n === 8 * kind.bytes) return;
    const length = lengthOf(value);
    for (let from = 0; from < length; from += chunk) {
      const count = Math.min(chunk, length - from);
      take(value, kind.bytes, from, count, scratch);
      const bad = exports.leeway_posit_first_invalid(writeFormat(n, es), scratch, count);
      if (bad < count)
        throw refusal(
          'ERR_LEEWAY_ARGUMENT_RANGE',
          `a posit of ${n} bits (0 to ${2 ** n - 1})`,
          `${argument}[${from + bad}]`,
          value[from + bad],
        );
    }
  }

  function operationNamed(name: string): { operation: number; info: ReturnType<typeof positOperationInfo.read> } {
    return instance.lend(positOperationInfo.size, (at) => {
      for (let operation = 0; exports.leeway_posit_operation(operation, at) === status.ok; operation++) {
        const info = positOperationInfo.read(instance.view, at);
        if (instance.text(info.name) === name) return { operation, info };
      }
      throw new RangeError(`no such posit operation: ${name}`);
    });
  }

  const positPrepare: Addon['positPrepare'] = ({ operation: name, isa, n, es, toN, toEs, options, table }) => {
    const { operation, info } = operationNamed(name);
    if (table) requirePosits(table, n, es, 'table');
    const tableLength = lengthOf(table);
    const tableBytes = tableLength * bitsOf(n).bytes;
    const posit = instance.lend(positRequest.size + 4 + tableBytes, (at) => {
      const result = at + positRequest.size;
      if (table) take(table, bitsOf(n).bytes, 0, tableLength, result + 4);
      const request = { operation, isa: isas.indexOf(isa), bits: n, exponentBits: es };
      const to = { toBits: toN, toExponentBits: toEs };
      positRequest.write(instance.view, at, { ...request, ...to, options, table: result + 4, tableLength });
      const outcome = exports.leeway_posit_prepare(at, result);
      if (outcome === status.outOfMemory)
        throw refusal('ERR_LEEWAY_MEMORY', 'enough memory', 'the table', 'too little');
      if (outcome !== status.ok) throw new RangeError('no such posit operation on an available instruction set');
      return instance.view.getUint32(result, true);
    });

    const { inputs } = info;
    const [input, output] = [storageOf(info.input, n, toN), storageOf(info.output, n, toN)];
    const names = [info.input > 1 ? 'x' : info.output === 0 || inputs > 1 ? 'a' : 'bits', 'b', 'c'];
    const run: PositFunction = (...arrays) => {
      const given = arrays.slice(0, inputs);
      const out = arrays[inputs]!;
      const length = lengthOf(given[0]);
      given.forEach((array, i) => {
        if (info.input === 0) requirePosits(array, n, es, names[i]!);
        else requireKind(array, input, names[i]!);
        requireLength(array, names[i]!, length, names[0]!);
      });
      requireKind(out, output, 'out');
      requireLength(out, 'out', length, names[0]!);
      given.forEach((array, i) => requireApart(out, output, array, input.bytes, names[i]!));
      for (let from = 0; from < length; from += chunk) {
        const count = Math.min(chunk, length - from);
        given.forEach((array, i) => take(array, input.bytes, from, count, scratch + i * room));
        const result = scratch + 3 * room;
        exports.leeway_posit_run(posit, scratch, scratch + room, scratch + 2 * room, result, count);
        give(out, output.bytes, from, count, result);
      }
      return out;
    };
    released.register(run, posit);
    return run;
  };

  const ready = (outcome: number): void => {
    if (outcome === status.outOfMemory)
      throw refusal('ERR_LEEWAY_MEMORY', 'enough memory', 'the matrices', 'too little');
    if (outcome !== status.ok) throw new RangeError('no such posit format on an available instruction set');
  };

  const positDot: Addon['positDot'] = ({ n, es, isa }: PositFormat, a, b) => {
    requirePosits(a, n, es, 'a');
    requirePosits(b, n, es, 'b');
    const [length, { bytes }] = [lengthOf(a), bitsOf(n)];
    requireLength(b, 'b', length, 'a');
    const size = Math.ceil((length * bytes) / 8) * 8;
    return instance.lend(2 * size + 4, (at) => {
      take(a, bytes, 0, length, at);
      take(b, bytes, 0, length, at + size);
      const result = at + 2 * size;
      ready(exports.leeway_posit_dot(writeFormat(n, es), isas.indexOf(isa), at, at + size, length, result));
      return instance.view.getUint32(result, true);
    });
  };

  const positMatmul: Addon['positMatmul'] = ({ n: bits, es, isa }, a, b, [m, k, n], out) => {
    requirePosits(a, bits, es, 'a');
    requirePosits(b, bits, es, 'b');
    const kind = bitsOf(bits);
    requireKind(out, kind, 'out');
    const shapes: [PositArray, string, string, number][] = [
      [a, 'a', 'm * k', m * k],
      [b, 'b', 'k * n', k * n],
      [out, 'out', 'm * n', m * n],
    ];
    for (const [array, argument, product, wanted] of shapes)
      if (lengthOf(array) !== wanted)
        throw refusal('ERR_LEEWAY_LENGTH', `${product} (${wanted}) elements`, argument, array);
    requireApart(out, kind, a, kind.bytes, 'a');
    requireApart(out, kind, b, kind.bytes, 'b');
    const sizes = shapes.map(([, , , count]) => Math.ceil((count * kind.bytes) / 8) * 8) as [number, number, number];
    return instance.lend(sizes[0] + sizes[1] + sizes[2], (at) => {
      const [bAt, outAt] = [at + sizes[0], at + sizes[0] + sizes[1]];
      take(a, kind.bytes, 0, m * k, at);
      take(b, kind.bytes, 0, k * n, bAt);
      ready(exports.leeway_posit_matmul(writeFormat(bits, es), isas.indexOf(isa), at, bAt, m, k, n, outAt));
      give(out, kind.bytes, 0, m * n, outAt);
      return out;
    });
  };

  return { positPrepare, positDot, positMatmul };
}
