// A step of gradient descent with momentum (Polyak): v = momentum v + gradient, w -= rate v.
#pragma once

#include "matrix/operations.h"

namespace leeway {

void sgd_step(float* weights, float* velocity, const GradientParts& gradient, size_t first,
              size_t last, double momentum, double rate);

}  // namespace leeway
