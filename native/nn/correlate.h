// Convolutions without an array of their windows: a block of channels x pixels stays in registers while the inner loop runs
// down the taps, one load of a shifted plane per vector, one broadcast weight per channel.
//
// Bound: with 24 accumulators (AVX-512) 24 fused multiply-adds stand over 4 loads, most of which cross a line of the
// cache, and 6 broadcasts: the two FMA ports are the limit, as in matrix/product.h.
#pragma once

#include "matrix/product.h"
#include "nn/layer_operations.h"

LEEWAY_ISA_BEGIN

template <class V, int rows, int vectors>
void correlate_block(const Correlation& s, size_t row, size_t vector) {
  V sum[rows][vectors];
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) sum[r][v] = V(s.bias ? s.bias[row + r] : 0.0f);
  const float* a = s.a + row;
  const float* b = s.b + vector * V::lanes;
  for (size_t k = 0; k < s.depth; k++, a += s.rows) {
    const float* shifted = b + s.offsets[k];
    V pixels[vectors];
    for (int v = 0; v < vectors; v++) pixels[v] = V::load(shifted + v * V::lanes);
    for (int r = 0; r < rows; r++) {
      const V weight(a[r]);
      for (int v = 0; v < vectors; v++) sum[r][v] = mul_add(weight, pixels[v], sum[r][v]);
    }
  }
  float* c = s.c + row * s.c_row + vector * V::lanes;
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) sum[r][v].store(c + r * s.c_row + v * V::lanes);
}

template <class V, int vectors, int rows>
LEEWAY_INLINE void correlate_rows(const Correlation& s, size_t n, size_t row, size_t vector) {
  if (n == static_cast<size_t>(rows)) return correlate_block<V, rows, vectors>(s, row, vector);
  if constexpr (rows > 1) correlate_rows<V, vectors, rows - 1>(s, n, row, vector);
}

template <class V, int vectors>
LEEWAY_INLINE void correlate_columns(const Correlation& s, size_t n, size_t vector) {
  if (n < static_cast<size_t>(vectors)) {
    if constexpr (vectors > 1) correlate_columns<V, vectors - 1>(s, n, vector);
    return;
  }
  constexpr int tallest = block_rows<V>(vectors);
  const size_t blocks = (s.rows + tallest - 1) / tallest;
  for (size_t block = 0, row = 0; block < blocks; block++) {
    const size_t end = s.rows * (block + 1) / blocks;
    correlate_rows<V, vectors, tallest>(s, end - row, row, vector);
    row = end;
  }
}

// Blocks of nearly one width: nine vectors are three of three, not two of four and a thin rest that waits for its few sums.
template <class V>
void correlate(const Correlation* s) {
  const size_t blocks = (s->vectors + vectors_per_panel - 1) / vectors_per_panel;
  for (size_t block = 0, vector = 0; block < blocks; block++) {
    const size_t end = s->vectors * (block + 1) / blocks;
    correlate_columns<V, vectors_per_panel>(*s, end - vector, vector);
    vector = end;
  }
}

LEEWAY_ISA_END
