// C = A B for row-major C, by register blocks.
//
// A block of rows x vectors of C stays in registers while the inner loop runs down the depth: one load of B's row per
// vector, one broadcast of A per row. Bound: with 24 accumulators (AVX-512) the loop is 24 fused multiply-adds over 4 loads
// and 6 broadcasts, so the two FMA ports are the limit.
//
// Every element of C is summed in the order of the depth, however the rows fall into blocks.
#pragma once

#include "matrix/operations.h"

LEEWAY_ISA_BEGIN

template <class V>
using MatrixIn = MatrixOf<typename V::element>;

// The tallest block whose accumulators, with a row of B (32 registers) or one of its vectors (16), fit into registers.
template <class V>
constexpr int block_rows(int vectors) {
  if (V::registers >= 32) return vectors == 4 ? 6 : vectors == 1 ? 16 : 8;
  if (vectors == 4) return 3;
#if defined(__wasm__)
  return V::lanes == 1 ? 1 : 4;  // every height is code to be loaded
#else
  if (V::lanes == 1) return 2;  // nearly all of its products are four vectors wide
  return vectors == 3 ? 4 : vectors == 2 ? 5 : 8;
#endif
}

template <class V, int rows, int vectors>
struct Block {
  V sum[rows][vectors];

  LEEWAY_INLINE void clear() {
    for (int r = 0; r < rows; r++)
      for (int v = 0; v < vectors; v++) sum[r][v] = V(typename V::element(0));
  }

  // n is not 0.
  LEEWAY_INLINE void add_run(const typename V::element* a, size_t a_row, size_t a_column,
                             const typename V::element* b, size_t b_row, size_t n) {
    do {
      if (V::registers >= 32) {
        V row[vectors];
        for (int v = 0; v < vectors; v++) row[v] = V::load(b + v * V::lanes);
        for (int r = 0; r < rows; r++) {
          const V broadcast(a[r * a_row]);
          for (int v = 0; v < vectors; v++) sum[r][v] = mul_add(broadcast, row[v], sum[r][v]);
        }
      } else {
        V broadcast[rows];
        for (int r = 0; r < rows; r++) broadcast[r] = V(a[r * a_row]);
        for (int v = 0; v < vectors; v++) {
          const V entry = V::load(b + v * V::lanes);
          for (int r = 0; r < rows; r++) sum[r][v] = mul_add(broadcast[r], entry, sum[r][v]);
        }
      }
      a += a_column;
      b += b_row;
    } while (--n > 0);
  }

  LEEWAY_INLINE void load(const typename V::element* c, size_t c_row) {
    for (int r = 0; r < rows; r++)
      for (int v = 0; v < vectors; v++) sum[r][v] = V::load(c + r * c_row + v * V::lanes);
  }

  LEEWAY_INLINE void store(typename V::element* c, size_t c_row) const {
    for (int r = 0; r < rows; r++)
      for (int v = 0; v < vectors; v++) sum[r][v].store(c + r * c_row + v * V::lanes);
  }
};

template <class V, int rows, int vectors>
void product_block(const typename MatrixIn<V>::Product& p, const typename V::element* a,
                   const typename V::element* b, typename V::element* c) {
  // Zeros to load instead of a choice, and one loop over all runs, of which there is at least one: the compiler then keeps the
  // block in registers from first to last.
  static const typename V::element zeros[vectors * V::lanes] = {};
  Block<V, rows, vectors> block;
  block.load(p.add ? c : zeros, p.add ? p.c.row : 0);
  if (p.depth.last_run == 0) return block.store(c, p.c.row);
  size_t left = p.depth.runs;
  do {
    block.add_run(a, p.a.row, p.a.column, b, p.b.row, left > 1 ? p.depth.run : p.depth.last_run);
    a += p.a.run;
    b += p.b.run;
  } while (--left > 0);
  block.store(c, p.c.row);
}

template <class V, int vectors, int rows>
LEEWAY_INLINE void block_of_rows(const typename MatrixIn<V>::Product& p, size_t n,
                                 const typename V::element* a, const typename V::element* b,
                                 typename V::element* c) {
  if (n == static_cast<size_t>(rows)) return product_block<V, rows, vectors>(p, a, b, c);
  if constexpr (rows > 1) block_of_rows<V, vectors, rows - 1>(p, n, a, b, c);
}

template <class V, int vectors>
LEEWAY_INLINE void product_rows(const typename MatrixIn<V>::Product& p,
                                const typename V::element* a, const typename V::element* b,
                                typename V::element* c) {
  constexpr size_t tallest = block_rows<V>(vectors);
  // Blocks of nearly one height instead of tall ones and a flat rest, which would wait for its few sums.
  const size_t blocks = (p.rows + tallest - 1) / tallest;
  size_t i = 0;
  for (size_t block = 1; block <= blocks; block++) {
    const size_t end = p.rows * block / blocks;
    block_of_rows<V, vectors, static_cast<int>(tallest)>(p, end - i, a + i * p.a.row, b,
                                                         c + i * p.c.row);
    i = end;
  }
}

// As much of B as the first-level cache holds (24 KiB, or half as much again) meets all rows before the rest does, where there is more than one
// block of them.
template <class V, int vectors>
void product_columns(const typename MatrixIn<V>::Product& whole, size_t first_vector) {
  const typename V::element* a = whole.a.data;
  const typename V::element* b = whole.b.data + first_vector * V::lanes;
  typename V::element* const c = whole.c.data + first_vector * V::lanes;
  if (whole.rows <= static_cast<size_t>(block_rows<V>(vectors)))
    return product_rows<V, vectors>(whole, a, b, c);
  constexpr size_t cached = 24576 / (vectors * V::lanes * sizeof(typename V::element));
  typename MatrixIn<V>::Product part = whole;
  if (whole.depth.runs == 1) {
    const size_t depth = whole.depth.last_run;
    const size_t parts = depth > cached ? (depth + cached / 2) / cached : 1;
    for (size_t i = 0, from = 0; i < parts; i++, part.add = true) {
      const size_t end = depth * (i + 1) / parts;
      part.depth = depth_of(end - from);
      product_rows<V, vectors>(part, a + from * whole.a.column, b + from * whole.b.row, c);
      from = end;
    }
    return;
  }
  const size_t at_once = whole.depth.run < cached ? cached / whole.depth.run : 1;
  for (size_t from = 0; from < whole.depth.runs; from += at_once, part.add = true) {
    const size_t rest = whole.depth.runs - from;
    if (rest > at_once)
      part.depth = {at_once, whole.depth.run, whole.depth.run};
    else
      part.depth = {rest, whole.depth.run, whole.depth.last_run};
    product_rows<V, vectors>(part, a + from * whole.a.run, b + from * whole.b.run, c);
  }
}

template <class V>
void product(const typename MatrixIn<V>::Product* p) {
  size_t v = 0;
  for (; v + 4 <= p->vectors; v += 4) product_columns<V, 4>(*p, v);
  if (p->vectors - v == 3) product_columns<V, 3>(*p, v);
  if (p->vectors - v == 2) product_columns<V, 2>(*p, v);
  if (p->vectors - v == 1) product_columns<V, 1>(*p, v);
}

template <class V>
void add_arrays(typename V::element* to, const typename V::element* from, size_t n) {
  for (size_t i = 0; i < n; i += V::lanes) (V::load(to + i) + V::load(from + i)).store(to + i);
}

LEEWAY_ISA_END
