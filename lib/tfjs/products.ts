// Matrix products of the cpu backend, by the packed product that the LSTM has too: BatchMatMul, and _FusedMatMul, which is what
// a dense layer runs to predict: bias and activation in the same pass.
import { addon, backend as leewayBackend } from '../backend';
import { argumentsOf, type Matmul, type ProductShape } from '../backend/native/product';
import { choose } from '../catalogue';
import type { Op } from '../generated/ops';
import { byAlpha, queryFor, servesAlpha } from './activations';
import { floatsOf } from './arrays';
import { sizeOf, type CpuBackend, type KernelCall, type TensorInfo } from './framework';
import type { Promised, Replacement } from './replacement';

/** Two tensors as matrices, and the shape of their product. */
interface Factors extends ProductShape {
  a: Float32Array;
  b: Float32Array;
  shape: number[];
}

/** The outer dimensions of a product: those of both, or of the one that is not a single matrix. Others tfjs pairs by itself. */
function outerOf(a: number[], b: number[]): number[] | undefined {
  if (a.length === b.length && a.every((size, i) => size === b[i])) return a;
  if (sizeOf(a) !== 1 && sizeOf(b) !== 1) return undefined;
  const [one, many] = sizeOf(a) === 1 ? [a, b] : [b, a];
  return [...Array<number>(Math.max(0, one.length - many.length)).fill(1), ...many];
}

function factorsOf({ inputs, attrs, backend }: KernelCall<CpuBackend>): Factors | undefined {
  const [left, right] = [inputs['a']!, inputs['b']!];
  if (left.shape.length < 2 || right.shape.length < 2) return undefined;
  const [aTransposed, bTransposed] = [Boolean(attrs?.['transposeA']), Boolean(attrs?.['transposeB'])];
  const [aRows, aColumns] = left.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = right.shape.slice(-2) as [number, number];
  const [rows, depth] = aTransposed ? [aColumns, aRows] : [aRows, aColumns];
  const [depthOfB, columns] = bTransposed ? [bColumns, bRows] : [bRows, bColumns];
  const [outerA, outerB] = [left.shape.slice(0, -2), right.shape.slice(0, -2)];
  const outer = outerOf(outerA, outerB);
  const [a, b] = [floatsOf(backend, left), floatsOf(backend, right)];
  if (!a || !b || !outer || depth !== depthOfB) return undefined; // tfjs knows what to say
  const products = sizeOf(outer);
  const [aShared, bShared] = [products > 1 && sizeOf(outerA) === 1, products > 1 && sizeOf(outerB) === 1];
  const shape = [...outer, rows, columns];
  return { a, b, products, rows, depth, columns, aTransposed, bTransposed, aShared, bShared, shape };
}

function multiply(matmul: Matmul, factors: Factors, bias: Float32Array | undefined, backend: CpuBackend): TensorInfo {
  const { a, b, shape } = factors;
  const out = new Float32Array(sizeOf(shape));
  matmul(a, b, bias, out, ...argumentsOf(factors));
  return backend.makeTensorInfo(shape, 'float32', out);
}

/** tfjs's names for the activations of its fused products. */
const fusedOps: Record<string, Op> = { relu: 'relu', relu6: 'relu6', elu: 'elu', sigmoid: 'sigmoid' };

const promised: Promised = { method: 'product', maxAbsError: Infinity, maxUlp: Infinity };

/** The matrix products, with activations within a budget. */
export function products(maxAbsError?: number): Record<string, Replacement> {
  const { isa } = leewayBackend;
  const plain = addon.resolveMatmul(isa);
  const fused = new Map<unknown, Matmul>([
    [undefined, plain],
    [null, plain],
    ['linear', plain],
  ]);
  for (const [name, op] of Object.entries(fusedOps)) {
    const { index, info } = choose(op, queryFor(op, maxAbsError));
    fused.set(name, addon.resolveMatmul(isa, { kernel: index, alpha: info.alpha ?? 1 }));
  }
  const { index: leakyRelu } = choose('leaky_relu', {});
  const fusedLeakyRelu = byAlpha((alpha) => addon.resolveMatmul(isa, { kernel: leakyRelu, alpha }));

  function matmulFor({ activation, leakyreluAlpha: alpha }: Record<string, unknown>): Matmul | undefined {
    if (activation === 'leakyrelu') return servesAlpha(alpha) ? fusedLeakyRelu(alpha) : undefined;
    return fused.get(activation);
  }

  return {
    BatchMatMul: {
      promised,
      run: (call: KernelCall<CpuBackend>) => {
        const factors = factorsOf(call);
        return factors && multiply(plain, factors, undefined, call.backend);
      },
    },
    _FusedMatMul: {
      promised,
      run: (call: KernelCall<CpuBackend>) => {
        const { inputs, attrs = {}, backend } = call;
        const matmul = matmulFor(attrs);
        const factors = matmul && factorsOf(call);
        if (!factors) return undefined;
        const { bias } = inputs;
        if (!bias) return multiply(matmul, factors, undefined, backend);
        // Any other bias is broadcast by tfjs.
        const perColumn = bias.shape.at(-1) === factors.columns && sizeOf(bias.shape) === factors.columns;
        const values = perColumn ? floatsOf(backend, bias) : undefined;
        return values && multiply(matmul, factors, values, backend);
      },
    },
  };
}
