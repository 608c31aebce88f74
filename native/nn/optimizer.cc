#include "optimizer.h"

namespace leeway {

void sgd_step(float* weights, float* velocity, const GradientParts& gradient, size_t first,
              size_t last, double momentum, double rate) {
  const float keep = static_cast<float>(momentum), by = static_cast<float>(rate);
  for (size_t i = first; i < last; i++) {
    float sum[max_parts];
    for (size_t p = 0; p < gradient.count; p++) sum[p] = gradient.part[p][i];
    for (size_t width = 1; width < gradient.count; width *= 2)
      for (size_t p = 0; p < gradient.count; p += 2 * width) sum[p] += sum[p + width];
    velocity[i] = keep * velocity[i] + sum[0];
    weights[i] -= by * velocity[i];
  }
}

}  // namespace leeway
