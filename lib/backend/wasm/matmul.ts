// Products of matrices: native/binding/matmul.cc over leeway.wasm.
import { lengthOf, requireApart, requireArray } from '../../checks';
import { refusal } from '../../errors';
import type { Addon, Isa } from '../addon';
import { activation as activationStruct, matmulShape } from './abi';
import { status, type Instance } from './instance';

function requireSize(size: unknown): void {
  if (!(Number.isInteger(size) && (size as number) >= 0 && (size as number) < 2 ** 31))
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'sizes from 0 to 2147483647', 'the matrices', size);
}

function requireMatrix(array: Float32Array, name: string, wanted: number): void {
  requireArray(array, 'float32', name);
  if (lengthOf(array) !== wanted) throw refusal('ERR_LEEWAY_LENGTH', 'an element for each of the shape', name, array);
}

export function wasmMatmul(instance: Instance, isas: readonly Isa[]): Pick<Addon, 'resolveMatmul'> {
  const { exports } = instance;
  return {
    resolveMatmul(isa, activation) {
      return (a, b, bias, out, products, rows, depth, columns, aTransposed, bTransposed, aShared, bShared) => {
        [products, rows, depth, columns].forEach(requireSize);
        requireMatrix(a, 'a', (aShared ? 1 : products) * rows * depth);
        requireMatrix(b, 'b', (bShared ? 1 : products) * depth * columns);
        if (bias) requireMatrix(bias, 'bias', columns);
        requireMatrix(out, 'out', products * rows * columns);
        const inputs = { a, b, bias };
        for (const [name, array] of Object.entries(inputs)) if (array) requireApart(out, 'out', array, name);

        const structs = Math.ceil(matmulShape.size / 8) * 8 + activationStruct.size;
        const floats = lengthOf(a) + lengthOf(b) + lengthOf(bias) + lengthOf(out);
        return instance.lend(structs + 4 * floats, (at) => {
          const activationAt = at + structs - activationStruct.size;
          const flags = [aTransposed, bTransposed, aShared, bShared].map(Number) as [number, number, number, number];
          matmulShape.write(instance.view, at, {
            ...{ products, rows, depth, columns },
            ...{ aTransposed: flags[0], bTransposed: flags[1], aShared: flags[2], bShared: flags[3] },
          });
          if (activation) activationStruct.write(instance.view, activationAt, activation);
          let next = at + structs;
          const room = (array: Float32Array | undefined): number => {
            const place = next;
            next += 4 * lengthOf(array);
            return place;
          };
          const [aAt, bAt, biasAt, outAt] = [room(a), room(b), room(bias), room(out)] as const;
          instance.writeFloats(aAt, a);
          instance.writeFloats(bAt, b);
          if (bias) instance.writeFloats(biasAt, bias);
          const isaIndex = isas.indexOf(isa);
          const outcome = exports.leeway_matmul(
            at,
            isaIndex,
            activation ? activationAt : 0,
            aAt,
            bAt,
            bias ? biasAt : 0,
            outAt,
          );
          if (outcome === status.outOfMemory) throw refusal('ERR_LEEWAY_MEMORY', 'enough memory', 'the matrices', out);
          if (outcome !== status.ok) throw new RangeError('no such kernel of float32 on an available instruction set');
          out.set(instance.readFloats(outAt, lengthOf(out)));
          return out;
        });
      };
    },
  };
}
