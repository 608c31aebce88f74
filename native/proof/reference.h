// The oracle: an op's expression of kernels.def in a precision above the kernel's, its limits at the infinities.
#pragma once

#include "kernels/catalogue.h"

namespace leeway {

struct Reference {
  double high, low;  // unevaluated sum
};

Reference reference_value(const Op& op, leeway_element element, double x, double alpha);
Reference reference_derivative(const Op& op, leeway_element element, double x, double alpha);

}  // namespace leeway
