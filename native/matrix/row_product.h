// Products of one row, which are bound by how fast the other factor comes from the second-level cache.
#pragma once

#include "matrix/product.h"

LEEWAY_ISA_BEGIN

// Two panels of a row at once: eight sums, as many as hide the latency of a multiply-add. Two loads of B a cycle from the
// first-level cache are the limit.
template <class V, int first, int second>
void panels_of_row(const typename MatrixIn<V>::RowProduct& p, size_t panel) {
  const auto* b = p.b + panel * p.b_panel;
  const auto* b_next = b + p.b_panel;
  Block<V, 1, first> sum;
  Block<V, 1, second> sum_next;
  sum.clear();
  sum_next.clear();
  for (size_t k = 0; k < p.depth; k++) {
    sum.add_run(p.a + k, 0, 0, b + k * first * V::lanes, 0, 1);
    sum_next.add_run(p.a + k, 0, 0, b_next + k * second * V::lanes, 0, 1);
  }
  sum.store(p.c + panel * p.c_panel, 0);
  sum_next.store(p.c + (panel + 1) * p.c_panel, 0);
}

template <class V, int vectors>
void panel_of_row(const typename MatrixIn<V>::RowProduct& p, size_t panel) {
  Block<V, 1, vectors> sum;
  sum.clear();
  sum.add_run(p.a, 0, 1, p.b + panel * p.b_panel, vectors * V::lanes, p.depth);
  sum.store(p.c + panel * p.c_panel, 0);
}

// From the second-level cache come about five vectors in eight cycles, for which four sums do: panels one by one then, so that
// the last one is still in the first-level cache when the next product, which goes the other way, begins with it.
template <class V>
void row_product(const typename MatrixIn<V>::RowProduct* p) {
  constexpr size_t cached = 32768 / (V::lanes * sizeof(typename V::element));
  const size_t full = p->vectors / 4;
  const auto last = [&]() LEEWAY_LAMBDA_INLINE {
    switch (p->vectors % 4) {
      case 1: return panel_of_row<V, 1>(*p, full);
      case 2: return panel_of_row<V, 2>(*p, full);
      case 3: return panel_of_row<V, 3>(*p, full);
    }
  };
  if (p->depth * p->vectors <= cached) {
    size_t panel = 0;
    for (; panel + 2 <= full; panel += 2) panels_of_row<V, 4, 4>(*p, panel);
    if (panel == full) return last();
    switch (p->vectors % 4) {
      case 0: return panel_of_row<V, 4>(*p, panel);
      case 1: return panels_of_row<V, 4, 1>(*p, panel);
      case 2: return panels_of_row<V, 4, 2>(*p, panel);
      case 3: return panels_of_row<V, 4, 3>(*p, panel);
    }
  }
  if (p->backwards) last();
  for (size_t i = 0; i < full; i++) panel_of_row<V, 4>(*p, p->backwards ? full - 1 - i : i);
  if (!p->backwards) last();
}

// Lane i: the sum of rows[i]'s lanes.
template <class V>
LEEWAY_INLINE V sums_of_rows(const V (&rows)[V::lanes]) {
  typename V::element lanes[V::lanes][V::lanes], sums[V::lanes];
  for (int i = 0; i < V::lanes; i++) rows[i].store(lanes[i]);
  for (int half = V::lanes / 2; half > 0; half /= 2)
    for (int i = 0; i < V::lanes; i++)
      for (int lane = 0; lane < half; lane++) lanes[i][lane] += lanes[i][lane + half];
  for (int i = 0; i < V::lanes; i++) sums[i] = lanes[i][0];
  return V::load(sums);
}

#if defined(__AVX512F__)
LEEWAY_INLINE f32 sums_of_rows(const f32 (&rows)[16]) {
  __m512 four[4];
  for (int i = 0; i < 4; i++) {
    const __m512 a = rows[4 * i].v, b = rows[4 * i + 1].v;
    const __m512 c = rows[4 * i + 2].v, d = rows[4 * i + 3].v;
    const __m512d ab =
        _mm512_castps_pd(_mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b)));
    const __m512d cd =
        _mm512_castps_pd(_mm512_add_ps(_mm512_unpacklo_ps(c, d), _mm512_unpackhi_ps(c, d)));
    four[i] = _mm512_add_ps(_mm512_castpd_ps(_mm512_unpacklo_pd(ab, cd)),
                            _mm512_castpd_ps(_mm512_unpackhi_pd(ab, cd)));
  }
  const auto halves = [](__m512 a, __m512 b) LEEWAY_LAMBDA_INLINE {
    return _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x88), _mm512_shuffle_f32x4(a, b, 0xdd));
  };
  return halves(halves(four[0], four[1]), halves(four[2], four[3]));
}
#endif

template <class V, int rows, int vectors>
LEEWAY_INLINE void add_panel_to_sums(V (&sum)[V::lanes], const typename V::element* a,
                                     const typename V::element* b) {
  for (int v = 0; v < vectors; v++) {
    const V factor = V::load(a + v * V::lanes);
    for (int r = 0; r < rows; r++)
      sum[r] = mul_add(factor, V::load(b + (r * vectors + v) * V::lanes), sum[r]);
  }
}

// At most as many rows as a vector has lanes, so that their sums become one. The last panel has `last` vectors.
// (With a choice between widths here the sums went to the stack and back.)
template <class V, int rows, int last>
void block_of_sums(const typename MatrixIn<V>::RowsProduct& p, size_t first) {
  V sum[V::lanes] = {};  // zeros
  const size_t full = (p.vectors - last) / 4, row = (p.first_row + first) * V::lanes;
  for (size_t panel = 0; panel < full; panel++)
    add_panel_to_sums<V, rows, 4>(sum, p.a + panel * 4 * V::lanes,
                                  p.b + panel * p.b_panel + 4 * row);
  add_panel_to_sums<V, rows, last>(sum, p.a + full * 4 * V::lanes,
                                   p.b + full * p.b_panel + last * row);
  store_up_to(sums_of_rows(sum), p.c + first, rows);
}

// Blocks of one size, the last of which may overlap the one before.
template <class V, int last, int rows>
void sums_by_blocks(const typename MatrixIn<V>::RowsProduct& p) {
  if constexpr (rows > 1)
    if (p.rows < static_cast<size_t>(rows)) return sums_by_blocks<V, last, rows / 2>(p);
  const size_t blocks = (p.rows + rows - 1) / rows;
  for (size_t i = 0; i < blocks; i++) {
    const size_t block = p.backwards ? blocks - 1 - i : i;
    block_of_sums<V, rows, last>(p, block + 1 < blocks ? block * rows : p.rows - rows);
  }
}

template <class V>
void rows_product(const typename MatrixIn<V>::RowsProduct* p) {
  switch (p->vectors % 4) {
    case 0: return sums_by_blocks<V, 4, V::lanes>(*p);
    case 1: return sums_by_blocks<V, 1, V::lanes>(*p);
    case 2: return sums_by_blocks<V, 2, V::lanes>(*p);
    case 3: return sums_by_blocks<V, 3, V::lanes>(*p);
  }
}

LEEWAY_ISA_END
