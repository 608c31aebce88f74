// The catalogue, and kernels on typed arrays: native/binding/kernels.cc over leeway.wasm.
import { bufferOf, byteOffsetOf, lengthOf, requireApart, requireArray } from '../../checks';
import { arrayKinds, bytesPer, dtypes } from '../../dtypes';
import type {
  Addon,
  AddonKernel,
  AddonOp,
  Bound,
  Conversion,
  Dtype,
  ElementArray,
  Isa,
  ResolvedFunctions,
} from '../addon';
import { bound, functions, kernelInfo, limits, opInfo, pointer } from './abi';
import { checkLength, checkOutput } from './arguments';
import { elementOf, status, type Instance } from './instance';

type Kernels = Pick<Addon, 'isas' | 'bestIsa' | 'ops' | 'limits' | 'kernels' | 'resolve' | 'conversion'>;

/** Instruction sets in the order of leeway_isa. */
export function isaNames(instance: Instance): Isa[] {
  const nameOf = (isa: number): string => instance.text(instance.exports.leeway_isa_name(isa));
  const names: string[] = [];
  while (nameOf(names.length) !== 'unknown') names.push(nameOf(names.length));
  return names as Isa[];
}

/** Elements that pass through WebAssembly's memory at a time: few enough to stay in the first cache on their way. */
const chunk = 4096;

const { set } = Float32Array.prototype;

