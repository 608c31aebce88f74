// The catalogue, and kernels on typed arrays: native/binding/kernels.cc over leeway.wasm.
import { lengthOf, requireApart, requireArray } from '../../checks';
import { dtypes } from '../../dtypes';
import type { Addon, AddonKernel, AddonOp, Bound, Conversion, Dtype, Isa, ResolvedFunctions } from '../addon';
import { bound, functions, kernelInfo, limits, opInfo, pointer } from './abi';
import { checkLength } from './arguments';
import { elementOf, status, type Instance } from './instance';
import { chunk, Passes, Scratch } from './passes';

type Kernels = Pick<Addon, 'isas' | 'bestIsa' | 'ops' | 'limits' | 'kernels' | 'resolve' | 'conversion'>;

/** Instruction sets in the order of leeway_isa. */
export function isaNames(instance: Instance): Isa[] {
  const nameOf = (isa: number): string => instance.text(instance.exports.leeway_isa_name(isa));
  const names: string[] = [];
  while (nameOf(names.length) !== 'unknown') names.push(nameOf(names.length));
  return names as Isa[];
}

export function wasmKernels(instance: Instance): Kernels {
  const { exports } = instance;
  const isas = isaNames(instance);
  const scratch = new Scratch(instance);
  const passes = new Passes(scratch);

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
        forward: passes.forward(dtype, (x, y, n) => exports.leeway_call_forward(found.forward, x, y, n, alpha)),
        backward: passes.gradient(dtype, 'x', (x, dy, dx, n) =>
          exports.leeway_call_backward(found.backward, x, dy, dx, n, alpha),
        ),
      };
      if (found.backwardFromOutput !== 0)
        resolved.backwardFromOutput = passes.gradient(dtype, 'y', (y, dy, dx, n) =>
          exports.leeway_call_backward(found.backwardFromOutput, y, dy, dx, n, alpha),
        );
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
