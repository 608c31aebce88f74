// What embeddings and dropout do, row by row.
#pragma once

#include "nn/layer_operations.h"

LEEWAY_ISA_BEGIN

template <class V>
void multiply_arrays(const float* x, const float* y, float* z, size_t n) {
  for (size_t i = 0; i < n; i += V::lanes) (V::load(x + i) * V::load(y + i)).store(z + i);
}

template <class V>
void mean_of_rows(const int32_t* ids, size_t count, const float* table, size_t row, float* to) {
  size_t words = 0;
  for (size_t t = 0; t < count; t++) words += ids[t] >= 0;
  const V share(words > 0 ? 1.0f / static_cast<float>(words) : 0.0f);
  for (size_t i = 0; i < row; i += V::lanes) {
    V sum(0.0f);
    for (size_t t = 0; t < count; t++)
      if (ids[t] >= 0) sum = sum + V::load(table + static_cast<size_t>(ids[t]) * row + i);
    (sum * share).store(to + i);
  }
}

template <class V>
void add_to_rows(const int32_t* ids, size_t count, size_t first, size_t last, float share,
                 const float* from, float* table, size_t row) {
  for (size_t i = 0; i < row; i += V::lanes) {
    const V change = V::load(from + i) * V(share);
    for (size_t t = 0; t < count; t++) {
      const size_t id = static_cast<size_t>(ids[t]);
      if (ids[t] < 0 || id < first || id >= last) continue;
      float* to = table + id * row + i;
      (V::load(to) + change).store(to);
    }
  }
}

LEEWAY_ISA_END
