// The gradient by a convolution's weights: sums over pixels, which lie along the vectors, so that neither factor is
// rearranged. Lanes are added up last, once per block and leaf of the batch.
#pragma once

#include "matrix/product.h"
#include "nn/layer_operations.h"

LEEWAY_ISA_BEGIN

// The sum of each vector's lanes, halves on halves.
template <class V, int n>
LEEWAY_INLINE void add_lanes(float (&lanes)[n][V::lanes]) {
  for (int half = V::lanes / 2; half > 0; half /= 2)
    for (int i = 0; i < n; i++)
      for (int k = 0; k < half; k++) lanes[i][k] += lanes[i][k + half];
}

template <class V, int rows, int taps>
void tap_gradient_block(const TapGradient& s, size_t row, size_t tap) {
  V sum[rows * taps];
  for (int i = 0; i < rows * taps; i++) sum[i] = V(0.0f);
  for (size_t image = 0; image < s.images; image++) {
    const float* dz = s.dz + image * s.dz_image + row * s.dz_row;
    const float* x = s.x + image * s.x_image;
    const float* at[taps];
    for (int k = 0; k < taps; k++) at[k] = x + s.offsets[tap + k];
    for (size_t v = 0; v < s.vectors; v++) {
      const size_t p = v * V::lanes;
      V pixels[taps];
      for (int k = 0; k < taps; k++) pixels[k] = V::load(at[k] + p);
      for (int r = 0; r < rows; r++) {
        const V gradient = V::load(dz + r * s.dz_row + p);
        for (int k = 0; k < taps; k++)
          sum[r * taps + k] = mul_add(gradient, pixels[k], sum[r * taps + k]);
      }
    }
  }
  float lanes[rows * taps][V::lanes];
  for (int i = 0; i < rows * taps; i++) sum[i].store(lanes[i]);
  add_lanes<V>(lanes);
  for (int k = 0; k < taps; k++)
    for (int r = 0; r < rows; r++)
      s.gradient[(tap + k) * s.rows + row + r] += lanes[r * taps + k][0];
}

template <class V, int taps, int rows>
LEEWAY_INLINE void tap_gradient_rows(const TapGradient& s, size_t n, size_t row, size_t tap) {
  if (n == static_cast<size_t>(rows)) return tap_gradient_block<V, rows, taps>(s, row, tap);
  if constexpr (rows > 1) tap_gradient_rows<V, taps, rows - 1>(s, n, row, tap);
}

template <class V, int taps>
LEEWAY_INLINE void tap_gradient_taps(const TapGradient& s, size_t n, size_t tap) {
  if (n < static_cast<size_t>(taps)) {
    if constexpr (taps > 1) tap_gradient_taps<V, taps - 1>(s, n, tap);
    return;
  }
  constexpr int tallest = block_rows<V>(vectors_per_panel);
  const size_t blocks = (s.rows + tallest - 1) / tallest;
  for (size_t block = 0, row = 0; block < blocks; block++) {
    const size_t end = s.rows * (block + 1) / blocks;
    tap_gradient_rows<V, taps, tallest>(s, end - row, row, tap);
    row = end;
  }
}

template <class V>
void tap_gradient(const TapGradient* s) {
  const size_t blocks = (s->depth + vectors_per_panel - 1) / vectors_per_panel;
  for (size_t block = 0, tap = 0; block < blocks; block++) {
    const size_t end = s->depth * (block + 1) / blocks;
    tap_gradient_taps<V, vectors_per_panel>(*s, end - tap, tap);
    tap = end;
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
    float lanes[4][V::lanes];
    for (size_t r = 0; r < 4; r++) sum[r].store(lanes[r]);
    add_lanes<V>(lanes);
    for (size_t r = 0; r < count; r++) to[row + r] += lanes[r][0];
  }
}

LEEWAY_ISA_END
