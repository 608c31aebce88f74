// C = A B for row-major C, by register blocks.
//
// A block of rows x columns of C stays in registers while the inner loop runs down k: one load of B's row per vector, one
// broadcast of A per row. Bound: with 24 accumulators (AVX-512) the loop is 24 fused multiply-adds over 4 loads and 6
// broadcasts, so the two FMA ports are the limit.
#pragma once

#include "matrix/operations.h"

LEEWAY_ISA_BEGIN

template <class V, int rows, int vectors>
LEEWAY_INLINE void product_block(const Product& p, size_t i, size_t j) {
  using E = typename V::element;
  constexpr size_t lanes = V::lanes;
  const E* a = p.a.data + i * p.a.row;
  const E* b = p.b.data + j;
  E* c = p.c.data + i * p.c.row + j;
  V sum[rows][vectors];
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) sum[r][v] = V(E(0));
  for (size_t k = 0; k < p.depth; k++) {
    V row[vectors];
    for (int v = 0; v < vectors; v++) row[v] = V::load(b + k * p.b.row + v * lanes);
    for (int r = 0; r < rows; r++) {
      const V broadcast(a[r * p.a.row + k * p.a.column]);
      for (int v = 0; v < vectors; v++) sum[r][v] = mul_add(broadcast, row[v], sum[r][v]);
    }
  }
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) sum[r][v].store(c + r * p.c.row + v * lanes);
}

template <class V, int vectors>
void product_columns(const Product& p, size_t j) {
  size_t i = 0;
  for (; i + 6 <= p.rows; i += 6) product_block<V, 6, vectors>(p, i, j);
  for (; i + 2 <= p.rows; i += 2) product_block<V, 2, vectors>(p, i, j);
  for (; i < p.rows; i++) product_block<V, 1, vectors>(p, i, j);
}

template <class V>
void product(const Product* p) {
  constexpr size_t lanes = V::lanes;
  constexpr int vectors = V::registers >= 32 ? 4 : 2;
  size_t j = 0;
  for (; j + vectors * lanes <= p->columns; j += vectors * lanes)
    product_columns<V, vectors>(*p, j);
  for (; j < p->columns; j += lanes) product_columns<V, 1>(*p, j);
}

LEEWAY_ISA_END
