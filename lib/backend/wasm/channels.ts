// Kernels with an alpha per channel: native/binding/channels.cc over leeway.wasm.
import { lengthOf, requireArray } from '../../checks';
import { bytesPer, dtypes, type Dtype, type ElementArray } from '../../dtypes';
import type { Addon, Isa } from '../addon';
import { channelFunctions, channelShape, kernelInfo } from './abi';
import { checkLength, checkOutput } from './arguments';
import { status, type Instance } from './instance';

const { set } = Float32Array.prototype;

/** Where a call's arrays stand while it is under way. A detached array has no elements, and none are copied: set() would throw. */
class Lent {
  constructor(
    private readonly instance: Instance,
    private next: number,
  ) {}

  /** The next piece of memory, at an address that suits any element. */
  room(bytes: number): number {
    const at = this.next;
    this.next += Math.ceil(bytes / 8) * 8;
    return at;
  }

  take(array: ElementArray, dtype: Dtype): number {
    const at = this.room(lengthOf(array) * bytesPer[dtype]);
    if (lengthOf(array) > 0) set.call(this.instance.elements(dtype), array, at / bytesPer[dtype]);
    return at;
  }

  give(array: ElementArray, dtype: Dtype, at: number): void {
    const first = at / bytesPer[dtype];
    if (lengthOf(array) > 0) set.call(array, this.instance.elements(dtype).subarray(first, first + lengthOf(array)));
  }
}

export function wasmChannels(instance: Instance, isas: readonly Isa[]): Pick<Addon, 'resolveChannels'> {
  const { exports } = instance;

  return {
    // Arrays go in whole: gradients by alpha are summed over all of them, in an order that is the same everywhere.
    resolveChannels(kernel, isa, channels, inner) {
      const dtype = instance.lend(kernelInfo.size, (at) => {
        exports.leeway_kernel(kernel, at);
        return dtypes[kernelInfo.read(instance.view, at).element]!;
      });
      const found = instance.lend(channelFunctions.size, (at) => {
        if (exports.leeway_resolve_channels(kernel, isas.indexOf(isa), at) !== status.ok)
          throw new RangeError('no such kernel on an available instruction set');
        return channelFunctions.read(instance.view, at);
      });
      const lend = (x: ElementArray, arrays: number, use: (memory: Lent, shape: number) => void): void => {
        const bytes = arrays * (lengthOf(x) + 1) * bytesPer[dtype] + 2 * channels * 8 + channelShape.size + 64;
        instance.lend(bytes, (at) => {
          const memory = new Lent(instance, Math.ceil(at / 8) * 8);
          const shape = memory.room(channelShape.size);
          const outer = Math.floor(lengthOf(x) / (channels * inner));
          channelShape.write(instance.view, shape, { outer, channels, inner });
          use(memory, shape);
        });
      };
      return {
        forward(x, alpha, out) {
          requireArray(x, dtype, 'x');
          requireArray(out, dtype, 'out');
          checkOutput(out, 'out', x, 'x', dtype);
          lend(x, 1, (memory, shape) => {
            const [atX, atAlpha] = [memory.take(x, dtype), memory.take(alpha, dtype)];
            exports.leeway_call_channel_forward(found.forward, atX, atAlpha, atX, shape);
            memory.give(out, dtype, atX);
          });
          return out;
        },
        backward(x, alpha, dy, dx, sums) {
          requireArray(x, dtype, 'x');
          requireArray(dy, dtype, 'dy');
          requireArray(dx, dtype, 'dx');
          checkLength(dy, 'dy', lengthOf(x), 'x');
          checkOutput(dx, 'dx', x, 'x', dtype);
          checkOutput(dx, 'dx', dy, 'dy', dtype);
          lend(x, 2, (memory, shape) => {
            const [atX, atAlpha, atDy] = [memory.take(x, dtype), memory.take(alpha, dtype), memory.take(dy, dtype)];
            const atSums = memory.room(channels * 8);
            exports.leeway_call_channel_backward(found.backward, atX, atAlpha, atDy, atX, atSums, shape);
            memory.give(dx, dtype, atX);
            memory.give(sums, 'float64', atSums);
          });
          return dx;
        },
      };
    },
  };
}