/** Two stretches of memory that arrays are copied into and results out of. */
class Scratch {
  readonly #instance: Instance;
  readonly first: number;
  readonly second: number;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.first = instance.allocate(2 * chunk * 8);
    this.second = this.first + chunk * 8;
  }

  take(array: ElementArray, dtype: Dtype, from: number, count: number, at: number): void {
    const bytes = bytesPer[dtype];
    const all = count === lengthOf(array);
    const part = all ? array : new arrayKinds[dtype].Kind(bufferOf(array), byteOffsetOf(array) + from * bytes, count);
    set.call(this.#instance.elements(dtype), part, at / bytes);
  }

  give(array: ElementArray, dtype: Dtype, from: number, count: number, at: number): void {
    const first = at / bytesPer[dtype];
    set.call(array, this.#instance.elements(dtype).subarray(first, first + count), from);
  }
}

type Gradient = (x: ElementArray, dy: ElementArray, dx: ElementArray) => ElementArray;

export function wasmKernels(instance: Instance): Kernels {
  const { exports } = instance;
  const isas = isaNames(instance);
  const scratch = new Scratch(instance);

  function forward(f: number, dtype: Dtype, alpha: number): ResolvedFunctions['forward'] {
    return (x, out) => {
      requireArray(x, dtype, 'x');
      requireArray(out, dtype, 'out');
      checkOutput(out, 'out', x, 'x', dtype);
      const length = lengthOf(x);
      for (let from = 0; from < length; from += chunk) {
        const count = Math.min(chunk, length - from);
        scratch.take(x, dtype, from, count, scratch.first);
        exports.leeway_call_forward(f, scratch.first, scratch.first, count, alpha);
        scratch.give(out, dtype, from, count, scratch.first);
      }
      return out;
    };
  }

  function gradient(f: number, dtype: Dtype, alpha: number, name: 'x' | 'y'): Gradient {
    return (x, dy, dx) => {
      requireArray(x, dtype, name);
      requireArray(dy, dtype, 'dy');
      requireArray(dx, dtype, 'dx');
      const length = lengthOf(x);
      checkLength(dy, 'dy', length, name);
      checkOutput(dx, 'dx', x, name, dtype);
      checkOutput(dx, 'dx', dy, 'dy', dtype);
      for (let from = 0; from < length; from += chunk) {
        const count = Math.min(chunk, length - from);
        scratch.take(x, dtype, from, count, scratch.first);
        scratch.take(dy, dtype, from, count, scratch.second);
        exports.leeway_call_backward(f, scratch.first, scratch.second, scratch.first, count, alpha);
        scratch.give(dx, dtype, from, count, scratch.first);
      }
      return dx;
    };
  }

  function converter(f: number, from: Dtype, to: Dtype): Conversion {
    return (x, out) => {
      requireArray(x, from, 'x');
      requireArray(out, to, 'out');
      const length = lengthOf(x);
      checkLength(out, 'out', length, 'x');
      requireApart(out, 'out', x, 'x');
      for (let first = 0; first < length; first += chunk) {
        const count = Math.min(chunk, length - first);
        scratch.take(x, from, first, count, scratch.first);
        exports.leeway_call_forward(f, scratch.first, scratch.second, count, 0);
        scratch.give(out, to, first, count, scratch.second);
      }
      return out;
    };
  }

  function describeOp(op: number): AddonOp {
    return instance.lend(opInfo.size, (at) => {
      exports.leeway_op(op, at);
      const { hasAlpha, defaultAlpha, ...texts } = opInfo.read(instance.view, at);
      const entries = Object.entries(texts).map(([key, address]) => [key, instance.text(address)]);
      return Object.fromEntries(hasAlpha ? [...entries, ['alpha', defaultAlpha]] : entries) as AddonOp;
    });
  }

  function boundsOf(kernel: number): Record<Isa, Bound> {
    return instance.lend(bound.size, (at) => {
      const entries = isas.map((name, isa) => {
        exports.leeway_kernel_bound(kernel, isa, at);
        return [name, bound.read(instance.view, at)];
      });
      return Object.fromEntries(entries) as Record<Isa, Bound>;
    });
  }

  function describeKernel(index: number): AddonKernel {
    return instance.lend(kernelInfo.size, (at) => {
      exports.leeway_kernel(index, at);
      const info = kernelInfo.read(instance.view, at);
      return {
        index,
        op: info.op,
        method: instance.text(info.method),
        dtype: dtypes[info.element]!,
        domain: [info.low, info.high],
        hasBackwardFromOutput: info.backwardFromOutput !== 0,
        hasAlphaPerChannel: info.alphaPerChannel !== 0,
        bounds: boundsOf(index),
      };
    });
  }

  const list = <T>(count: number, describe: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => describe(i));

  return {
    isas: () =>
      isas.map((name, isa) => ({
        name,
        available: exports.leeway_isa_available(isa) !== 0,
        lanes: Object.fromEntries(
          dtypes.map((dtype) => [dtype, exports.leeway_isa_lanes(isa, elementOf(dtype))]),
        ) as Record<Dtype, number>,
      })),
    bestIsa: () => isas[exports.leeway_isa_best()]!,
    ops: () => list(exports.leeway_op_count(), describeOp),
    limits: (op, alpha) =>
      instance.lend(limits.size, (at) => {
        if (exports.leeway_op_limits(op, alpha, at, at + 8) !== status.ok) throw new RangeError('no such op');
        const { low, high } = limits.read(instance.view, at);
        return [low, high];
      }),
    kernels: () => list(exports.leeway_kernel_count(), describeKernel),
    resolve(kernel, isa, alpha) {
      const found = instance.lend(functions.size, (at) => {
        if (exports.leeway_resolve(kernel, isas.indexOf(isa), at) !== status.ok)
          throw new RangeError('no such kernel on an available instruction set');
        return functions.read(instance.view, at);
      });
      const { dtype } = describeKernel(kernel);
      const resolved: ResolvedFunctions = {
        forward: forward(found.forward, dtype, alpha),
        backward: gradient(found.backward, dtype, alpha, 'x'),
      };
      if (found.backwardFromOutput !== 0)
        resolved.backwardFromOutput = gradient(found.backwardFromOutput, dtype, alpha, 'y');
      return resolved;
    },
    conversion(from, to, isa) {
      const { convert } = instance.lend(pointer.size, (at) => {
        if (exports.leeway_resolve_conversion(elementOf(from), elementOf(to), isas.indexOf(isa), at) !== status.ok)
          throw new RangeError('no such conversion on an available instruction set');
        return pointer.read(instance.view, at);
      });
      return converter(convert, from, to);
    },
  };
}
