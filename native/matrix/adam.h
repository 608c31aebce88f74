// Adam (Kingma & Ba, arXiv 1412.6980, algorithm 1), one pass over the weights.
#pragma once

#include "matrix/operations.h"

LEEWAY_ISA_BEGIN

template <class V>
void adam_step(float* weights, float* first_moment, float* second_moment, const float* gradients,
               size_t n, const AdamStep* step) {
  using E = typename V::element;
  const V beta1(E(step->beta1)), beta2(E(step->beta2));
  const V keep1(E(1 - step->beta1)), keep2(E(1 - step->beta2));
  const V rate(E(step->learning_rate / step->correction1));
  const V correction(E(1 / step->correction2)), epsilon(E(step->epsilon));
  for (size_t i = 0; i < n; i += V::lanes) {
    const V g = V::load(gradients + i);
    const V m = mul_add(beta1, V::load(first_moment + i), keep1 * g);
    const V v = mul_add(beta2, V::load(second_moment + i), keep2 * (g * g));
    m.store(first_moment + i);
    v.store(second_moment + i);
    const V change = rate * m / (sqrt(v * correction) + epsilon);
    (V::load(weights + i) - change).store(weights + i);
  }
}

LEEWAY_ISA_END
