// Products of matrices.

/**
 * `products` times [rows, depth] by [depth, columns], dense. Transposed matrices lie as [depth, rows] and [columns, depth]; of
 * shared ones there is one for all products.
 */
export interface ProductShape {
  products: number;
  rows: number;
  depth: number;
  columns: number;
  aTransposed: boolean;
  bTransposed: boolean;
  aShared: boolean;
  bShared: boolean;
}

/** As native code takes them, one by one: an object takes longer to read than a small product. */
export const argumentsOf = (shape: ProductShape) => {
  const { products, rows, depth, columns, aTransposed, bTransposed, aShared, bShared } = shape;
  return [products, rows, depth, columns, aTransposed, bTransposed, aShared, bShared] as const;
};

/**
 * out[p] = activation(a[p] b[p] + bias), p < products; bias has an element per column. Checks the arrays, which are float32,
 * and returns `out`.
 */
export type Matmul = (
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | undefined,
  out: Float32Array,
  ...shape: ReturnType<typeof argumentsOf>
) => Float32Array;
