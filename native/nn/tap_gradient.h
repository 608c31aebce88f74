// The gradient by a convolution's weights: sums over pixels, which lie along the vectors, so that neither factor is
// rearranged. Lanes are added up last, once per block and leaf of the batch.
#pragma once

#include "matrix/row_product.h"
#include "nn/layer_operations.h"

LEEWAY_ISA_BEGIN

// to[i] += the sum of the lanes of vector i, of n.
template <class V>
void add_sums_of_lanes(const float* vectors, size_t n, float* to) {
  for (size_t i = 0; i < n; i += V::lanes) {
    V rows[V::lanes];
    for (size_t k = 0; k < V::lanes; k++)
      rows[k] = i + k < n ? V::load(vectors + (i + k) * V::lanes) : V(0.0f);
    store_up_to(load_up_to<V>(to + i, n - i) + sums_of_rows(rows), to + i, n - i);
  }
}

// A block of rows x taps meets some images; its sums go on from where they were for the images before.
template <class V, int rows, int taps>
void add_tap_products(const TapGradient& s, size_t row, size_t tap, size_t first_image,
                      size_t last_image, float* sums) {
  // Zeros to load instead of a choice, and two short loops instead of a long one: the compiler then keeps the sums in registers from
  // first to last.
  static const float zeros[V::lanes] = {};
  const float* const from = first_image == 0 ? zeros : sums;
  const size_t step = first_image == 0 ? 0 : V::lanes;
  V sum[taps][rows];
  for (int k = 0; k < taps; k++)
    for (int r = 0; r < rows; r++) sum[k][r] = V::load(from + (k * rows + r) * step);
  const float* dz = s.dz + first_image * s.dz_image + row * s.dz_row;
  const float* at[taps];
  for (int k = 0; k < taps; k++) at[k] = s.x + first_image * s.x_image + s.offsets[tap + k];
  for (size_t image = first_image; image < last_image; image++) {
    for (size_t p = 0; p < s.vectors * V::lanes; p += V::lanes) {
      V pixels[taps];
      for (int k = 0; k < taps; k++) pixels[k] = V::load(at[k] + p);
      for (int r = 0; r < rows; r++) {
        const V gradient = V::load(dz + r * s.dz_row + p);
        for (int k = 0; k < taps; k++) sum[k][r] = mul_add(gradient, pixels[k], sum[k][r]);
      }
    }
    dz += s.dz_image;
    for (int k = 0; k < taps; k++) at[k] += s.x_image;
  }
  for (int k = 0; k < taps; k++)
    for (int r = 0; r < rows; r++) sum[k][r].store(sums + (k * rows + r) * V::lanes);
}

template <class V, int rows, int taps>
LEEWAY_INLINE void add_products_of_taps(const TapGradient& s, size_t n, size_t row, size_t tap,
                                        size_t first_image, size_t last_image, float* sums) {
  if (n == static_cast<size_t>(taps))
    return add_tap_products<V, rows, taps>(s, row, tap, first_image, last_image, sums);
  if constexpr (taps > 1)
    add_products_of_taps<V, rows, taps - 1>(s, n, row, tap, first_image, last_image, sums);
}

// Rows of dz meet many taps before the next images do, as many images as the first-level cache holds: if a block of taps met all
// images before the next block did, dz would come from the second-level cache again and again, slower than it is multiplied.
template <class V, int rows>
void tap_gradient_rows(const TapGradient& s, size_t row) {
  constexpr size_t cached = 28672 / sizeof(float), blocks_at_once = 8;
  float sums[blocks_at_once * vectors_per_panel * rows * V::lanes];
  const size_t image = rows * s.vectors * V::lanes;
  const size_t images = image < cached ? cached / image : 1;
  // Blocks of nearly one width.
  const size_t blocks = (s.depth + vectors_per_panel - 1) / vectors_per_panel;
  const auto begin_of = [&](size_t block) { return s.depth * block / blocks; };
  for (size_t first = 0; first < blocks; first += blocks_at_once) {
    const size_t end = blocks - first < blocks_at_once ? blocks : first + blocks_at_once;
    for (size_t image0 = 0; image0 < s.images; image0 += images) {
      const size_t image1 = s.images - image0 < images ? s.images : image0 + images;
      for (size_t block = first; block < end; block++) {
        const size_t tap = begin_of(block);
        add_products_of_taps<V, rows, vectors_per_panel>(
            s, begin_of(block + 1) - tap, row, tap, image0, image1,
            sums + (tap - begin_of(first)) * rows * V::lanes);
      }
    }
    float totals[blocks_at_once * vectors_per_panel * rows] = {};
    const size_t taps = begin_of(end) - begin_of(first);
    add_sums_of_lanes<V>(sums, taps * rows, totals);
    for (size_t k = 0; k < taps; k++)
      for (size_t r = 0; r < rows; r++)
        s.gradient[(begin_of(first) + k) * s.rows + row + r] += totals[k * rows + r];
  }
}

template <class V, int rows>
LEEWAY_INLINE void tap_gradient_of(const TapGradient& s, size_t n, size_t row) {
  if (n == static_cast<size_t>(rows)) return tap_gradient_rows<V, rows>(s, row);
  if constexpr (rows > 1) tap_gradient_of<V, rows - 1>(s, n, row);
}

template <class V>
void tap_gradient(const TapGradient* s) {
  constexpr int tallest = block_rows<V>(vectors_per_panel);
  const size_t blocks = (s->rows + tallest - 1) / tallest;
  for (size_t block = 0, row = 0; block < blocks; block++) {
    const size_t end = s->rows * (block + 1) / blocks;
    tap_gradient_of<V, tallest>(*s, end - row, row);
    row = end;
  }
}

// Four rows at a time hide the latency of one's sum.
template <class V>
void row_sums(const float* from, size_t image, size_t images, size_t rows, size_t n, float* to) {
  for (size_t row = 0; row < rows; row += 4) {
    const size_t count = rows - row < 4 ? rows - row : 4;
    V sum[4] = {V(0.0f), V(0.0f), V(0.0f), V(0.0f)};
    for (size_t i = 0; i < images; i++)
      for (size_t r = 0; r < count; r++) {
        const float* at = from + i * image + (row + r) * n;
        for (size_t p = 0; p < n; p += V::lanes) sum[r] = sum[r] + V::load(at + p);
      }
    float lanes[4 * V::lanes];
    for (size_t r = 0; r < 4; r++) sum[r].store(lanes + r * V::lanes);
    add_sums_of_lanes<V>(lanes, count, to + row);
  }
}

LEEWAY_ISA_END
