// Adam (Kingma & Ba, arXiv 1412.6980, algorithm 1), one pass over the weights, and the norm that gradients are clipped by.
#pragma once

#include "matrix/operations.h"

LEEWAY_ISA_BEGIN

template <class V>
LEEWAY_INLINE V sum_of_parts(const typename MatrixOf<typename V::element>::GradientParts& parts,
                             size_t i) {
  if (parts.count == 1) return V::load(parts.part[0] + i);
  V sum[max_parts];
  for (size_t p = 0; p < parts.count; p++) sum[p] = V::load(parts.part[p] + i);
  for (size_t width = 1; width < parts.count; width *= 2)
    for (size_t p = 0; p < parts.count; p += 2 * width) sum[p] = sum[p] + sum[p + width];
  return sum[0];
}

template <class V>
void adam_step(typename V::element* weights, typename V::element* first_moment,
               typename V::element* second_moment,
               const typename MatrixOf<typename V::element>::GradientParts* parts, size_t first,
               size_t last, const AdamStep* step) {
  using E = typename V::element;
  const V beta1(E(step->beta1)), beta2(E(step->beta2));
  const V keep1(E(1 - step->beta1)), keep2(E(1 - step->beta2));
  const V rate(E(step->learning_rate / step->correction1));
  const V correction(E(1 / step->correction2)), epsilon(E(step->epsilon));
  const V scale(E(step->gradient_scale));
  for (size_t i = first; i < last; i += V::lanes) {
    const V g = sum_of_parts<V>(*parts, i) * scale;
    const V m = mul_add(beta1, V::load(first_moment + i), keep1 * g);
    const V v = mul_add(beta2, V::load(second_moment + i), keep2 * (g * g));
    m.store(first_moment + i);
    v.store(second_moment + i);
    const V change = rate * m / (sqrt(v * correction) + epsilon);
    (V::load(weights + i) - change).store(weights + i);
  }
}

// In float64 from chunk to chunk, so that its error does not grow with the number of elements.
template <class V>
double sum_of_squares(const typename MatrixOf<typename V::element>::GradientParts* parts,
                      size_t first, size_t last) {
  constexpr size_t chunk = 64 * V::lanes;
  double total = 0;
  for (size_t i = first; i < last;) {
    V squares(typename V::element(0));
    for (const size_t end = last - i < chunk ? last : i + chunk; i < end; i += V::lanes) {
      const V g = sum_of_parts<V>(*parts, i);
      squares = mul_add(g, g, squares);
    }
    typename V::element lanes[V::lanes];
    squares.store(lanes);
    for (const auto lane : lanes) total += static_cast<double>(lane);
  }
  return total;
}

LEEWAY_ISA_END
